import AdapterProtocol
import Foundation

/// What a venue sends on its streams and what must come of it, as data that an adapter ships beside its
/// ``DocumentedErrors``: one sequence a line as JSON.
public struct StreamScenarios: Sendable, Hashable {
    let scenarios: [StreamScenario]

    /// Reads a file's content.
    ///
    /// - Throws: ``StreamScenariosProblem`` naming the line that cannot be read.
    public init(reading text: String) throws(StreamScenariosProblem) {
        let decoder = JSONDecoder()
        var scenarios: [StreamScenario] = []
        var ids: Set<String> = []
        for (offset, line) in text.split(separator: "\n").enumerated() {
            guard let scenario = try? decoder.decode(StreamScenario.self, from: Data(line.utf8)) else {
                throw StreamScenariosProblem(line: offset + 1, problem: "is no sequence of a stream")
            }
            if let problem = Self.problem(with: scenario) {
                throw StreamScenariosProblem(line: offset + 1, problem: problem)
            }
            guard ids.insert(scenario.id).inserted else {
                throw StreamScenariosProblem(line: offset + 1, problem: "repeats the id \(scenario.id)")
            }
            scenarios.append(scenario)
        }
        self.scenarios = scenarios
    }

    /// A word that nobody knows would be an expectation that nothing meets.
    private static func problem(with scenario: StreamScenario) -> String? {
        let follows = scenario.follows ?? []
        if scenario.subscriptions().count != follows.count { return "follows what is no channel of its markets" }
        if Set(follows.map(\.slot)).count != follows.count { return "follows two things under one number" }
        for follow in follows where !(0..<ScenarioMarket.apart).contains(follow.slot) {
            return "follows something under the number \(follow.slot)"
        }
        for step in scenario.steps ?? [] {
            if let problem = problem(with: step, following: follows.map(\.slot)) { return problem }
        }
        return nil
    }

    private static func problem(with step: StreamStep, following slots: [Int]) -> String? {
        if step.frame != nil, step.role == nil { return "has a frame without a role" }
        // An hour is longer than any venue is silent.
        if let after = step.after, !(0...3_600_000).contains(after) { return "has a step after \(after) ms" }
        if let snapshot = step.snapshot {
            if !slots.contains(snapshot.slot) { return "has a snapshot of what it does not follow" }
            if UInt64(snapshot.sequence) == nil { return "has a snapshot without a number" }
            for level in snapshot.bids + snapshot.asks where level.count != 2 {
                return "has a level of \(level.count) numbers"
            }
        }
        guard let ending = step.expect?.ending else { return nil }
        let words = ending.split(separator: " ")
        guard let word = words.first, ["reconnect", "replace", "fail"].contains(word), words.count <= 2 else {
            return "expects the ending '\(ending)'"
        }
        return nil
    }
}

/// A line of stream scenarios that cannot be read.
public struct StreamScenariosProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which line, from 1.
    public let line: Int
    /// What is wrong with it.
    public let problem: String
    /// The same as a sentence.
    public var description: String { "line \(line) of the stream scenarios \(problem)" }
}
