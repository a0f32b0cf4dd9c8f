import AdapterProtocol
import VenueSimulator

// What is told at once: trades, best prices, the account's events.
extension BinanceFace {
    mutating func tell(_ events: [EngineEvent], cancelID: String?, at time: Int64) {
        var symbols: [String] = []
        var trades: [EngineTrade] = []
        let isAccountHeard = streams.connections.values.contains { $0.userData != nil }
        for event in events {
            switch event {
            case .bookChanged(let change):
                note(change)
                if symbols.last != change.symbol { symbols.append(change.symbol) }
            case .trade(let trade):
                trades.append(trade)
                tell(trade, at: time)
            default:
                if isAccountHeard { tellAccount(event, cancelID: cancelID, at: time) }
            }
        }
        tellAggregates(trades, at: time)
        for symbol in Set(symbols).sorted() { tellBestPrices(symbol) }
    }

    private mutating func note(_ change: BookChange) {
        guard !streams.depths.isEmpty else { return }
        let name = Binance.StreamTopic.lowercased(change.symbol)
        streams.depths[name + "@depth"]?.take(change)
        streams.depths[name + "@depth@100ms"]?.take(change)
    }

    private mutating func tell(_ trade: EngineTrade, at time: Int64) {
        streams.traded.insert(trade.symbol)
        streams.publish(Binance.StreamTopic.lowercased(trade.symbol) + "@trade", "stream.trades") {
            [
                "e": "trade", "E": .time(time), "s": .text(trade.symbol), "t": .id(trade.id), "p": .money(trade.price),
                "q": .money(trade.quantity), "T": .time(trade.time), "m": .flag(trade.takerSide == .sell), "M": true,
            ]
        }
    }

    /// Trades of one taker at one price are one.
    private mutating func tellAggregates(_ trades: [EngineTrade], at time: Int64) {
        var start = trades.startIndex
        while start < trades.endIndex {
            let first = trades[start]
            let end =
                trades[start...].firstIndex { $0.aggregateID != first.aggregateID || $0.symbol != first.symbol }
                ?? trades.endIndex
            let group = trades[start..<end]
            start = end
            let quantity = try? ExactDecimal.sum(group.map(\.quantity))
            streams.publish(Binance.StreamTopic.lowercased(first.symbol) + "@aggTrade", "stream.trades") {
                [
                    "e": "aggTrade", "E": .time(time), "s": .text(first.symbol), "a": .id(first.aggregateID),
                    "p": .money(first.price), "q": .money(quantity ?? .zero), "f": .id(first.id),
                    "l": .id(group.last?.id ?? first.id), "T": .time(first.time), "m": .flag(first.takerSide == .sell),
                    "M": true,
                ]
            }
        }
    }

    /// Counts in the numbers of the depth messages (binance.md I.1).
    private mutating func tellBestPrices(_ symbol: String) {
        let name = Binance.StreamTopic.lowercased(symbol) + "@bookTicker"
        guard streams.subscribers[name] != nil, let book = exchange.book(symbol, depth: 1) else { return }
        streams.publish(name, "stream.ticker") {
            [
                "u": .id(book.updateID), "s": .text(symbol), "b": .money(book.bids.first?.price ?? .zero),
                "B": .money(book.bids.first?.quantity ?? .zero), "a": .money(book.asks.first?.price ?? .zero),
                "A": .money(book.asks.first?.quantity ?? .zero),
            ]
        }
    }
}
