public import AdapterProtocol

/// Gives one key its nonces. Embedders choose where they are kept; there is no default in memory, because a restart
/// must not go back.
public protocol NonceStore: Sendable {
    /// The next nonce, above every one given before, also before a restart.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` when the store cannot promise that.
    func next() async throws(VenueError) -> UInt64
}
