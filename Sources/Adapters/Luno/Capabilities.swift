import AdapterProtocol

extension LunoAdapter {
    /// What Luno offers through this adapter; what is not listed is refused before anything is sent.
    static let capabilities = VenueCapabilities([
        .sandbox: .unsupported(.byVenue), .dryRun: .unsupported(.byVenue),
        .limitOrders: .native, .postOnly: .native,
        .goodTillCancelled: .native, .immediateOrCancel: .native, .fillOrKill: .native,
        .goodTillDate: .unsupported(.byVenue),
        .marketBuyBase: .unsupported(.byVenue), .marketBuyQuote: .native,
        .marketSellBase: .native, .marketSellQuote: .unsupported(.byVenue),
        .triggeredLimit: .native, .triggeredMarket: .unsupported(.byVenue), .indexTrigger: .unsupported(.byVenue),
        .exoticOrders: .unsupported(.byVenue),
        .placeBefore: .native, .selfTradePrevention: .unsupported(.byVenue),
        // Client ids are unique over all past placements (luno.md E.5, G.3).
        .idempotentPlacement: .native,
        .engineVerdict: .unsupported(.byVenue), .stateInAnswer: .unsupported(.byVenue),
        .cancelByVenueID: .native,
        .cancelByClientID: .emulated("looks the order up by its client id, then stops it by the venue's: two calls"),
        .cancelAllOfInstrument: .emulated(
            "lists the open orders and stops each: an order placed in between stays open"),
        .cancelVerdict: .unsupported(.byVenue),
        .amendShrink: .unsupported(.byVenue), .amendGrow: .unsupported(.byVenue), .amendPrice: .unsupported(.byVenue),
        .queryByVenueID: .native, .queryByClientID: .native, .openOrders: .native, .orderHistory: .native,
        .fills: .native,
        .fillsOfOrder: .emulated("reads the market's own fills since the order's creation and keeps the order's"),
        .fillLiquidity: .native,
        .heldBalances: .native, .feeRates: .native,
        .transfers: .emulated("asks every account for its transfers; fiat withdrawals have a list of their own"),
        .serverTime: .emulated("the Date header of a public answer: whole seconds, up to a second behind"),
        .keyRights: .emulated("one harmless call per right; the right to withdraw cannot be seen"),
        .tickers: .native, .orderBooks: .native, .recentTrades: .native, .candles: .native, .rawRead: .native,
        .bookStreams: .native, .tradeStreams: .native,
        .tickerStreams: .emulated("made from the book and the trades, without the statistics of a day"),
        .candleStreams: .emulated("none are streamed; the runtime reads the newest ones over REST again and again"),
        .orderStreams: .native,
        .fillStreams: .emulated("the stream tells sums of an order; its fills are then read over REST"),
        .balanceStreams: .emulated("the stream names an account and no currency; balances are read over REST after it"),
    ])
}
