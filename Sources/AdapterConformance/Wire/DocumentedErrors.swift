import AdapterProtocol
import Foundation

/// The errors that a venue documents, as data that an adapter ships beside its ``Recordings``: one a line as JSON.
public struct DocumentedErrors: Sendable, Hashable {
    /// All errors, in the order of the file.
    public let errors: [DocumentedError]

    /// Reads a file's content.
    ///
    /// - Throws: ``DocumentedErrorsProblem`` naming the line that cannot be read.
    public init(reading text: String) throws(DocumentedErrorsProblem) {
        let decoder = JSONDecoder()
        var errors: [DocumentedError] = []
        var ids: Set<String> = []
        for (offset, line) in text.split(separator: "\n").enumerated() {
            guard let error = try? decoder.decode(DocumentedError.self, from: Data(line.utf8)) else {
                throw DocumentedErrorsProblem(line: offset + 1, problem: "is no documented error")
            }
            if let problem = Self.problem(with: error) {
                throw DocumentedErrorsProblem(line: offset + 1, problem: problem)
            }
            guard ids.insert(error.id).inserted else {
                throw DocumentedErrorsProblem(line: offset + 1, problem: "repeats the id \(error.id)")
            }
            errors.append(error)
        }
        self.errors = errors
    }

    /// A word that nobody knows would be an expectation that nothing meets.
    private static func problem(with error: DocumentedError) -> String? {
        let effects: Set<Substring> = ["stated", "inferred", "none", "unknown", "executed"]
        if let effect = error.effect, !Set(effect.split(separator: "|")).isSubset(of: effects) {
            return "has the effect '\(effect)'"
        }
        for advice in [error.advice, error.readAdvice].compactMap(\.self)
        where ExpectedAdvice.alternatives(advice) == nil {
            return "has the advice '\(advice)'"
        }
        if let pause = error.pause, MillisecondSpan(pause) == nil { return "has the pause '\(pause)'" }
        return error.on.isEmpty ? "answers nothing" : nil
    }
}

/// A line of documented errors that cannot be read.
public struct DocumentedErrorsProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which line, from 1.
    public let line: Int
    /// What is wrong with it.
    public let problem: String
    /// The same as a sentence.
    public var description: String { "line \(line) of the documented errors \(problem)" }
}
