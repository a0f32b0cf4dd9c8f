import AdapterProtocol

extension AcornAdapter {
    /// What Acorn offers through this adapter; what is not listed is refused before anything is sent.
    static let capabilities = VenueCapabilities([
        .sandbox: .unsupported(.byVenue), .dryRun: .unsupported(.byVenue),
        .limitOrders: .native, .postOnly: .native,
        .goodTillCancelled: .native, .immediateOrCancel: .native, .fillOrKill: .native,
        .goodTillDate: .unsupported(.byVenue),
        .marketBuyBase: .native, .marketBuyQuote: .unsupported(.byVenue),
        .marketSellBase: .native, .marketSellQuote: .unsupported(.byVenue),
        .triggeredLimit: .unsupported(.byVenue), .triggeredMarket: .unsupported(.byVenue),
        .indexTrigger: .unsupported(.byVenue), .exoticOrders: .unsupported(.byVenue),
        .placeBefore: .unsupported(.byVenue), .selfTradePrevention: .unsupported(.byVenue),
        .idempotentPlacement: .native, .engineVerdict: .native, .stateInAnswer: .native,
        .cancelByVenueID: .native, .cancelByClientID: .native, .cancelAllOfInstrument: .native,
        .cancelVerdict: .native,
        .amendShrink: .unsupported(.byVenue), .amendGrow: .unsupported(.byVenue), .amendPrice: .unsupported(.byVenue),
        .queryByVenueID: .native, .queryByClientID: .native, .openOrders: .native, .orderHistory: .native,
        .fills: .native, .fillsOfOrder: .native, .fillLiquidity: .native,
        .heldBalances: .native, .feeRates: .native, .transfers: .unsupported(.byVenue),
        .serverTime: .native, .keyRights: .native,
        .tickers: .native, .orderBooks: .native, .recentTrades: .native, .candles: .native, .rawRead: .native,
        .bookStreams: .unsupported(.byVenue), .tradeStreams: .unsupported(.byVenue),
        .tickerStreams: .unsupported(.byVenue), .candleStreams: .unsupported(.byVenue),
        .orderStreams: .unsupported(.byVenue), .fillStreams: .unsupported(.byVenue),
        .balanceStreams: .unsupported(.byVenue),
    ])
}
