import AdapterProtocol

/// The moment a budget is asked at, on both clocks: calendar windows go by the venue's, everything else by ours, which
/// no new estimate moves.
struct RateMoment: Sendable {
    /// Our clock.
    let local: Timestamp
    /// The venue's clock as estimated.
    let venue: Timestamp
    /// How far the estimate may be off, either way.
    let uncertainty: Duration
}
