import AdapterKit
import AdapterProtocol

/// Kraken's words and ours. Words that drive money are strict: one that no table names is an error, never a guess.
enum KrakenWords {
    /// The legacy ids; everything newer is called by its plain name, and none of these may be cut by rule: `XTZ` and
    /// `ZRX` are no `TZ` and `RX` (kraken.md C.2).
    private static let legacy: [String: String] = [
        "XXBT": "BTC", "XBT": "BTC", "XXDG": "DOGE", "XDG": "DOGE", "XETH": "ETH", "XLTC": "LTC", "XXRP": "XRP",
        "XXLM": "XLM", "XXMR": "XMR", "XZEC": "ZEC", "XETC": "ETC", "XREP": "REP", "XMLN": "MLN", "ZUSD": "USD",
        "ZEUR": "EUR", "ZGBP": "GBP", "ZCAD": "CAD", "ZJPY": "JPY", "ZAUD": "AUD",
    ]

    /// An asset by its id or altname; nil for a name that cannot be one.
    static func asset(_ id: String) -> Asset? { Asset(legacy[id] ?? id) }

    /// A balance's asset and wallet: what stands behind the point is no part of the name (kraken.md C.3). Nil for what
    /// is no money of ours: fee credits and wrapped shares (`.T`).
    static func holding(_ id: String) -> (asset: Asset, wallet: String)? {
        guard id != "KFEE", id != "FEE" else { return nil }
        let parts = id.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, let asset = asset(String(name)) else { return nil }
        // Staked before there were suffixes.
        let bare = name == "ETH2" ? "staked" : "spot"
        guard parts.count == 2 else { return (asset, bare) }
        return switch parts[1] {
        case "T": nil
        case "F": (asset, bare)
        default: (asset, parts[1].lowercased())
        }
    }

    static func side(_ word: String, _ reader: JSONReader) throws(JSONError) -> Side {
        switch word {
        case "buy", "b": .buy
        case "sell", "s": .sell
        default: throw reader.unexpected("a known side")
        }
    }

    /// A pair's state; a word the sheet does not know is treated as closed (kraken.md C.4, D.1).
    static func mode(_ word: String) -> TradingMode {
        switch word {
        case "online": .open
        case "post_only": .postOnly
        case "limit_only": .limitOnly
        case "cancel_only": .cancelOnly
        case "maintenance": .maintenance
        case "reduce_only": .halted
        default: .closed
        }
    }

    static let orderTypes: [(word: String, type: OrderType)] = [
        ("market", .market), ("limit", .limit), ("stop-loss", .stopMarket), ("take-profit", .takeProfit),
        ("stop-loss-limit", .stopLimit), ("take-profit-limit", .takeProfitLimit),
    ]

    /// Our kind; nil for one that this adapter does not place.
    static func type(_ word: String) -> OrderType? { orderTypes.first { $0.word == word }?.type }

    static func word(_ type: OrderType) -> String? { orderTypes.first { $0.type == type }?.word }

    /// Whether an order of this kind waits for a price before it is in the book.
    static func waitsForTrigger(_ word: String) -> Bool {
        word.hasPrefix("stop-loss") || word.hasPrefix("take-profit") || word.hasPrefix("trailing-stop")
    }

    /// Why an order was cancelled. The reason is free text: two are known, the kind of order tells a third, the rest is
    /// the venue's doing.
    static func cancellation(reason: String?, lifetime: String?, kind: String, filled: ExactDecimal) -> OrderEnd {
        if reason == "Post only order", filled.isZero { return .refused }
        if reason == "User requested" { return .cancelledByOwner }
        if lifetime == "IOC" || lifetime == "FOK" || kind == "market" { return .timeInForce }
        return reason == nil ? .undetermined : .cancelledByVenue
    }

    static let selfTrade: [SelfTradePrevention: String] = [
        .expireTaker: "cancel-newest", .expireMaker: "cancel-oldest", .expireBoth: "cancel-both",
    ]

    /// A transfer's state (kraken.md E.11).
    static func transfer(_ status: String, property: String?) -> Transfer.Status {
        let property = property?.replacing("-", with: "")
        return switch status {
        case "Initial", "Pending": .pending
        case "Settled": .creditedLocked
        case "Success": property == "onhold" ? .creditedLocked : .completed
        case "Failure": .failed
        default: .unknown(status)
        }
    }
}

extension JSONReader {
    /// An exact number, or nil for null and for the texts that mean nothing (`""`, `"None"`).
    mutating func decimalOrNothing() throws(JSONError) -> ExactDecimal? {
        if try null() { return nil }
        guard try next() == .string else { return try decimal() }
        let text = try string()
        if text.isEmpty || text == "None" { return nil }
        do {
            return try ExactDecimal(parsing: text)
        } catch {
            throw unexpected("a decimal")
        }
    }

    /// The same for a number that cannot be below zero.
    mutating func amountOrNothing() throws(JSONError) -> ExactDecimal? {
        guard let number = try decimalOrNothing() else { return nil }
        return try amount(number)
    }

    /// A text, or nil for null, an empty text and `"None"` (kraken.md K, further traps).
    mutating func textOrNothing() throws(JSONError) -> String? {
        if try null() { return nil }
        let text = try rawText()
        return text.isEmpty || text == "None" ? nil : text
    }
}
