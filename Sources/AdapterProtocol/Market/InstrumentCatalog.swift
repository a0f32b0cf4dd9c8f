/// A venue's instruments, found by canonical symbol or by native name; both maps come from one reading of the venue.
public struct InstrumentCatalog: Sendable {
    /// All instruments, ordered by symbol.
    public let instruments: [Instrument]
    /// When they were read.
    public let readAt: Timestamp
    private let bySymbol: [Symbol: Instrument]
    private let byNativeName: [String: Instrument]

    /// A catalog of what one reading returned.
    public init(_ instruments: [Instrument], readAt: Timestamp) {
        self.instruments = instruments.sorted { $0.symbol < $1.symbol }
        self.readAt = readAt
        bySymbol = Dictionary(instruments.map { ($0.symbol, $0) }, uniquingKeysWith: { first, _ in first })
        // A name of one's own comes before another market's alias.
        let names = instruments.map { ($0.nativeName, $0) }
        let aliases = instruments.flatMap { instrument in instrument.aliases.map { ($0, instrument) } }
        byNativeName = Dictionary(names + aliases, uniquingKeysWith: { first, _ in first })
    }

    /// The instrument of a canonical symbol.
    public subscript(symbol: Symbol) -> Instrument? { bySymbol[symbol] }

    /// The instrument of a venue's own name.
    public subscript(native name: String) -> Instrument? { byNativeName[name] }
}
