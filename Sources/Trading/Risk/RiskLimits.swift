public import AdapterProtocol

/// What the risk gate allows. Numbers from host-api.md 4.2 and 4.4 where it names them.
public struct RiskLimits: Sendable, Hashable {
    /// Whether anything may be traded at all.
    public var isTradingEnabled: Bool
    /// How much worse than the market a limit price may be, in basis points.
    public var collarBasisPoints: Int
    /// A market price older than this counts as none.
    public var referenceMaximumAge: Duration
    /// Highest notional of one order, by quote asset; an asset without a row cannot be traded.
    public var maximumOrderNotional: [Asset: ExactDecimal]
    /// Highest sum of open and unsettled orders' notional on one platform, by quote asset.
    public var maximumOpenNotional: [Asset: ExactDecimal]
    /// Most orders per user and platform within the burst window.
    public var burstOrders: Int
    /// The burst window, sliding: (now - window, now].
    public var burstWindow: Duration
    /// Most orders per bot and UTC day.
    public var dailyOrdersPerBot: Int
    /// Most orders per user and UTC day.
    public var dailyOrdersPerUser: Int
    /// Most orders per platform and UTC day.
    public var dailyOrdersPerPlatform: [VenueID: Int]

    /// Limits.
    public init(
        isTradingEnabled: Bool = true, collarBasisPoints: Int = 500, referenceMaximumAge: Duration = .seconds(5),
        maximumOrderNotional: [Asset: ExactDecimal], maximumOpenNotional: [Asset: ExactDecimal],
        burstOrders: Int = 10, burstWindow: Duration = .seconds(10), dailyOrdersPerBot: Int = 50,
        dailyOrdersPerUser: Int = 500, dailyOrdersPerPlatform: [VenueID: Int] = [:]
    ) {
        self.isTradingEnabled = isTradingEnabled
        self.collarBasisPoints = collarBasisPoints
        self.referenceMaximumAge = referenceMaximumAge
        self.maximumOrderNotional = maximumOrderNotional
        self.maximumOpenNotional = maximumOpenNotional
        self.burstOrders = burstOrders
        self.burstWindow = burstWindow
        self.dailyOrdersPerBot = dailyOrdersPerBot
        self.dailyOrdersPerUser = dailyOrdersPerUser
        self.dailyOrdersPerPlatform = dailyOrdersPerPlatform
    }
}
