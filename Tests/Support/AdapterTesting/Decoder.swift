package import AdapterProtocol

/// One captured answer and the flow that reads it, for tests that damage the answer.
package struct Decoder: Sendable {
    /// How a flow took an answer.
    package enum Taken: Hashable, Sendable {
        /// As a value.
        case read
        /// As an error of a read, or of something that was never sent.
        case refused
        /// As a write that may or may not have happened.
        case doubtful
        /// As a write that did not happen, or as a state that the answer does not tell: never right for damaged bytes.
        case claimed
    }

    /// The name of the sample, for messages.
    package let sample: String
    /// The captured body.
    package let body: Tree
    /// How the flow takes an answer.
    package let take: @Sendable (CallResult) throws -> Taken

    /// A decoder of a captured answer.
    package init(_ sample: String, _ body: Tree, take: @escaping @Sendable (CallResult) throws -> Taken) {
        self.sample = sample
        self.body = body
        self.take = take
    }

    /// A decoder that reads with a flow; calls after the first get `rest`, since a damaged page may ask for more pages.
    package static func read<Output: Sendable>(
        _ sample: String, _ body: Tree, rest: String, _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder(sample, body) { answer in
            let run = try flow().run { _, position, _ in position == 0 ? answer : .ok(rest) }
            guard let error = run.failure else { return .read }
            switch error.effect {
            case .notExecuted(.read), .notSent: return .refused
            case .unknown: return .doubtful
            default: return .claimed
            }
        }
    }
}
