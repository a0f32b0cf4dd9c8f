import AdapterProtocol
import BigInt

/// Holds books, trades, candles, tickers and balances against the very fields in which the venue's document puts them: a
/// price in the place of a quantity is a number of the answer too, and still wrong.
enum FieldOracle {
    static func offences(_ seed: Seed, _ document: Document, _ ending: Ending) -> [String] {
        let fields = VenueFields(
            venue: seed.venue.name, document: document, isOfAll: seed.operation.name == "tickers")
        var offences: [String] = []
        if let book = ending.book {
            offences += levels(book.bids, fields.bids, "bid") + levels(book.asks, fields.asks, "ask")
        }
        if let trades = ending.trades {
            let rows = fields.trades
            for trade in trades where !rows.contains(where: { $0.is([trade.price, trade.quantity], at: trade.time) }) {
                offences.append("no trade of the answer is \(trade.price), \(trade.quantity), \(trade.time)")
            }
            if trades.count != min(rows.count, 100) {
                offences.append("\(rows.count) trades are read as \(trades.count)")
            }
        }
        if let candles = ending.candles {
            let rows = fields.candles
            for candle in candles {
                let numbers = [candle.open, candle.high, candle.low, candle.close, candle.baseVolume]
                if rows.contains(where: { $0.is(numbers, at: candle.openTime) }) { continue }
                offences.append("no candle of the answer is \(numbers) at \(candle.openTime)")
            }
        }
        for ticker in ending.tickers ?? [] {
            let numbers = [
                ticker.bidPrice, ticker.askPrice, ticker.last, ticker.high, ticker.low, ticker.baseVolume,
                ticker.quoteVolume,
            ]
            if fields.tickers.contains(where: { $0.states(numbers) }) { continue }
            offences.append("no ticker of the answer is \(ticker)")
        }
        for balance in ending.balances ?? [] where !fields.balances.contains(where: { $0(balance) }) {
            offences.append("no balance of the answer is \(balance)")
        }
        if let rates = ending.rates, let expected = fields.binanceRates {
            let stated = [rates.makerBuy, rates.makerSell, rates.takerBuy, rates.takerSell]
            if stated.map({ Number($0).whole(shift: 64) }) != expected {
                offences.append("the rates are not \(stated)")
            }
        }
        return Array(offences.prefix(3))
    }

    /// Every level's quantity is the sum of the answer's rows of that price, and no price is missing.
    private static func levels(_ levels: [BookLevel], _ rows: [VenueFields.Row], _ side: String) -> [String] {
        var sums: [Number: BigInt] = [:]
        for row in rows {
            guard let price = row.numbers[0], let quantity = row.numbers[1]?.whole(shift: 64) else { continue }
            sums[price, default: 0] += quantity
        }
        var offences: [String] = []
        // A book that was cut to the depth asked for may have had the price again further down.
        let pairs = levels.count < 20 ? [] : rows.map { $0.numbers }
        for level in levels where sums[Number(level.price)] != Number(level.quantity).whole(shift: 64) {
            if pairs.contains([Number(level.price), Number(level.quantity)]) { continue }
            offences.append("no \(side) of the answer is \(level.price), \(level.quantity)")
        }
        if levels.count < 20, levels.count != sums.count {
            offences.append("\(sums.count) \(side)s are read as \(levels.count)")
        }
        return offences
    }
}

/// Where each venue's documents put their numbers, written from the fact sheets' field lists, not from the adapters.
struct VenueFields {
    /// Numbers in a fixed order, and a time.
    struct Row {
        let numbers: [Number?]
        let time: Time?

        /// Whether it has exactly these numbers and this time.
        func `is`(_ values: [ExactDecimal], at instant: Timestamp) -> Bool {
            numbers.count == values.count && zip(numbers, values).allSatisfy { $0 == Number($1) }
                && time?.is(instant) == true
        }

        /// Whether every number that is there is this row's.
        func states(_ values: [ExactDecimal?]) -> Bool {
            zip(numbers, values).allSatisfy { number, value in value.map { number == Number($0) } ?? true }
        }
    }

    /// A time as a venue writes it.
    enum Time {
        /// A number in units of 10^-`decimals` seconds.
        case number(Number, decimals: Int)
        case text(String)

