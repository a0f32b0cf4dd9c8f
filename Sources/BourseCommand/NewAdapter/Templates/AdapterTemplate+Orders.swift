extension AdapterTemplate {
    /// Orders: refused until they are written.
    static let orders = AdapterTemplate(
        "Sources/«Name»Adapter/Orders.swift",
        #"""
        public import AdapterProtocol

        // «todo»: in this order, each with its cases: place and order (`.limitOrders`, `.goodTillCancelled`,
        // `.queryByVenueID`), cancel (`.cancelByVenueID`), openOrders, resolve, then the rest. Only an answer that
        // proves a refusal is `.rejected`; one that is lost, late or not understood is `.unknown`.
        extension «Name»Adapter {
            /// Places an order.
            public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
                .finished(.notSent(Self.unwritten("place")))
            }

            /// Lets the venue validate an order without placing it.
            public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
                .failed(Self.unwritten("dry run"))
            }

            /// Finds out whether a placement exists.
            public func resolve(
                _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
            ) -> Flow<PlaceResolution> { .finished(.unresolved(Self.unwritten("resolve"))) }

            /// Cancels one order.
            public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
                .finished(.notSent(Self.unwritten("cancel")))
            }

            /// Cancels the orders of one market.
            public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
                .failed(Self.unwritten("cancel all"))
            }

            // Where the venue cannot, say which cell is missing: `.unsupported(.amendPrice, …)` for a price, else
            // `.unsupported(.amendShrink, …)`.
            /// Changes a live order in place.
            public func amend(
                _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
            ) -> Flow<AmendOutcome> { .finished(.notSent(Self.unwritten("amend"))) }

            /// One order as the venue shows it.
            public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
                .failed(Self.unwritten("order"))
            }

            /// Open orders of one market, or of all.
            public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
                .failed(Self.unwritten("open orders"))
            }

            /// Orders of one market, ended ones included, oldest first.
            public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
                .failed(Self.unwritten("order history"))
            }

            /// Own fills of one market, oldest first.
            public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
                .failed(Self.unwritten("fills"))
            }
        }
        """#)
}
