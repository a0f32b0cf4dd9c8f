/// The key-test interface, as users call it.
public protocol KeyTestInterface: Sendable {
    /// What the key can do, found without side effects.
    ///
    /// - Throws: ``VenueError`` only when nothing could be asked (no key, no market list); a key that the venue refuses
    ///   is a report with causes.
    func testKey() async throws(VenueError) -> KeyTestReport
}
