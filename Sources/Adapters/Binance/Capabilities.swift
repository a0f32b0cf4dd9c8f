import AdapterProtocol

extension BinanceAdapter {
    /// What Binance offers through this adapter; what is not listed is refused before anything is sent.
    static let capabilities = VenueCapabilities([
        .sandbox: .native, .dryRun: .native,
        .limitOrders: .native, .postOnly: .native,
        .goodTillCancelled: .native, .immediateOrCancel: .native, .fillOrKill: .native,
        .goodTillDate: .unsupported(.byVenue),
        .marketBuyBase: .native, .marketBuyQuote: .native, .marketSellBase: .native, .marketSellQuote: .native,
        .triggeredLimit: .native, .triggeredMarket: .native, .indexTrigger: .unsupported(.byVenue),
        .exoticOrders: .unsupported(.notYet),
        .placeBefore: .native, .selfTradePrevention: .native,
        .idempotentPlacement: .unsupported(.byVenue), .engineVerdict: .native, .stateInAnswer: .native,
        .cancelByVenueID: .native, .cancelByClientID: .native, .cancelAllOfInstrument: .native,
        .cancelVerdict: .native,
        .amendShrink: .native, .amendGrow: .unsupported(.byVenue), .amendPrice: .unsupported(.byVenue),
        .queryByVenueID: .native, .queryByClientID: .native, .openOrders: .native, .orderHistory: .native,
        .fills: .native, .fillsOfOrder: .native, .fillLiquidity: .native,
        .heldBalances: .native, .feeRates: .native, .transfers: .native,
        .serverTime: .native, .keyRights: .native,
        .tickers: .native, .orderBooks: .native, .recentTrades: .native, .candles: .native, .rawRead: .native,
        .bookStreams: .native, .tradeStreams: .native, .tickerStreams: .native, .candleStreams: .native,
        .orderStreams: .native, .fillStreams: .native, .balanceStreams: .native,
    ])
}
