/// A frame that only the key's owner can make: what it shall say, without the key (a logon, a signed subscription).
///
/// A session asks for one; the runtime lets the adapter's ``RequestSigner`` make it at the last moment, and neither the
/// session nor a recording ever holds it.
public struct StreamProof: Sendable, Hashable {
    /// The adapter's own word for the kind of frame.
    public let name: String
    /// What the frame says, in order.
    public let parameters: [VenueCall.Parameter]

    /// A proof.
    public init(_ name: String, _ parameters: [VenueCall.Parameter] = []) {
        self.name = name
        self.parameters = parameters
    }
}

extension RequestSigner {
    /// Venues whose streams need no signed frame.
    public func frame(_ proof: StreamProof, at stamp: SigningStamp) throws(VenueError) -> [UInt8] {
        throw .notSent(.unsupported, "\(proof.name): this venue's streams have no signed frame")
    }
}
