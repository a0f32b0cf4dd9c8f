extension AdapterTemplate {
    /// What is offered: nothing yet.
    static let capabilities = AdapterTemplate(
        "Sources/«Name»Adapter/Capabilities.swift",
        #"""
        import AdapterProtocol

        extension «Name»Adapter {
            // «todo»: one cell at a time. Write the operation, set the cell to `.native`, or to `.emulated` with how
            // and what can go wrong in between, and see its cases pass. What the venue does not have at all is
            // `.unsupported(.byVenue)`.
            /// What is offered; all else is refused before anything is sent.
            static let capabilities = VenueCapabilities([
                .sandbox: .unsupported(.notYet), .dryRun: .unsupported(.notYet),
                .limitOrders: .unsupported(.notYet), .postOnly: .unsupported(.notYet),
                .goodTillCancelled: .unsupported(.notYet), .immediateOrCancel: .unsupported(.notYet),
                .fillOrKill: .unsupported(.notYet), .goodTillDate: .unsupported(.notYet),
                .marketBuyBase: .unsupported(.notYet), .marketBuyQuote: .unsupported(.notYet),
                .marketSellBase: .unsupported(.notYet), .marketSellQuote: .unsupported(.notYet),
                .triggeredLimit: .unsupported(.notYet), .triggeredMarket: .unsupported(.notYet),
                .indexTrigger: .unsupported(.notYet), .exoticOrders: .unsupported(.notYet),
                .placeBefore: .unsupported(.notYet), .selfTradePrevention: .unsupported(.notYet),
                .idempotentPlacement: .unsupported(.notYet), .engineVerdict: .unsupported(.notYet),
                .stateInAnswer: .unsupported(.notYet),
                .cancelByVenueID: .unsupported(.notYet), .cancelByClientID: .unsupported(.notYet),
                .cancelAllOfInstrument: .unsupported(.notYet), .cancelVerdict: .unsupported(.notYet),
                .amendShrink: .unsupported(.notYet), .amendGrow: .unsupported(.notYet),
                .amendPrice: .unsupported(.notYet),
                .queryByVenueID: .unsupported(.notYet), .queryByClientID: .unsupported(.notYet),
                .openOrders: .unsupported(.notYet), .orderHistory: .unsupported(.notYet),
                .fills: .unsupported(.notYet), .fillsOfOrder: .unsupported(.notYet),
                .fillLiquidity: .unsupported(.notYet),
                .heldBalances: .unsupported(.notYet), .feeRates: .unsupported(.notYet),
                .transfers: .unsupported(.notYet),
                .serverTime: .unsupported(.notYet), .keyRights: .unsupported(.notYet),
                .tickers: .unsupported(.notYet), .orderBooks: .unsupported(.notYet),
                .recentTrades: .unsupported(.notYet),
                .candles: .unsupported(.notYet), .rawRead: .unsupported(.notYet),
                .bookStreams: .unsupported(.notYet), .tradeStreams: .unsupported(.notYet),
                .tickerStreams: .unsupported(.notYet), .candleStreams: .unsupported(.notYet),
                .orderStreams: .unsupported(.notYet), .fillStreams: .unsupported(.notYet),
                .balanceStreams: .unsupported(.notYet),
            ])
        }
        """#)
}
