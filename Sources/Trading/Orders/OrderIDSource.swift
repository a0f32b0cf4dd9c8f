public import AdapterProtocol
import Synchronization

/// Mints client order ids.
public protocol OrderIDSource: Sendable {
    /// An id never given before.
    func next(at now: Timestamp) -> ClientOrderID
}

/// Ids in UUID v7 layout: 48 bits of milliseconds, then version, variant and random bits, so that they sort by time and
/// a host that lost its journal could still tell its own (vocabulary.md 5).
public final class TimeOrderedIDs: OrderIDSource {
    private let random: @Sendable () -> UInt64

    /// - Parameter random: 64 random bits a call, injected.
    public init(random: @escaping @Sendable () -> UInt64) {
        self.random = random
    }

    /// The next id.
    public func next(at now: Timestamp) -> ClientOrderID {
        let time = UInt128(UInt64(max(now.milliseconds, 0)) & 0xFFFF_FFFF_FFFF) << 80
        let high = UInt128(random() & 0xFFF) << 64 | UInt128(7) << 76
        let low = UInt128(random() & 0x3FFF_FFFF_FFFF_FFFF) | UInt128(2) << 62
        return ClientOrderID(bits: time | high | low)
    }
}
