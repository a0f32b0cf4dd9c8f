/// What trading a market costs this account, as signed fractions of the traded amount (0.001 is 0.1 %).
public struct FeeRates: Sendable, Hashable {
    /// The market, nil when the rates hold for every market.
    public let symbol: Symbol?
    /// Rate of a resting buy.
    public let makerBuy: ExactDecimal
    /// Rate of a resting sell.
    public let makerSell: ExactDecimal
    /// Rate of a buy that takes.
    public let takerBuy: ExactDecimal
    /// Rate of a sell that takes.
    public let takerSell: ExactDecimal
    /// When they were read.
    public let readAt: Timestamp

    /// Rates per side and role.
    public init(
        symbol: Symbol?, makerBuy: ExactDecimal, makerSell: ExactDecimal, takerBuy: ExactDecimal,
        takerSell: ExactDecimal, readAt: Timestamp
    ) {
        self.symbol = symbol
        self.makerBuy = makerBuy
        self.makerSell = makerSell
        self.takerBuy = takerBuy
        self.takerSell = takerSell
        self.readAt = readAt
    }
}
