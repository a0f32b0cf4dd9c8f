import AdapterProtocol
import VenueSimulator

extension VALR {
    /// Requests that v1 has taken and not acted on (valr.md E.3, L.17).
    struct Tasks: Sendable, Codable {
        enum Work: Sendable, Codable {
            case place(Int64)
            case cancel(Int64)
            case modify(Modification)
        }

        struct Item: Sendable, Codable {
            let work: Work
            let due: Int64
        }

        private(set) var items: [Item] = []

        mutating func add(_ work: Work, due: Int64) {
            items.append(Item(work: work, due: due))
        }

        /// Takes out what is due, in the order in which it came.
        mutating func takeDue(at now: Int64) -> [Item] {
            if items.isEmpty { return [] }
            let due = items.filter { $0.due <= now }
            if !due.isEmpty { items.removeAll { $0.due <= now } }
            return due
        }
    }
}

extension VALRFace {
    /// Acts on what is due. Refusals are told on the account socket alone (valr.md J.2).
    mutating func runTasks(until time: Int64) {
        for item in tasks.takeDue(at: time) {
            switch item.work {
            case .place(let number): _ = place(number, at: item.due, switches)
            case .cancel(let number):
                do throws(VALR.Refusal) {
                    try cancel(number, at: item.due, switches)
                } catch {
                    guard let account = register.order(number)?.account else { continue }
                    streams.note(.failedCancel(number), of: account)
                }
            case .modify(let modification):
                // Refusals are in the outcome that it notes.
                _ = try? modifyAndTell(modification, at: item.due, switches)
            }
        }
    }
}
