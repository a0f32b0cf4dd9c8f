/// What an account holds of one asset, in one wallet.
public struct Balance: Sendable, Hashable {
    /// The asset.
    public let asset: Asset
    /// The wallet's name at the venue; `spot` where there is only one.
    public let wallet: String
    /// Everything held: available and held together.
    public let total: ExactDecimal
    /// Free for new orders.
    public let available: ExactDecimal
    /// Locked by open orders or by the venue.
    public let held: ExactDecimal

    /// A balance.
    public init(
        asset: Asset, wallet: String = "spot", total: ExactDecimal, available: ExactDecimal, held: ExactDecimal
    ) {
        self.asset = asset
        self.wallet = wallet
        self.total = total
        self.available = available
        self.held = held
    }
}
