public import AdapterProtocol
import Synchronization

/// The nonces of one key, kept in a file that this process alone holds while the store lives.
///
/// Nonces follow the clock in the key's unit and never repeat: the file states a ceiling that no nonce has passed, and
/// is moved ahead and synced before the first nonce above it is given. So a restart, also after a crash or with the
/// clock set back, goes on above the ceiling; while the process runs, one write serves a block of nonces.
public final class FileNonceStore: NonceStore {
    /// How far ahead of the clock the ceiling is put, in seconds: one synced write per that time, and at most that jump
    /// ahead of the clock after a crash.
    private static let block: Int64 = 10

    private struct State {
        var last: UInt64
        var ceiling: UInt64
        var isBroken = false
    }

    private let file: LockedFile
    private let unit: NonceUnit
    private let clock: any WallClock
    private let state: Mutex<State>

    /// Opens and locks the file of a key, creating it when absent.
    ///
    /// - Parameters:
    ///   - path: The file: one per key, never shared, never deleted while the key lives.
    ///   - unit: The unit this key has used since it was made.
    ///   - clock: Where the time comes from.
    /// - Throws: ``VenueError`` of effect `notSent` when another process holds the file, when it belongs to another unit,
    ///   is damaged, or cannot be written.
    public init(path: String, unit: NonceUnit, clock: any WallClock) throws(VenueError) {
        self.unit = unit
        self.clock = clock
        file = try LockedFile(path: path)
        let ceiling = try Self.ceiling(in: try file.read(), unit, path)
        state = Mutex(State(last: ceiling, ceiling: ceiling))
    }

    /// An orderly end gives back what of the block was not used, so that a row of short runs does not drive the nonces
    /// ahead of the clock. After a crash, or when this write fails, the reserved ceiling stands.
    deinit {
        state.withLock { state in
            let (used, reserved) = ("\(state.last)", "\(state.ceiling)")
            guard !state.isBroken, state.last < state.ceiling, used.utf8.count == reserved.utf8.count else { return }
            do throws(VenueError) { try file.write("\(unit.rawValue) \(used)\n") } catch { state.isBroken = true }
        }
    }

    /// The next nonce, above every one given before, also before a restart.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` once the file cannot be written: a nonce that a restart could give
    ///   again is not given at all.
    public func next() async throws(VenueError) -> UInt64 {
        let now = UInt64(clamping: clock.now.nanoseconds / unit.nanoseconds)
        return try state.withLock { state throws(VenueError) in
            guard !state.isBroken, state.last < .max else { throw Self.refusal("the nonce file failed before") }
            let nonce = max(state.last + 1, now)
            if nonce > state.ceiling {
                let ahead = UInt64(clamping: Self.block * 1_000_000_000 / unit.nanoseconds)
                let (ceiling, overflow) = nonce.addingReportingOverflow(ahead)
                do throws(VenueError) {
                    try file.write("\(unit.rawValue) \(overflow ? .max : ceiling)\n")
                } catch {
                    state.isBroken = true
                    throw error
                }
                state.ceiling = overflow ? .max : ceiling
            }
            state.last = nonce
            return nonce
        }
    }

    /// An empty file is a new key; anything else must be whole: a guess could repeat a nonce.
    private static func ceiling(in text: String, _ unit: NonceUnit, _ path: String) throws(VenueError) -> UInt64 {
        guard !text.isEmpty else { return 0 }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard text.hasSuffix("\n"), words.count == 2, let found = NonceUnit(rawValue: String(words[0])),
            let ceiling = UInt64(words[1])
        else { throw refusal("\(path) is damaged; make a new key rather than guess its last nonce") }
        guard found == unit else { throw refusal("\(path) counts in \(found.rawValue), not in \(unit.rawValue)") }
        return ceiling
    }

    private static func refusal(_ text: String) -> VenueError { .notSent(.refusedLocally, text) }
}
