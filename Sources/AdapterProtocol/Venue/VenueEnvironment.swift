/// Where a venue is reached, and whether real money moves there.
public struct VenueEnvironment: Sendable, Hashable {
    /// `production`, `testnet`, `demo`, `simulated`.
    public let name: String
    /// Base URL of the REST interface: scheme, host and port, no path.
    public let rest: String
    /// Whether orders move real money.
    public let isRealMoney: Bool
    /// Operations that this environment lacks (Binance's testnet has no `/sapi`).
    public let missing: Set<OperationName>

    /// An environment.
    public init(name: String, rest: String, isRealMoney: Bool, missing: Set<OperationName> = []) {
        self.name = name
        self.rest = rest
        self.isRealMoney = isRealMoney
        self.missing = missing
    }
}
