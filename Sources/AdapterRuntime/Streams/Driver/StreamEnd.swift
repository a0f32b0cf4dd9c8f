import AdapterProtocol

/// Why one connection is over.
enum StreamEnd: Sendable, Equatable {
    /// The other side, or the network.
    case closed(StreamClosure)
    /// Nothing came for longer than the venue is ever silent.
    case silent
    /// The session could not go on with it.
    case given(up: StreamCause, String)
    /// No connection will do better.
    case failed(VenueError)
    /// Nobody needs it any more.
    case unneeded

    /// The cause, as readers are told.
    var cause: StreamCause {
        switch self {
        case .closed, .unneeded, .failed: .disconnected
        case .silent: .silent
        case .given(let cause, _): cause
        }
    }

    /// One line for logs.
    var message: String {
        switch self {
        case .closed(let closure): closure.description
        case .silent: "nothing came for too long"
        case .given(let cause, let message): "\(cause): \(message)"
        case .failed(let error): error.description
        case .unneeded: "no longer needed"
        }
    }
}

/// What the keeper of a connection is told.
enum StreamNews: Sendable, Equatable {
    /// It is over.
    case ended(StreamEnd)
    /// The next one shall be opened before it ends.
    case replace(StreamCause)
    /// It has taken over what its predecessor carried.
    case ready
}

extension VenueError {
    /// Whether trying again is pointless: a refused key, a path that does not exist, what is not offered.
    var isLasting: Bool {
        guard advice == .never else { return false }
        switch kind {
        case .cancelled, .network, .timeout, .unavailable, .rateLimited, .undecodable, .clockSkew, .nonce: return false
        default: return true
        }
    }

    /// How long the venue asks to wait.
    var pause: Duration {
        if case .after(let duration) = advice { duration } else { .zero }
    }
}
