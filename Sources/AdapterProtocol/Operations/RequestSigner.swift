/// Turns calls into finished requests with one key; made once per key, so that key schedules are computed once.
public protocol RequestSigner: Sendable {
    /// The finished request: parameters placed and encoded, stamped and signed.
    ///
    /// Pure: the same call and stamp give the same bytes. Called inside the key's ordered lane, just before the write.
    /// - Throws: ``VenueError`` of effect `notSent`, for instance `noCredentials` for a signed call without a key.
    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest

    /// A stream's frame that holds the key's proof. Pure like ``seal(_:at:)``; the bytes go to the socket and nowhere else.
    ///
    /// - Throws: ``VenueError`` of effect `notSent`, for instance `noCredentials` without a key.
    func frame(_ proof: StreamProof, at stamp: SigningStamp) throws(VenueError) -> [UInt8]
}

/// What a signature may need of the moment it is made.
public struct SigningStamp: Sendable, Hashable {
    /// The venue's clock as estimated.
    public let venueTime: Timestamp
    /// The next nonce of the key, strictly increasing; nil where the venue uses none.
    public let nonce: UInt64?

    /// A stamp.
    public init(venueTime: Timestamp, nonce: UInt64? = nil) {
        self.venueTime = venueTime
        self.nonce = nonce
    }
}
