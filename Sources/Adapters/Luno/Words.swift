import AdapterKit
import AdapterProtocol

/// Luno's words and ours. Words that drive money are strict: one that no table names is an error, never a guess.
enum LunoWords {
    /// Luno's currency code; Bitcoin is the only one renamed (luno.md C).
    static func asset(_ code: String) -> Asset? { Asset(code == "XBT" ? "BTC" : code) }

    /// Currencies of states, whose amounts have two decimals.
    private static let stateCurrencies: Set<String> = [
        "ZAR", "MYR", "NGN", "IDR", "KES", "UGX", "AUD", "GBP", "EUR", "USD", "SGD", "ZMW",
    ]

    /// Decimals assumed in a quote amount: the venue publishes none (luno.md C.2).
    static func quoteDecimals(_ quote: Asset) -> Int {
        quote.code == "BTC" ? 8 : stateCurrencies.contains(quote.code) ? 2 : 6
    }

    static func side(_ word: String, _ reader: JSONReader) throws(JSONError) -> Side {
        switch word {
        case "BUY", "BID": .buy
        case "SELL", "ASK": .sell
        default: throw reader.unexpected("a known side")
        }
    }

    /// A market's mode from the market list; a word the sheet does not know is treated as closed (luno.md C.1).
    static func mode(_ word: String) -> TradingMode {
        switch word.uppercased() {
        case "ACTIVE": .open
        case "POST_ONLY", "POSTONLY", "SUSPENDED": .postOnly
        case "UNKNOWN": .halted
        default: .closed
        }
    }

    /// Our kind: a stop-limit that fires against its side's direction of loss takes a profit. Nil where the direction
    /// is left to the venue, and for a kind no table names.
    static func orderType(_ word: String, _ side: Side, direction: String?) -> OrderType? {
        switch (word, direction) {
        case ("LIMIT", _): .limit
        case ("MARKET", _): .market
        case ("STOP_LIMIT", "ABOVE"): side == .buy ? .stopLimit : .takeProfitLimit
        case ("STOP_LIMIT", "BELOW"): side == .sell ? .stopLimit : .takeProfitLimit
        default: nil
        }
    }

    /// A withdrawal request's state (luno.md E.8).
    static func withdrawal(_ word: String) -> Transfer.Status {
        switch word {
        case "PENDING", "PROCESSING", "WAITING", "CANCELLING": .pending
        case "COMPLETED": .completed
        case "CANCELLED": .failed
        default: .unknown(word)
        }
    }
}
