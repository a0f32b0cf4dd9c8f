extension Acorn {
    /// Which calls count together (API.md, Limits).
    enum Budget: String, Sendable, Codable {
        case market, account, orders

        var limit: Int { self == .orders ? 20 : 300 }
        /// The length of its window in milliseconds.
        var window: Int64 { self == .orders ? 1_000 : 60_000 }
    }

    /// What every caller has used in the running windows; refused calls count nothing.
    struct Budgets: Sendable, Codable {
        private struct Window: Sendable, Codable {
            var number: Int64
            var used: Int
        }

        private var windows: [String: Window] = [:]

        /// Counts a call.
        ///
        /// - Returns: What is used now.
        /// - Throws: ``Refusal`` with the seconds until the next window.
        mutating func charge(_ budget: Budget, _ caller: String, now: Int64) throws(Refusal) -> Int {
            let name = "\(budget.rawValue) \(caller)"
            let number = now / budget.window
            var window = windows[name] ?? Window(number: number, used: 0)
            if window.number != number { window = Window(number: number, used: 0) }
            guard window.used < budget.limit else {
                let rest = budget.window - now % budget.window
                throw .rateLimited(seconds: (rest + 999) / 1_000)
            }
            window.used += 1
            windows[name] = window
            // Callers from many addresses must not fill the memory.
            if windows.count > 10_000 { windows = [name: window] }
            return window.used
        }

        var isSound: Bool { windows.values.allSatisfy { (0...300).contains($0.used) && $0.number >= 0 } }
    }
}
