import AdapterConformance
import AdapterProtocol
import Synchronization

/// Sessions that tell something wrong, as readers see it through the runtime.
enum OnlineStreamDefects {
    private static let count = Mutex(0)

    private static func number() -> String {
        String(
            count.withLock { count in
                count += 1
                return count
            })
    }

    static let all = books + trades + values + accounts

    private static let books: [Defect] = [
        .spoiltMarket("readers get a book without its best ask") { spoils in
            spoils.book = { book in
                var book = book
                if let ask = book.bestAsk { try? book.set(.sell, price: ask.price, quantity: .zero) }
                return book
            }
        },
        .spoiltMarket("readers get a crossed book") { spoils in
            spoils.book = { book in
                var book = book
                if let ask = book.bestAsk { try? book.set(.buy, price: ask.price, quantity: ask.quantity) }
                return book
            }
        },
        .spoiltMarket("a book's numbers run backwards") { spoils in
            spoils.book = { book in
                var book = book
                book.sequence = book.sequence.map { UInt64.max - $0 }
                book.time = book.time.map { Timestamp(milliseconds: 4_000_000_000_000 - $0.milliseconds) }
                return book
            }
        },
        .spoiltMarket("readers are not told of losses") { spoils in
            spoils.ending = { _, _ in nil }
            spoils.events = { events in events.filter { if case .marker = $0 { false } else { true } } }
        },
        .spoiltMarket("a lost book is told as it was") { spoils in
            spoils.keepsLostBooks = true
            spoils.ending = { _, _ in nil }
        },
        .spoiltMarket("a market's session tells nothing") { spoils in
            spoils.events = { _ in [] }
        },
    ]

    private static let trades: [Defect] = [
        .spoiltMarket("readers get trades numbered by us") { spoils in
            spoils.events = changing { PublicTrade(copying: $0, id: number()) }
        },
        .spoiltMarket("readers get trades of twice their size") { spoils in
            spoils.events = changing { PublicTrade(copying: $0, quantity: $0.quantity.times(2)) }
        },
        .spoiltMarket("readers get trades of later days first") { spoils in
            spoils.events = changing {
                PublicTrade(copying: $0, time: Timestamp(milliseconds: 4_000_000_000_000 - $0.time.milliseconds))
            }
        },
    ]

    private static func changing(
        _ change: @escaping @Sendable (PublicTrade) -> PublicTrade
    ) -> @Sendable ([MarketStreamEvent]) -> [MarketStreamEvent] {
        { events in
            events.map { event in
                guard case .trade(let slot, let trade) = event else { return event }
                return .trade(slot: slot, change(trade))
            }
        }
    }
}

extension PublicTrade {
    fileprivate init(
        copying trade: PublicTrade, id: String? = nil, quantity: ExactDecimal? = nil, time: Timestamp? = nil
    ) {
        self.init(
            id: id ?? trade.id, symbol: trade.symbol, price: trade.price, quantity: quantity ?? trade.quantity,
            aggressor: trade.aggressor, time: time ?? trade.time)
    }
}
