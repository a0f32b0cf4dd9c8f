/// Everything that is wrong with a configuration file; nothing is started with one.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Problem: Sendable, Hashable {
        /// Line in the file, from 1; nil when no line can be named.
        public let line: Int?
        /// Where in the file, for example `venues[1].bot_limit`; empty for the whole file.
        public let path: String
        /// What was found and what was expected.
        public let message: String
    }

    /// The file.
    public let file: String
    /// What is wrong, in file order.
    public let problems: [Problem]

    /// One line per problem: `file:line: path: message`.
    public var description: String {
        problems.map { problem in
            let place = problem.line.map { "\(file):\($0)" } ?? file
            return problem.path.isEmpty
                ? "\(place): \(problem.message)" : "\(place): \(problem.path): \(problem.message)"
        }.joined(separator: "\n")
    }
}
