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
    /// Where the streams are; nil where there are none.
    public let streams: StreamRoots?

    /// An environment.
    public init(
        name: String, rest: String, isRealMoney: Bool, missing: Set<OperationName> = [], streams: StreamRoots? = nil
    ) {
        self.name = name
        self.streams = streams
        self.rest = rest
        self.isRealMoney = isRealMoney
        self.missing = missing
    }
}
