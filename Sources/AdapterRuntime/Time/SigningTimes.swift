import Synchronization

/// The timestamps of keys at their addresses: two connections that carry a key must not sign in the same millisecond, calls
/// and handshakes of streams alike (valr.md B.3).
package final class SigningTimes: Sendable {
    /// What all connections of this process go by that read the machine's clock, whether they know of each other or not.
    static let ofProcess = SigningTimes()

    private let times = Mutex<[String: UniqueTime]>([:])

    /// Times for connections that go by a clock of their own.
    package init() {}

    /// The timestamps of one key at one address; a connection without a key signs nothing and shares with nobody.
    func times(of key: String?, at address: String) -> UniqueTime {
        guard let key else { return UniqueTime() }
        return times.withLock { times in
            let place = "\(key) \(address)"
            let one = times[place] ?? UniqueTime()
            times[place] = one
            return one
        }
    }
}
