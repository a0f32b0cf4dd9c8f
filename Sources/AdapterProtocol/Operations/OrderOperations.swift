/// The order interface, pure.
public protocol OrderOperations: Sendable {
    /// Places an order. Never fails: every ending is an outcome. The request has passed capabilities and instrument.
    func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome>
    /// Lets the venue validate an order without placing it, where it can.
    func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void>
    /// Finds out whether a placement exists, by the venue's own recipe of sources, pauses and fence.
    ///
    /// - Parameter signedBy: When the placement was signed at the latest, by the clock that flows run on; its windows
    ///   and its visibility bound are counted from there. Too early an instant would call a late order absent.
    func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution>
    /// Cancels one order. Never fails.
    func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome>
    /// Cancels every order of the account on one market, foreign ones included.
    func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]>
    /// Changes a live order in place. Never fails, never leaves two live orders.
    func amend(_ order: OrderReference, to change: OrderAmendment, on instrument: Instrument) -> Flow<AmendOutcome>
    /// One order as the venue shows it.
    func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup>
    /// Open orders of one market, or of all.
    func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]>
    /// Orders of one market, ended ones included, oldest first, every page.
    func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]>
    /// Own fills of one market, oldest first, every page, none twice.
    func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]>
}
