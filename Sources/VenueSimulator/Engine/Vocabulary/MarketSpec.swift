public import AdapterProtocol

/// One market as the venue's face describes it to the engine. The face keeps what only it needs (filters, permission
/// lists, display names) in its own table, keyed by ``symbol``.
public struct MarketSpec: Sendable, Hashable {
    /// The venue's native name (`BTCUSDT`, `XBTZAR`, `BTC-USDT`); the key of every engine call.
    public var symbol: String
    /// Asset bought and sold.
    public var base: String
    /// Asset it is paid with.
    public var quote: String
    /// Prices are whole multiples of this; greater than zero, need not be a power of ten.
    public var tickSize: ExactDecimal
    /// Quantities are whole multiples of this; greater than zero, need not be a power of ten.
    public var lotSize: ExactDecimal
    /// Decimals of a fee taken in the base asset; also the decimals a base balance is printed with.
    public var basePrecision: Int
    /// Decimals of a fee taken in the quote asset and of a quote amount.
    public var quotePrecision: Int
    /// The phase at start.
    public var phase: TradingPhase
    /// Mode of an order that names none.
    public var defaultSelfTradeMode: SelfTradeMode
    /// Modes an order may name.
    public var allowedSelfTradeModes: Set<SelfTradeMode>
    /// Whether a market order may name a quote amount.
    public var allowsQuoteAmount: Bool
    /// Whether an order may be amended in place.
    public var allowsAmend: Bool
    /// Where the price starts when nothing is restored; rounded to the tick.
    public var startPrice: ExactDecimal
    /// How the background traders behave here.
    public var background: BackgroundTrading

    /// A market with the switches most venues have on.
    public init(
        symbol: String, base: String, quote: String, tickSize: ExactDecimal, lotSize: ExactDecimal,
        startPrice: ExactDecimal, basePrecision: Int = 8, quotePrecision: Int = 8, phase: TradingPhase = .trading,
        defaultSelfTradeMode: SelfTradeMode = .expireMaker,
        allowedSelfTradeModes: Set<SelfTradeMode> = Set(SelfTradeMode.allCases),
        allowsQuoteAmount: Bool = true, allowsAmend: Bool = true, background: BackgroundTrading = BackgroundTrading()
    ) {
        self.symbol = symbol
        self.base = base
        self.quote = quote
        self.tickSize = tickSize
        self.lotSize = lotSize
        self.basePrecision = basePrecision
        self.quotePrecision = quotePrecision
        self.phase = phase
        self.defaultSelfTradeMode = defaultSelfTradeMode
        self.allowedSelfTradeModes = allowedSelfTradeModes
        self.allowsQuoteAmount = allowsQuoteAmount
        self.allowsAmend = allowsAmend
        self.startPrice = startPrice
        self.background = background
    }
}

/// The market makers and the flow of small orders that keep one market alive. All steps are relative to the start
/// price, so the defaults suit a market at 0.00001 as well as one at 60,000.
public struct BackgroundTrading: Sendable, Hashable {
    /// Quoted levels per side; 0 leaves the book to the users.
    public var levels: Int
    /// Distance between two levels, in hundredths of a basis point of the price; at least one tick.
    public var levelGap: Int64
    /// Largest step of the reference price per tick of the clock, in hundredths of a basis point of the price.
    public var maximumStep: Int64
    /// Typical quote value of one level (5000 = "5000 USDT"); each level holds half to one and a half of it.
    public var levelNotional: ExactDecimal
    /// Chance of a background trade per tick of the clock, in percent (0...100).
    public var tradeChance: Int

    /// The default life of a market: 20 levels half a basis point apart, steps up to half a basis point, a trade in
    /// every third tick.
    public init(
        levels: Int = 20, levelGap: Int64 = 50, maximumStep: Int64 = 50, levelNotional: ExactDecimal = 5000,
        tradeChance: Int = 33
    ) {
        self.levels = levels
        self.levelGap = levelGap
        self.maximumStep = maximumStep
        self.levelNotional = levelNotional
        self.tradeChance = tradeChance
    }

    /// No background trading at all: the book belongs to the users.
    public static let off = BackgroundTrading(levels: 0, maximumStep: 0, tradeChance: 0)
}
