import AdapterProtocol

/// What the venue's documents say must be seen after a step. What is not named may be anything.
struct StreamExpectation: Sendable, Hashable, Codable {
    /// A book as it must stand; without levels where it must not be live.
    struct Book: Sendable, Hashable, Codable {
        let slot: Int
        let isLive: Bool
        let isVerified: Bool?
        let sequence: String?
        let bestBid: [ExactDecimal]?
        let bestAsk: [ExactDecimal]?
        let bids: [[ExactDecimal]]?
        let asks: [[ExactDecimal]]?
    }

    struct Trade: Sendable, Hashable, Codable {
        let slot: Int
        let id: String?
        let price: ExactDecimal
        let quantity: ExactDecimal
        let side: Side?
        let milliseconds: Int64?
    }

    struct Ticker: Sendable, Hashable, Codable {
        let slot: Int
        let bid: [ExactDecimal]?
        let ask: [ExactDecimal]?
        let bidPrice: ExactDecimal?
        let askPrice: ExactDecimal?
        let last: ExactDecimal?
        let open: ExactDecimal?
        let high: ExactDecimal?
        let low: ExactDecimal?
        let baseVolume: ExactDecimal?
        let quoteVolume: ExactDecimal?
    }

    struct Candle: Sendable, Hashable, Codable {
        let slot: Int
        let milliseconds: Int64
        let open: ExactDecimal
        let high: ExactDecimal
        let low: ExactDecimal
        let close: ExactDecimal
        let baseVolume: ExactDecimal
        let quoteVolume: ExactDecimal?
        let isClosed: Bool?
    }

    struct Refusal: Sendable, Hashable, Codable {
        let slot: Int
        /// The name of a kind, or several with `|` between them.
        let kind: String
    }

    struct Account: Sendable, Hashable, Codable {
        let isLive: Bool
    }

    struct Order: Sendable, Hashable, Codable {
        let id: String
        /// `working`, `ended filled`, `ended *` for whatever end.
        let phase: String
        let filled: ExactDecimal
        let filledQuote: ExactDecimal?
        let amount: ExactDecimal?
        let price: ExactDecimal?
        let side: Side?
        let clientID: String?
    }

    struct Fill: Sendable, Hashable, Codable {
        let id: String
        let order: String
        let price: ExactDecimal
        let quantity: ExactDecimal
        let quote: ExactDecimal?
        /// Amount and asset.
        let fee: [String]?
        let side: Side?
        let liquidity: AdapterProtocol.Fill.Liquidity?
    }

    struct Balance: Sendable, Hashable, Codable {
        let asset: String
        let total: ExactDecimal
        let available: ExactDecimal
        let held: ExactDecimal
    }

    let books: [Book]?
    /// All trades of the step.
    let trades: [Trade]?
    let tickers: [Ticker]?
    let candles: [Candle]?
    /// Markers of the step: kind, or kind and cause.
    let markers: [String]?
    /// Subscriptions that deliver by now, and such that do not.
    let live: [Int]?
    let notLive: [Int]?
    let refused: [Refusal]?
    /// `reconnect`, `replace`, `fail`, or `fail` and the name of a kind.
    let ending: String?
    let account: Account?
    let orders: [Order]?
    /// All fills of the step.
    let fills: [Fill]?
    let balances: [Balance]?
    /// What is to be read: `balances`, `order ID`, `fills BTC/USDT`.
    let reads: [String]?
}
