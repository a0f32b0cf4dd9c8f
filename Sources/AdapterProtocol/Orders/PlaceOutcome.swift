/// What became of a placement. Returned, never thrown, so that it cannot be skipped by a `try?`.
public enum PlaceOutcome: Hashable, Sendable {
    /// How long after the call a placement may still be signed: after that it is ``notSent(_:)``. Who finds an order
    /// after a crash counts from there. Long enough for a slow read of the market's rules and the longest wait for the
    /// clock and rate budget of one order (10 s each), short enough that nobody is surprised by an order of long ago.
    public static let signingLimit: Duration = .seconds(30)

    /// The venue has the order; how far it got is in the acceptance.
    case accepted(Acceptance)
    /// The venue refused, and its answer proves that nothing is live. An order record may exist (VALR). That an id is in
    /// use proves the contrary, and is ``unknown(_:)``: the order may be that of an earlier attempt.
    case rejected(VenueError, venueOrderID: VenueOrderID?)
    /// Nothing left this process.
    case notSent(VenueError)
    /// The order may exist. Ask as told; never send it again before absence is proven.
    case unknown(Uncertainty)

    /// How far an accepted order got when the venue answered.
    public struct Acceptance: Hashable, Sendable {
        /// The depth of a receipt (vocabulary.md 1.8).
        public enum Depth: String, Hashable, Sendable, Codable {
            /// Taken in, before the matching engine saw it.
            case received
            /// The engine took it.
            case engine
            /// The answer states the order's state and fills.
            case state
        }

        /// How much the answer means.
        public let depth: Depth
        /// The venue's id.
        public let venueOrderID: VenueOrderID
        /// The order as the answer states it, nil for a bare receipt.
        public let order: Order?
        /// The fills that the answer states.
        public let fills: [Fill]
        /// When the venue took it, by its clock, where told.
        public let time: Timestamp?

        /// An acceptance.
        public init(
            depth: Depth, venueOrderID: VenueOrderID, order: Order?, fills: [Fill] = [], time: Timestamp? = nil
        ) {
            self.depth = depth
            self.venueOrderID = venueOrderID
            self.order = order
            self.fills = fills
            self.time = time
        }
    }

    /// An order that may or may not exist, and how to find out.
    public struct Uncertainty: Hashable, Sendable {
        /// What happened.
        public let error: VenueError
        /// Our identity of the placement: the key to ask with.
        public let clientOrderID: ClientOrderID
        /// Before this much time has passed since signing, "not found" proves nothing.
        public let visibilityBound: Duration

        /// An uncertainty.
        public init(error: VenueError, clientOrderID: ClientOrderID, visibilityBound: Duration) {
            self.error = error
            self.clientOrderID = clientOrderID
            self.visibilityBound = visibilityBound
        }
    }
}
