/// The fixed grid of instants on which a venue acts by itself, so that many calls and one call lead to the same state.
public struct FaceGrid: Sendable {
    private static let step: Int64 = 100
    /// After more than a minute without a call (a sleeping machine) it goes on from the last minute.
    private static let longestCatchUp: Int64 = 600

    private var reached: Int64

    /// A grid of which everything up to `opening`, in milliseconds, has passed.
    public init(from opening: Int64) {
        reached = opening
    }

    /// The instants that have come due up to `target`; nil when it is no later than the last one asked for.
    public mutating func instants(upTo target: Int64) -> [Int64]? {
        guard target > reached else { return nil }
        let last = target / Self.step
        let due = max(reached / Self.step, last - Self.longestCatchUp)..<last
        reached = target
        return due.map { ($0 + 1) * Self.step }
    }
}
