import AdapterConformance
import AdapterProtocol
import Synchronization

/// Sessions of market data that tell something wrong, too early, too late, or not at all.
enum MarketStreamDefects {
    private static let count = Mutex(0)
    static let all: [Defect] = books + events + reading + life

    private static let books: [Defect] = [
        .spoiltMarket("a streamed book lacks its best ask") { spoils in
            spoils.book = { book in
                var book = book
                if let ask = book.bestAsk { try? book.set(.sell, price: ask.price, quantity: .zero) }
                return book
            }
        },
        .spoiltMarket("a streamed book is live at once") { $0.isAlwaysLive = true },
        .spoiltMarket("a lost book goes on as it was") { spoils in
            spoils.keepsLostBooks = true
            spoils.ending = { _, _ in nil }
            spoils.events = { events in events.filter { if case .marker = $0 { false } else { true } } }
        },
        .spoiltMarket("every streamed checksum counts as right") { spoils in
            spoils.book = { book in
                var book = book
                book.mark(isVerified: true)
                return book
            }
        },
        .spoiltMarket("an old snapshot counts as a new one") { spoils in
            spoils.snapshot = { result in
                result.map {
                    OrderBook(symbol: $0.symbol, bids: $0.bids, asks: $0.asks, sequence: 1 << 60, time: $0.time)
                }
            }
        },
        .spoiltMarket("a snapshot is asked for once") { $0.asksOnce = true },
        .spoiltMarket("every snapshot is taken") { $0.takesAnySnapshot = true },
        .spoiltMarket("a book that is to be started anew goes on") { $0.ignoresResyncs = true },
        .spoiltMarket("a silent book loses its best bid") { $0.losesLevelsInSilence = true },
    ]

    private static let events: [Defect] = [
        .spoiltMarket("losses are not marked") { spoils in
            spoils.events = { events in events.filter { if case .marker = $0 { false } else { true } } }
        },
        .spoiltMarket("streamed trades are told twice") { spoils in
            spoils.events = { $0.flatMap { event in if case .trade = event { [event, event] } else { [event] } } }
        },
        .spoiltMarket("streamed trades are numbered by us") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .trade(let slot, let trade) = event else { return event }
                    let number = count.withLock { count in
                        count += 1
                        return count
                    }
                    return .trade(
                        slot: slot,
                        PublicTrade(
                            id: String(number), symbol: trade.symbol, price: trade.price, quantity: trade.quantity,
                            aggressor: trade.aggressor, time: trade.time))
                }
            }
        },
        .spoiltMarket("streamed tickers swap bid and last") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .ticker(let slot, let ticker) = event else { return event }
                    return .ticker(
                        slot: slot, Ticker(symbol: ticker.symbol, bid: nil, ask: ticker.ask, last: ticker.last))
                }
            }
        },
        .spoiltMarket("streamed candles close at once") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .candle(let slot, let candle) = event else { return event }
                    return .candle(
                        slot: slot,
                        Candle(
                            openTime: candle.openTime, open: candle.close, high: candle.high, low: candle.low,
                            close: candle.close, baseVolume: candle.baseVolume, quoteVolume: candle.quoteVolume,
                            tradeCount: candle.tradeCount, isClosed: true))
                }
            }
        },
        .spoiltMarket("a trade is made up of every frame") { spoils in
            spoils.events = { events in
                guard let symbol = Symbol("BTC/USDT"), events.isEmpty else { return events }
                let time = Timestamp(seconds: 1_700_000_000)
                let trade = PublicTrade(id: "1", symbol: symbol, price: 1, quantity: 1, aggressor: .buy, time: time)
                return [.trade(slot: 0, trade)]
            }
        },
        .spoiltMarket("the second reader is told nothing") { spoils in
            spoils.events = { events in
                events.filter { event in
                    switch event {
                    case .book(let slot), .trade(let slot, _), .ticker(let slot, _), .candle(let slot, _),
                        .marker(let slot, _), .live(let slot), .refused(let slot, _):
                        slot < 500
                    }
                }
            }
        },
    ]
}
