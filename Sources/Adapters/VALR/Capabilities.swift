import AdapterProtocol

extension VALRAdapter {
    /// What VALR offers through this adapter; what is not listed is refused before anything is sent.
    static let capabilities = VenueCapabilities([
        .sandbox: .unsupported(.byVenue), .dryRun: .unsupported(.byVenue),
        .limitOrders: .native, .postOnly: .native,
        .goodTillCancelled: .native, .immediateOrCancel: .native, .fillOrKill: .native,
        .goodTillDate: .unsupported(.byVenue),
        .marketBuyBase: .native, .marketBuyQuote: .native, .marketSellBase: .native, .marketSellQuote: .native,
        .triggeredLimit: .native, .triggeredMarket: .unsupported(.byVenue), .indexTrigger: .unsupported(.byVenue),
        // SIMPLE orders, and the beta that reprices post-only orders.
        .exoticOrders: .unsupported(.notYet),
        .placeBefore: .unsupported(.byVenue), .selfTradePrevention: .unsupported(.byVenue),
        // A client id is unique among open orders only (valr.md E.4).
        .idempotentPlacement: .unsupported(.byVenue), .engineVerdict: .native, .stateInAnswer: .unsupported(.byVenue),
        .cancelByVenueID: .native, .cancelByClientID: .native, .cancelAllOfInstrument: .native,
        .cancelVerdict: .native,
        .amendShrink: .native, .amendGrow: .native, .amendPrice: .native,
        .queryByVenueID: .native, .queryByClientID: .native, .openOrders: .native, .orderHistory: .native,
        .fills: .native,
        .fillsOfOrder: .emulated("picked out of the account's fills since the order was made; nothing can be lost"),
        .fillLiquidity: .unsupported(.byVenue),
        .heldBalances: .native, .feeRates: .native, .transfers: .native,
        .serverTime: .native, .keyRights: .native,
        .tickers: .native, .orderBooks: .native, .recentTrades: .native, .candles: .native, .rawRead: .native,
        .bookStreams: .native, .tradeStreams: .native, .tickerStreams: .native,
        .candleStreams: .emulated(
            "one and five minutes are streamed; other lengths are read over REST again and again"),
        .orderStreams: .native, .fillStreams: .native, .balanceStreams: .native,
    ])
}