        func `is`(_ instant: Timestamp) -> Bool {
            switch self {
            // A leap second is the next minute's first, and so perhaps of another hour or day.
            case .text(let text) where text.dropFirst(17).hasPrefix("60"): return true
            case .text(let text):
                // To the second; the pieces' own oracle looks at times closely.
                return instant.description.prefix(10) == text.prefix(10)
                    && instant.description.dropFirst(11).prefix(8) == text.dropFirst(11).prefix(8)
            case .number(let number, let decimals):
                guard let nanoseconds = number.whole(shift: 9 - decimals) else {
                    // Finer than a nanosecond: what is left of it is cut off.
                    guard let fine = number.whole(shift: 40) else { return true }
                    return fine / BigInt(10).power(31 + decimals) == BigInt(instant.nanoseconds)
                }
                // What a timestamp cannot hold saturates.
                return BigInt(instant.nanoseconds)
                    == min(max(nanoseconds, BigInt(Int64.min)), BigInt(Int64.max))
            }
        }
    }

    let venue: String
    let document: Document
    /// Whether the answer is about all markets.
    let isOfAll: Bool

    /// What the venue wraps around its values is taken off.
    private var content: Document {
        switch venue {
        case "kucoin": document["data"] ?? .null
        case "kraken": document["result"] ?? .null
        default: document
        }
    }

    /// Kraken's only market, which is a member of its own name.
    private var market: Document { content.members.first { $0.name != "last" }?.value ?? .null }

    var bids: [Row] { side("bids") }
    var asks: [Row] { side("asks") }

    private func side(_ name: String) -> [Row] {
        switch venue {
        case "luno": rows(document[name], ["price", "volume"])
        case "valr": rows(document[name == "bids" ? "Bids" : "Asks"], ["price", "quantity"])
        case "kraken": rows(market[name], [0, 1])
        default: rows(content[name], [0, 1])
        }
    }

    var trades: [Row] {
        switch venue {
        case "luno": rows(document["trades"], ["price", "volume"], time: "timestamp", decimals: 3)
        case "binance": rows(document, ["price", "qty"], time: "time", decimals: 3)
        case "kucoin": rows(content, ["price", "size"], time: "time", decimals: 9)
        case "kraken": rows(market, [0, 1], time: 2, decimals: 0)
        default: rows(document, ["price", "quantity"], time: "tradedAt")
        }
    }

    /// Open, high, low, close, base volume.
    var candles: [Row] {
        let names = ["open", "high", "low", "close", "volume"]
        switch venue {
        case "luno": return rows(document["candles"], names, time: "timestamp", decimals: 3)
        case "binance": return rows(document, [1, 2, 3, 4, 5], time: 0, decimals: 3)
        case "kucoin": return rows(content, [1, 3, 4, 2, 5], time: 0, decimals: 0)
        case "kraken": return rows(market, [1, 2, 3, 4, 6], time: 0, decimals: 0)
        default: return rows(document, names, time: "startTime")
        }
    }

    /// Bid, ask, last, high, low, base volume, quote volume.
    var tickers: [Row] {
        switch venue {
        case "luno":
            let names = ["bid", "ask", "last_trade", "", "", "rolling_24_hour_volume", ""]
            return rows(document["tickers"] ?? .list([document]), names)
        case "binance":
            let names = ["bidPrice", "askPrice", "lastPrice", "highPrice", "lowPrice", "volume", "quoteVolume"]
            return rows(document.elements.isEmpty ? .list([document]) : document, names)
        case "kucoin":
            // The answer about one market has the best prices; the rest of its ticker comes with another call.
            guard isOfAll, let list = content["ticker"] else {
                return rows(.list([content]), ["bestBid", "bestAsk", "price"])
                    + rows(.list([content]), ["buy", "sell", "last"])
            }
            return rows(list, ["buy", "sell", "last", "high", "low", "vol", "volValue"])
        case "kraken":
            return content.members.map { member in
                func number(_ name: String, _ position: Int) -> Number? { member.value[name]?[position]?.value }
                return Row(
                    numbers: [
                        number("b", 0), number("a", 0), number("c", 0), number("h", 1), number("l", 1),
                        number("v", 1), nil,
                    ], time: nil)
            }
        default:
            let names = [
                "bidPrice", "askPrice", "lastTradedPrice", "highPrice", "lowPrice", "baseVolume", "quoteVolume",
            ]
            return rows(document.elements.isEmpty ? .list([document]) : document, names)
        }
    }

