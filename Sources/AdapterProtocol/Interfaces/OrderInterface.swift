/// The order interface, as users call it. Commands return an outcome and never throw what the venue decided.
public protocol OrderInterface: Sendable {
    /// Places an order: checked locally first, sent at most once, and signed within ``PlaceOutcome/signingLimit`` of the
    /// call or not at all.
    ///
    /// Cancelling the task before the first byte is `notSent`; after it the outcome is `unknown`, never lost.
    func place(_ request: OrderRequest) async -> PlaceOutcome
    /// Lets the venue validate an order without placing it.
    func placeDryRun(_ request: OrderRequest) async throws(VenueError)
    /// Finds out whether a placement exists. Takes as long as the venue's visibility bound asks for.
    ///
    /// - Parameter signedBy: When it was signed at the latest, by the local clock: the moment ``place(_:)`` returned, or,
    ///   when nobody saw it return, the moment it was called and ``PlaceOutcome/signingLimit`` more.
    func resolve(
        _ clientOrderID: ClientOrderID, on symbol: Symbol, signedBy: Timestamp
    ) async -> PlaceResolution
    /// Cancels one order.
    func cancel(_ order: OrderReference, on symbol: Symbol) async -> CancelOutcome
    /// Cancels every order of the account on one market, foreign ones included.
    func cancelAll(on symbol: Symbol) async throws(VenueError) -> [CancelReport]
    /// Changes a live order in place.
    func amend(_ order: OrderReference, on symbol: Symbol, to change: OrderAmendment) async -> AmendOutcome
    /// One order as the venue shows it.
    func order(_ order: OrderReference, on symbol: Symbol) async throws(VenueError) -> OrderLookup
    /// Open orders of one market, or of all.
    func openOrders(on symbol: Symbol?) async throws(VenueError) -> [Order]
    /// Orders of one market, ended ones included, oldest first.
    func orderHistory(on symbol: Symbol, _ query: HistoryQuery) async throws(VenueError) -> [Order]
    /// Own fills of one market, oldest first.
    func fills(on symbol: Symbol, _ query: HistoryQuery) async throws(VenueError) -> [Fill]
}
