/// One market of one venue with its trading rules, as last read.
public struct Instrument: Sendable, Hashable {
    /// The canonical name.
    public let symbol: Symbol
    /// The venue's own name on its order surface.
    public let nativeName: String
    /// What may be placed and cancelled now.
    public let mode: TradingMode
    /// Tick size and bounds of a price.
    public let price: StepRules
    /// How far a price may lie from the reference, per side; nil where no such rule is published.
    public let priceBand: PriceBand?
    /// Lot size and bounds of a base quantity.
    public let quantity: StepRules
    /// Further bounds of market orders' base quantity.
    public let marketQuantity: StepRules
    /// Step and bounds of a quote amount.
    public let quoteAmount: StepRules
    /// Bounds of price times quantity.
    public let notional: NotionalRules
    /// Most decimals accepted in a base quantity, apart from the step.
    public let baseScale: Int?
    /// Most decimals accepted in a price or quote amount, apart from the tick.
    public let quoteScale: Int?
    /// The kinds of order it takes.
    public let orderTypes: Set<OrderType>
    /// Whether market orders may name a quote amount.
    public let takesQuoteAmounts: Bool
    /// Whether post-only orders are taken.
    public let takesPostOnly: Bool
    /// Whether live orders can be amended in place.
    public let isAmendable: Bool
    /// The self-trade rules it offers, empty where it has no option.
    public let selfTradePreventions: Set<SelfTradePrevention>
    /// Names of published rules that the SDK does not model: kept, not fatal (binance.md C.1).
    public let otherRules: [String]
    /// When the rules were read.
    public let readAt: Timestamp
    /// The market's other names in the venue's answers, where it has several (Kraken: `XBTUSD`, `XXBTZUSD`, `XBT/USD`).
    public let aliases: [String]

    /// A market.
    @inlinable
    public init(
        symbol: Symbol, nativeName: String, mode: TradingMode, price: StepRules, priceBand: PriceBand? = nil,
        quantity: StepRules, marketQuantity: StepRules = .unpublished, quoteAmount: StepRules = .unpublished,
        notional: NotionalRules = .unpublished, baseScale: Int? = nil, quoteScale: Int? = nil,
        orderTypes: Set<OrderType>, takesQuoteAmounts: Bool, takesPostOnly: Bool, isAmendable: Bool,
        selfTradePreventions: Set<SelfTradePrevention> = [], otherRules: [String] = [], readAt: Timestamp,
        aliases: [String] = []
    ) {
        self.symbol = symbol
        self.nativeName = nativeName
        self.mode = mode
        self.price = price
        self.priceBand = priceBand
        self.quantity = quantity
        self.marketQuantity = marketQuantity
        self.quoteAmount = quoteAmount
        self.notional = notional
        self.baseScale = baseScale
        self.quoteScale = quoteScale
        self.orderTypes = orderTypes
        self.takesQuoteAmounts = takesQuoteAmounts
        self.takesPostOnly = takesPostOnly
        self.isAmendable = isAmendable
        self.selfTradePreventions = selfTradePreventions
        self.otherRules = otherRules
        self.readAt = readAt
        self.aliases = aliases
    }
}
