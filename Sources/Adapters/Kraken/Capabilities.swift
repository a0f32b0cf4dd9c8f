import AdapterProtocol

extension KrakenAdapter {
    /// What Kraken offers through this adapter; what is not listed is refused before anything is sent.
    static let capabilities = VenueCapabilities([
        .sandbox: .unsupported(.byVenue), .dryRun: .native,
        .limitOrders: .native, .postOnly: .native,
        .goodTillCancelled: .native, .immediateOrCancel: .native, .fillOrKill: .native, .goodTillDate: .native,
        .marketBuyBase: .native, .marketBuyQuote: .native, .marketSellBase: .native,
        .marketSellQuote: .unsupported(.byVenue),
        .triggeredLimit: .native, .triggeredMarket: .native, .indexTrigger: .native,
        .exoticOrders: .unsupported(.notYet),
        .placeBefore: .native, .selfTradePrevention: .native,
        .idempotentPlacement: .unsupported(.byVenue), .engineVerdict: .native,
        .stateInAnswer: .unsupported(.byVenue),
        .cancelByVenueID: .native, .cancelByClientID: .native, .cancelAllOfInstrument: .native,
        .cancelVerdict: .unsupported(.byVenue),
        .amendShrink: .native, .amendGrow: .native, .amendPrice: .native,
        .queryByVenueID: .native, .queryByClientID: .native, .openOrders: .native, .orderHistory: .native,
        .fills: .native, .fillsOfOrder: .native, .fillLiquidity: .native,
        .heldBalances: .native, .feeRates: .native, .transfers: .native,
        .serverTime: .native, .keyRights: .native,
        .tickers: .native, .orderBooks: .native, .recentTrades: .native, .candles: .native, .rawRead: .native,
        .bookStreams: .native, .tradeStreams: .native, .tickerStreams: .native, .candleStreams: .native,
        .orderStreams: .native, .fillStreams: .native,
        .balanceStreams: .emulated("the stream says that a balance changed; totals and holds are then read over REST"),
    ])
}
