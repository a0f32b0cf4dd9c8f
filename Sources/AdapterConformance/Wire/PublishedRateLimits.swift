import AdapterProtocol
import Foundation

/// The rate limits that a venue publishes and what each of its calls costs, as data that an adapter ships beside its
/// ``DocumentedErrors``: written from the venue's documents, one budget or call a line as JSON.
public struct PublishedRateLimits: Sendable, Hashable {
    /// One budget: so many units in a window, or so many at once and so many more as time passes.
    struct Budget: Sendable, Hashable, Codable {
        let budget: String
        let source: String
        let units: Int64
        let milliseconds: Int64
        /// Nil for a window that is whole again at its end.
        let burst: Int64?

        /// How many units it grants within any span of time; for a window, in one.
        func granted(in span: Int64) -> Int64 {
            guard let burst else { return units }
            return burst + units * span / milliseconds
        }
    }

    /// What a call costs; `*` in a path stands for an id.
    struct Call: Sendable, Hashable, Codable {
        let call: String
        let source: String
        let costs: [String: Int64]
        /// Parameters that it must have: `name=value`, or a name alone.
        let with: [String]?
    }

    let budgets: [String: Budget]
    let calls: [Call]

    /// Reads a file's content.
    ///
    /// - Throws: ``DocumentedErrorsProblem`` naming the line that cannot be read.
    public init(reading text: String) throws(DocumentedErrorsProblem) {
        let decoder = JSONDecoder()
        var budgets: [String: Budget] = [:]
        var calls: [Call] = []
        for (offset, line) in text.split(separator: "\n").enumerated() {
            let data = Data(line.utf8)
            if let budget = try? decoder.decode(Budget.self, from: data) {
                guard budget.units > 0, budget.milliseconds > 0, budgets[budget.budget] == nil else {
                    throw DocumentedErrorsProblem(line: offset + 1, problem: "is no budget of its own")
                }
                budgets[budget.budget] = budget
            } else if let call = try? decoder.decode(Call.self, from: data) {
                guard call.costs.allSatisfy({ budgets[$0.key] != nil && $0.value > 0 }) else {
                    throw DocumentedErrorsProblem(line: offset + 1, problem: "costs what no line above grants")
                }
                calls.append(call)
            } else {
                throw DocumentedErrorsProblem(line: offset + 1, problem: "is neither a budget nor a call")
            }
        }
        self.budgets = budgets
        self.calls = calls
    }

    /// What a call costs: the first line that fits.
    func cost(of call: VenueCall) -> Call? {
        let parameters = Set(call.parameters.flatMap { [$0.name, "\($0.name)=\($0.value)"] })
        return calls.first { one in
            Self.fits(one.call, "\(call.method.rawValue) \(call.path)")
                && (one.with ?? []).allSatisfy(parameters.contains)
        }
    }

    private static func fits(_ pattern: String, _ call: String) -> Bool {
        let (wanted, parts) = (pattern.split(separator: "/"), call.split(separator: "/"))
        return wanted.count == parts.count && zip(wanted, parts).allSatisfy { $0 == "*" || $0 == $1 }
    }
}
