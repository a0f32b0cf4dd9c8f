import AdapterKit
import AdapterProtocol

/// Acorn's words and ours. Words that drive money are strict: one that no table names is an error, never a guess.
enum AcornWords {
    static func native(_ side: Side) -> String { side == .buy ? "buy" : "sell" }

    static func side(_ word: String, _ reader: JSONReader) throws(JSONError) -> Side {
        switch word {
        case "buy": .buy
        case "sell": .sell
        default: throw reader.unexpected("buy or sell")
        }
    }

    static func orderType(_ word: String, _ reader: JSONReader) throws(JSONError) -> OrderType {
        switch word {
        case "limit": .limit
        case "market": .market
        default: throw reader.unexpected("limit or market")
        }
    }

    static func phase(_ word: String, _ reader: JSONReader) throws(JSONError) -> OrderPhase {
        switch word {
        case "open": .working
        case "filled": .ended(.filled)
        case "cancelled": .ended(.cancelledByOwner)
        case "expired": .ended(.timeInForce)
        case "self_trade": .ended(.selfTradePrevention)
        default: throw reader.unexpected("a known order state")
        }
    }

    static func liquidity(_ word: String, _ reader: JSONReader) throws(JSONError) -> Fill.Liquidity {
        switch word {
        case "maker": .maker
        case "taker": .taker
        default: throw reader.unexpected("maker or taker")
        }
    }

    /// What a market, or Acorn as a whole, takes; a word of tomorrow means nothing good for an order of today.
    static func mode(_ word: String) -> TradingMode {
        switch word {
        case "open": .open
        case "cancel_only": .cancelOnly
        case "maintenance": .maintenance
        default: .closed
        }
    }
}

extension JSONReader {
    /// Milliseconds since the epoch.
    mutating func instant() throws(JSONError) -> Timestamp { Timestamp(milliseconds: try integer()) }

    /// A number above zero; null where there is none.
    mutating func positiveOrNull() throws(JSONError) -> ExactDecimal? {
        try optional { reader throws(JSONError) in try reader.positive() }
    }

    /// A number above zero.
    mutating func positive() throws(JSONError) -> ExactDecimal {
        let number = try decimal()
        guard number.isPositive else { throw unexpected("a number above zero") }
        return number
    }
}
