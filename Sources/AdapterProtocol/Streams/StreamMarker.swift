/// What a stream says about itself, in band: between the values before and the values after it.
public struct StreamMarker: Sendable, Hashable, CustomStringConvertible {
    /// What is said.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Values between ``StreamMarker/from`` and ``StreamMarker/to`` did not arrive.
        case gap
        /// What was told last may no longer be true since ``StreamMarker/from``.
        case stale
        /// What follows is true again, and complete from here on.
        case resynced
        /// What was missing was read by another way and has been delivered before this marker.
        case backfilled
        /// What follows cannot be proven any more, though nothing says that it is wrong (a checksum that never changes).
        case unverified
    }

    /// The market it is about; nil for all of the stream.
    public let symbol: Symbol?
    /// What is said.
    public let kind: Kind
    /// Why.
    public let cause: StreamCause
    /// The last value that is known to be right: its time at the venue, or of its arrival where none is told.
    public let from: Timestamp?
    /// When it was noticed or mended.
    public let to: Timestamp?

    /// A marker.
    public init(_ kind: Kind, _ cause: StreamCause, symbol: Symbol?, from: Timestamp? = nil, to: Timestamp? = nil) {
        self.symbol = symbol
        self.kind = kind
        self.cause = cause
        self.from = from
        self.to = to
    }

    /// `gap BTC/USDT: sequence`.
    public var description: String { "\(kind.rawValue) \(symbol?.description ?? "all"): \(cause)" }
}

/// Why a stream was interrupted. Extensible: compare with the constants.
public struct StreamCause: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// A word without values in it, fit for a metrics label.
    public let rawValue: String

    /// Wraps a word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The word.
    public var description: String { rawValue }

    /// Nothing was wrong: the stream begins.
    public static let started = StreamCause(rawValue: "started")
    /// A number is missing in the venue's sequence.
    public static let sequence = StreamCause(rawValue: "sequence")
    /// The venue's checksum is not that of our book.
    public static let checksum = StreamCause(rawValue: "checksum")
    /// The venue's checksum is missing, or stays the same while the book changes.
    public static let deadChecksum = StreamCause(rawValue: "deadChecksum")
    /// The best bid is not below the best ask.
    public static let crossed = StreamCause(rawValue: "crossed")
    /// A frame could not be understood.
    public static let undecodable = StreamCause(rawValue: "undecodable")
    /// A frame contradicts what is known: an unknown order traded, a level below zero.
    public static let contradiction = StreamCause(rawValue: "contradiction")
    /// A snapshot of the venue differs from our book.
    public static let audit = StreamCause(rawValue: "audit")
    /// The known levels have run thin: the price left the part of the book that the snapshot showed.
    public static let thin = StreamCause(rawValue: "thin")
    /// The connection ended.
    public static let disconnected = StreamCause(rawValue: "disconnected")
    /// Nothing came for longer than the venue is ever silent.
    public static let silent = StreamCause(rawValue: "silent")
    /// The venue refused a subscription.
    public static let refused = StreamCause(rawValue: "refused")
    /// The venue announced that it will end the connection.
    public static let shutdown = StreamCause(rawValue: "shutdown")
    /// A connection was replaced before the venue's greatest age.
    public static let rotation = StreamCause(rawValue: "rotation")
    /// The token or session is no longer valid.
    public static let token = StreamCause(rawValue: "token")
    /// A snapshot could not be read.
    public static let snapshot = StreamCause(rawValue: "snapshot")
}