    /// For each row of the answer, whether a balance is what it says.
    var balances: [(Balance) -> Bool] {
        switch venue {
        case "luno":
            return rows(document["balance"], ["balance", "reserved"]).map { row in
                { row.states([$0.total, $0.held]) && Self.adds($0) }
            }
        case "binance":
            return rows(document["balances"], ["free", "locked"]).map { row in
                { row.states([$0.available, $0.held]) && Self.adds($0) }
            }
        case "kucoin":
            return rows(content, ["balance", "available", "holds"]).map { row in
                { row.states([$0.total, $0.available, $0.held]) }
            }
        case "valr":
            return rows(document, ["available", "reserved"]).map { row in
                { $0.wallet != "spot" || row.states([$0.available, $0.held]) && Self.adds($0) }
            }
        default:
            return krakenHoldings.map { holding in
                { balance in
                    let stated = [balance.total, balance.held, balance.available].map { Number($0).whole(shift: 64) }
                    return balance.wallet != "spot" || stated == holding
                }
            }
        }
    }

    /// Total, held and available of each row, and of the rows that are one asset under several names (`XXBT`, `XBT`, and
    /// `XBT.F`, which trades like it) together.
    private var krakenHoldings: [[BigInt]] {
        var rows: [[BigInt]] = []
        var sums: [String: [BigInt]] = [:]
        for member in content.members {
            func number(_ name: String) -> BigInt { member.value[name]?.value?.whole(shift: 64) ?? 0 }
            let held = number("hold_trade")
            let row = [
                number("balance"), held, number("balance") + number("credit") - number("credit_used") - held,
            ]
            rows.append(row)
            let name = member.name.hasSuffix(".F") ? String(member.name.dropLast(2)) : member.name
            let asset = name.count == 4 && "XZ".contains(name.prefix(1)) ? String(name.dropFirst()) : name
            sums[asset] = zip(sums[asset] ?? [0, 0, 0], row).map { $0 + $1 }
        }
        return rows + sums.values
    }

    /// Binance's rates are sums over groups of a role's and a side's rate; other venues state theirs.
    var binanceRates: [BigInt?]? {
        guard venue == "binance" else { return nil }
        let groups = ["standardCommission", "specialCommission", "taxCommission"].compactMap { document[$0] }
        let kinds = [("maker", "buyer"), ("maker", "seller"), ("taker", "buyer"), ("taker", "seller")]
        return kinds.map { role, side in
            var sum: BigInt = 0
            for value in groups.flatMap({ [$0[role], $0[side]] }) {
                guard let number = value?.value?.whole(shift: 64) else { return nil }
                sum += number
            }
            return sum
        }
    }

    private static func adds(_ balance: Balance) -> Bool {
        guard let total = Number(balance.total).whole(shift: 64), let free = Number(balance.available).whole(shift: 64),
            let held = Number(balance.held).whole(shift: 64)
        else { return false }
        return total == free + held
    }

    private func rows(
        _ list: Document?, _ names: [String], time: String? = nil, decimals: Int? = nil
    ) -> [Row] {
        (list?.elements ?? []).map { element in
            Row(numbers: names.map { element[$0]?.value }, time: Self.time(time.flatMap { element[$0] }, decimals))
        }
    }

    private func rows(_ list: Document?, _ places: [Int], time: Int? = nil, decimals: Int? = nil) -> [Row] {
        (list?.elements ?? []).map { element in
            Row(numbers: places.map { element[$0]?.value }, time: Self.time(time.flatMap { element[$0] }, decimals))
        }
    }

    private static func time(_ value: Document?, _ decimals: Int?) -> Time? {
        guard let decimals else { return (value?.plain).map { .text($0) } }
        return (value?.value).map { .number($0, decimals: decimals) }
    }
}
