import AdapterProtocol

extension KuCoinAdapter {
    /// What KuCoin offers through this adapter; what is not listed is refused before anything is sent.
    ///
    /// Growing or repricing "in place" is not there: the venue's alter call makes a new order with a new id (kucoin.md
    /// E.3), so only the partial cancel amends.
    static let capabilities = VenueCapabilities([
        .sandbox: .unsupported(.byVenue), .dryRun: .native,
        .limitOrders: .native, .postOnly: .native,
        .goodTillCancelled: .native, .immediateOrCancel: .native, .fillOrKill: .native,
        .goodTillDate: .emulated(
            "GTT counts whole seconds from arrival: the order ends up to a second early, or late by its time on the way"
        ),
        .marketBuyBase: .native, .marketBuyQuote: .native, .marketSellBase: .native, .marketSellQuote: .native,
        .triggeredLimit: .native, .triggeredMarket: .native, .indexTrigger: .unsupported(.byVenue),
        .exoticOrders: .unsupported(.notYet),
        .placeBefore: .native, .selfTradePrevention: .native,
        .idempotentPlacement: .unsupported(.byVenue), .engineVerdict: .native, .stateInAnswer: .native,
        .cancelByVenueID: .native, .cancelByClientID: .native, .cancelAllOfInstrument: .native,
        .cancelVerdict: .native,
        .amendShrink: .native, .amendGrow: .unsupported(.byVenue), .amendPrice: .unsupported(.byVenue),
        .queryByVenueID: .native, .queryByClientID: .native,
        .openOrders: .emulated(
            "one list of markets, then one list of orders per market and one of stop orders: not one moment"),
        .orderHistory: .native,
        .fills: .native, .fillsOfOrder: .native, .fillLiquidity: .native,
        .heldBalances: .native, .feeRates: .native, .transfers: .native,
        .serverTime: .native, .keyRights: .native,
        .tickers: .native, .orderBooks: .native, .recentTrades: .native, .candles: .native, .rawRead: .native,
        .bookStreams: .native, .tradeStreams: .native, .tickerStreams: .native, .candleStreams: .native,
        .orderStreams: .native,
        .fillStreams: .emulated("the stream tells a match without its fee; the fill is then read over REST"),
        .balanceStreams: .native,
    ])
}
