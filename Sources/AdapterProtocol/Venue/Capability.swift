/// One thing a venue may offer (vocabulary.md 4). Extensible by constants.
public struct Capability: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// Dotted word, for example `order.limit`.
    public let rawValue: String

    /// Wraps a dotted word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Orders by word.
    public static func < (left: Capability, right: Capability) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    /// The dotted word.
    public var description: String { rawValue }
}

extension Capability {
    /// A place to test without real money.
    public static let sandbox = Capability(rawValue: "env.sandbox")
    /// Orders can be validated without being placed.
    public static let dryRun = Capability(rawValue: "place.dryRun")
    /// Limit orders.
    public static let limitOrders = Capability(rawValue: "order.limit")
    /// Post-only orders.
    public static let postOnly = Capability(rawValue: "order.makerOnly")
    /// Good till cancelled.
    public static let goodTillCancelled = Capability(rawValue: "tif.gtc")
    /// Immediate or cancel.
    public static let immediateOrCancel = Capability(rawValue: "tif.ioc")
    /// Fill or kill.
    public static let fillOrKill = Capability(rawValue: "tif.fok")
    /// Good till a date.
    public static let goodTillDate = Capability(rawValue: "lifetime.until")
    /// Market buys of a base quantity.
    public static let marketBuyBase = Capability(rawValue: "market.buy.base")
    /// Market buys for a quote amount.
    public static let marketBuyQuote = Capability(rawValue: "market.buy.quote")
    /// Market sells of a base quantity.
    public static let marketSellBase = Capability(rawValue: "market.sell.base")
    /// Market sells for a quote amount.
    public static let marketSellQuote = Capability(rawValue: "market.sell.quote")
    /// Triggered limit orders.
    public static let triggeredLimit = Capability(rawValue: "trigger.limit")
    /// Triggered market orders.
    public static let triggeredMarket = Capability(rawValue: "trigger.market")
    /// Triggers on an index price.
    public static let indexTrigger = Capability(rawValue: "trigger.index")
    /// Iceberg, trailing and list orders.
    public static let exoticOrders = Capability(rawValue: "order.exotic")
    /// The venue refuses requests that arrive late.
    public static let placeBefore = Capability(rawValue: "place.latestArrival")
    /// The self-trade rule can be chosen per order.
    public static let selfTradePrevention = Capability(rawValue: "selfTrade.choose")
    /// The same client id can never make a second order.
    public static let idempotentPlacement = Capability(rawValue: "place.idempotentByID")
    /// The placement's answer is the matching engine's.
    public static let engineVerdict = Capability(rawValue: "place.engineVerdict")
    /// The placement's answer has state and sums.
    public static let stateInAnswer = Capability(rawValue: "place.stateInAnswer")
    /// Cancel by the venue's id.
    public static let cancelByVenueID = Capability(rawValue: "cancel.byVenueID")
    /// Cancel by our id.
    public static let cancelByClientID = Capability(rawValue: "cancel.byClientID")
    /// Cancel everything of one market, foreign orders included.
    public static let cancelAllOfInstrument = Capability(rawValue: "cancel.allOfInstrument")
    /// The cancel's answer is final.
    public static let cancelVerdict = Capability(rawValue: "cancel.verdict")
    /// Reduce a live order, same id.
    public static let amendShrink = Capability(rawValue: "amend.shrink")
    /// Grow a live order, same id.
    public static let amendGrow = Capability(rawValue: "amend.grow")
    /// Move a live order's price, same id.
    public static let amendPrice = Capability(rawValue: "amend.price")
    /// Query by the venue's id.
    public static let queryByVenueID = Capability(rawValue: "query.byVenueID")
    /// Query by our id.
    public static let queryByClientID = Capability(rawValue: "query.byClientID")
    /// All open orders in one view.
    public static let openOrders = Capability(rawValue: "query.openAll")
    /// Ended orders.
    public static let orderHistory = Capability(rawValue: "query.ended")
    /// Own fills of a market.
    public static let fills = Capability(rawValue: "fills.all")
    /// Own fills of one order.
    public static let fillsOfOrder = Capability(rawValue: "fills.ofOrder")
    /// Fills say maker or taker.
    public static let fillLiquidity = Capability(rawValue: "fills.liquidity")
    /// Balances tell what is held.
    public static let heldBalances = Capability(rawValue: "balances.held")
    /// Fee rates of the account.
    public static let feeRates = Capability(rawValue: "fees.rates")
    /// Deposits and withdrawals can be read.
    public static let transfers = Capability(rawValue: "transfers.read")
    /// The venue tells its clock.
    public static let serverTime = Capability(rawValue: "clock.read")
    /// The rights of a key can be read.
    public static let keyRights = Capability(rawValue: "keyTest.rights")
    /// Tickers.
    public static let tickers = Capability(rawValue: "rest.tickers")
    /// Order book snapshots.
    public static let orderBooks = Capability(rawValue: "rest.book")
    /// Recent public trades.
    public static let recentTrades = Capability(rawValue: "rest.trades")
    /// Candle history.
    public static let candles = Capability(rawValue: "rest.candles")
    /// Endpoints that are not modelled can be read.
    public static let rawRead = Capability(rawValue: "rest.raw")
    /// Live books.
    public static let bookStreams = Capability(rawValue: "stream.book")
    /// Live public trades.
    public static let tradeStreams = Capability(rawValue: "stream.trades")
    /// Live tickers.
    public static let tickerStreams = Capability(rawValue: "stream.ticker")
    /// Growing candles.
    public static let candleStreams = Capability(rawValue: "stream.candles")
    /// Live orders of the account.
    public static let orderStreams = Capability(rawValue: "stream.orders")
    /// Live fills of the account.
    public static let fillStreams = Capability(rawValue: "stream.fills")
    /// Live balances of the account.
    public static let balanceStreams = Capability(rawValue: "stream.balances")
}
