import AdapterConformance
import AdapterProtocol
import Synchronization

/// Sessions of an account that tell something wrong, too early, too often, or not at all.
enum AccountStreamDefects {
    private static let count = Mutex(0)

    static let all: [Defect] = [
        .spoiltAccount("an account's stream is live at once") { $0.isLiveAtOnce = true },
        .spoiltAccount("an order's end is told as its beginning") { spoils in
            spoils.events = { events in
                events.flatMap { event -> [AccountStreamEvent] in
                    guard case .order(let order) = event, order.phase.isEnded else { return [event] }
                    return [event, .order(order.with(phase: .working))]
                }
            }
        },
        .spoiltAccount("streamed fills are told twice") { spoils in
            spoils.events = { $0.flatMap { event in if case .fill = event { [event, event] } else { [event] } } }
        },
        .spoiltAccount("streamed fills are numbered by us") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .fill(let fill) = event else { return event }
                    let number = count.withLock { count in
                        count += 1
                        return count
                    }
                    return .fill(fill.with(id: FillID(rawValue: String(number))))
                }
            }
        },
        .spoiltAccount("streamed balances are what is free") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .balance(let balance) = event else { return event }
                    return .balance(
                        Balance(
                            asset: balance.asset, total: balance.total.times(2), available: balance.total,
                            held: balance.total))
                }
            }
        },
        .spoiltAccount("nothing is asked to be read") { spoils in
            spoils.events = { events in events.filter { if case .read = $0 { false } else { true } } }
        },
        .spoiltAccount("a fill is made up of frames that say nothing") { spoils in
            spoils.events = { events in
                guard let symbol = Symbol("NO/ONE"), events.isEmpty else { return events }
                return [
                    .fill(
                        Fill(
                            id: FillID(rawValue: "1"), symbol: symbol, venueOrderID: VenueOrderID(rawValue: "1"),
                            side: .buy, price: 1, quantity: 7, quoteAmount: 7, fees: nil, liquidity: .unknown,
                            time: nil))
                ]
            }
        },
        .spoiltAccount("an account's connection is never ended") { spoils in
            spoils.ending = { _, _ in nil }
        },
        .spoiltAccount("reasons repeat what could not be read") { spoils in
            spoils.ending = { ending, message in
                guard case .reconnect(let cause, let text) = ending else { return ending }
                return .reconnect(cause, "\(text): \(String(decoding: message, as: UTF8.self))")
            }
        },
        .spoiltAccount("what REST shows of an order counts twice") { spoils in
            spoils.learnt = { $0.with(filledBase: $0.filledBase.times(2)) }
        },
        .spoiltAccount("an older answer takes back what the stream told") {
            $0.answersCountMost = true
        },
        .spoiltAccount("reasons repeat the token") { $0.tellsToken = true },
    ]
}
