public import AdapterProtocol

/// What a maker-only order that would take becomes.
public enum PostOnlyRule: String, Sendable, Hashable, Codable {
    /// Refused, never an order (Binance).
    case refuse
    /// Accepted with an id, then ended as ``EngineOrderStatus/rejected`` (KuCoin, Kraken, VALR).
    case acceptThenReject
}

/// Among which orders a client order id must be unique (vocabulary.md 1.6).
public enum ClientOrderIDScope: String, Sendable, Hashable, Codable {
    /// The account's open orders of one market (Binance).
    case openOrdersOfMarket
    /// The account's open orders of all markets (KuCoin, Kraken, VALR).
    case openOrdersOfAccount
    /// All orders the account's history still holds (Luno).
    case allOrdersOfAccount
}

/// How a venue's fee is rounded to the precision of its asset.
public enum FeeRounding: String, Sendable, Hashable, Codable {
    /// Toward zero, in the customer's favour.
    case down
    /// Away from zero, in the venue's favour.
    case up
}

/// In which asset a fee is taken.
public enum FeeAsset: String, Sendable, Hashable, Codable {
    /// What the trade brought: base for a buy, quote for a sell (Binance, Luno, VALR).
    case received
    /// The quote asset on both sides (Kraken, KuCoin). A buyer needs the fee on top of the price.
    case quote
    /// The base asset on both sides.
    case base
}

/// The asset that pays fees at a discount when an account asks for it (BNB, KCS).
public struct FeeDiscount: Sendable, Hashable {
    /// The asset.
    public var asset: String
    /// What the fee is multiplied with when paid in it (0.75 = a quarter off).
    public var multiplier: ExactDecimal

    /// A discount.
    public init(asset: String, multiplier: ExactDecimal) {
        self.asset = asset
        self.multiplier = multiplier
    }
}

/// How many finished things the exchange remembers. Memory stays bounded whatever a client does: the numbers below
/// hold the largest page any of the five venues serves (1,000 rows) several times over.
public struct HistoryLimits: Sendable, Hashable {
    /// Public trades kept per market (32 bytes each; they are most of an idle exchange).
    public var trades: Int
    /// Closed orders kept per account and market; open ones are always kept.
    public var orders: Int
    /// Own fills kept per account and market.
    public var fills: Int
    /// Open orders an account may have in total, over all markets; more are refused (``EngineRejection``).
    public var openOrders: Int
    /// One-minute candles kept per market: 2 days, so that a 24 h window is always whole.
    public var minuteCandles: Int
    /// One-hour candles kept per market: 90 days.
    public var hourCandles: Int

    /// The standard numbers.
    public init(
        trades: Int = 5_000, orders: Int = 10_000, fills: Int = 10_000, openOrders: Int = 5_000,
        minuteCandles: Int = 2_880, hourCandles: Int = 2_160
    ) {
        self.trades = trades
        self.orders = orders
        self.fills = fills
        self.openOrders = openOrders
        self.minuteCandles = minuteCandles
        self.hourCandles = hourCandles
    }
}

/// Everything that makes one simulated exchange what it is. Same configuration, same commands at the same times: same
/// events, to the last digit.
public struct ExchangeConfiguration: Sendable {
    /// Seed of the background traders and of the made-up past.
    public var seed: UInt64
    /// The markets, in the venue's order.
    public var markets: [MarketSpec]
    /// The fee discount, if the venue has one.
    public var feeDiscount: FeeDiscount?
    /// How fees are rounded.
    public var feeRounding: FeeRounding
    /// In which asset fees are taken.
    public var feeAsset: FeeAsset
    /// What becomes of a maker-only order that would take.
    public var postOnlyRule: PostOnlyRule
    /// Uniqueness of client order ids.
    public var clientOrderIDScope: ClientOrderIDScope
    /// What is remembered.
    public var limits: HistoryLimits
    /// Minutes of made-up past trades before `now`, so that trades, candles and tickers are never empty; 0 for none.
    public var seededMinutes: Int
    /// Hours of made-up past before those minutes.
    public var seededHours: Int
    /// First order id handed out in each market.
    public var firstOrderID: Int64
    /// First trade id handed out in each market (the made-up past comes first).
    public var firstTradeID: Int64

    /// An exchange with the given markets and Binance's rules elsewhere.
    public init(
        seed: UInt64, markets: [MarketSpec], feeDiscount: FeeDiscount? = nil, feeRounding: FeeRounding = .down,
        feeAsset: FeeAsset = .received,
        postOnlyRule: PostOnlyRule = .refuse, clientOrderIDScope: ClientOrderIDScope = .openOrdersOfMarket,
        limits: HistoryLimits = HistoryLimits(), seededMinutes: Int = 1_500, seededHours: Int = 720,
        firstOrderID: Int64 = 1, firstTradeID: Int64 = 1
    ) {
        self.seed = seed
        self.markets = markets
        self.feeDiscount = feeDiscount
        self.feeRounding = feeRounding
        self.feeAsset = feeAsset
        self.postOnlyRule = postOnlyRule
        self.clientOrderIDScope = clientOrderIDScope
        self.limits = limits
        self.seededMinutes = seededMinutes
        self.seededHours = seededHours
        self.firstOrderID = firstOrderID
        self.firstTradeID = firstTradeID
    }
}

/// Why an exchange, an account or a saved state cannot be set up.
public enum EngineSetupError: Error, Sendable, Hashable {
    /// A market that makes no sense; the text says which and why.
    case invalidMarket(symbol: String, reason: String)
    /// Two markets with one name.
    case duplicateMarket(String)
    /// The account exists already.
    case duplicateAccount(String)
    /// No such account.
    case unknownAccount(String)
    /// No market trades this asset and it is no discount asset.
    case unknownAsset(String)
    /// An amount that is negative, too fine for its asset or too large.
    case invalidAmount(asset: String, amount: ExactDecimal)
    /// A fee rate outside -1...1 or finer than eight decimals.
    case invalidFeeRate(ExactDecimal)
    /// A saved state that contradicts itself or the markets; the text says where.
    case invalidState(String)
}
