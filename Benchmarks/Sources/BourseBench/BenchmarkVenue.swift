import AdapterProtocol
import BinanceAdapter
import KrakenAdapter
import KuCoinAdapter
import LunoAdapter
import VALRAdapter

/// One venue as the benchmarks see it: its adapter, a key, one order, and the files of its four answers.
struct BenchmarkVenue {
    let id: String
    let adapter: any VenueAdapter
    /// Market, quantity and price of the order that is made; the market's book and open orders are decoded.
    let symbol: String
    let quantity: String
    let price: String
    /// Levels a side that are asked for: those of the file.
    let depth: Int
    /// The files that answer the calls of one read, in the order they are made.
    let files: [BenchmarkRead: [String]]
    /// What the venue's signatures are made of, nil for Luno, whose key is a password.
    let primitive: BarePrimitive.Kind?

    static let all = [
        BenchmarkVenue(
            id: "binance", adapter: BinanceAdapter(), symbol: "BTC/USDT", quantity: "0.01234", price: "64123.45",
            depth: 1000, files: plain, primitive: .sha256),
        BenchmarkVenue(
            id: "kraken", adapter: KrakenAdapter(), symbol: "BTC/USD", quantity: "0.01234", price: "64123.4",
            depth: 500, files: plain.with(.instruments, ["assets", "instruments"]), primitive: .sha256ThenSHA512),
        BenchmarkVenue(
            id: "kucoin", adapter: KuCoinAdapter(), symbol: "BTC/USDT", quantity: "0.01234", price: "64123.4",
            depth: 1000, files: plain.with(.orders, ["orders", "stop-orders"]), primitive: .sha256),
        BenchmarkVenue(
            id: "luno", adapter: LunoAdapter(), symbol: "BTC/ZAR", quantity: "0.01234", price: "1385193", depth: 1000,
            files: plain, primitive: nil),
        BenchmarkVenue(
            id: "valr", adapter: VALRAdapter(), symbol: "BTC/ZAR", quantity: "0.01234", price: "1385193", depth: 40,
            files: plain.with(.instruments, ["instruments", "order-types", "currencies"]), primitive: .sha512),
    ]

    /// A key of the venue's form: Kraken's secret is the base64 of 64 bytes.
    var credentials: Credentials {
        let secret = id == "kraken" ? String(repeating: "c3Nz", count: 21) + "cw==" : String(repeating: "s", count: 64)
        return Credentials([
            CredentialField.apiKey.name: Secret(String(repeating: "k", count: 64)),
            CredentialField.apiSecret.name: Secret(secret),
            CredentialField.passphrase.name: Secret("passphrase"),
        ])
    }

    private static let plain: [BenchmarkRead: [String]] = [
        .book: ["book"], .tickers: ["tickers"], .instruments: ["instruments"], .orders: ["orders"],
    ]
}

/// The reads whose answers are decoded.
enum BenchmarkRead: String, CaseIterable {
    case book
    case tickers
    case instruments
    case orders
}

extension [BenchmarkRead: [String]] {
    fileprivate func with(_ read: BenchmarkRead, _ files: [String]) -> Self {
        merging([read: files]) { $1 }
    }
}
