/// The key-test interface, pure.
public protocol KeyTestOperations: Sendable {
    /// What the key can do, found without side effects; a key that does not work is a report, not an error.
    ///
    /// - Parameters:
    ///   - probe: A market for calls that need one.
    ///   - environment: Where the key is tested: some sources exist only in production.
    func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport>
}
