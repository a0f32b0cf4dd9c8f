import AdapterConformance
import AdapterProtocol
import Synchronization

/// Sessions of an account that tell something wrong, too early, too often, or not at all.
enum AccountStreamDefects {
    private static let count = Mutex(0)

    private static func ids(_ names: String...) -> [String] { names.map { "stream.offline." + $0 } }

    static let all: [Defect] = [
        .spoiltAccount("an account's stream is live at once", fails: ids("account.early")) { $0.isLiveAtOnce = true },
        .spoiltAccount(
            "an order's end is told as its beginning", fails: ids("replay.orders", "account.onward")
        ) { spoils in
            spoils.events = { events in
                events.flatMap { event -> [AccountStreamEvent] in
                    guard case .order(let order) = event, order.phase.isEnded else { return [event] }
                    return [event, .order(order.with(phase: .working))]
                }
            }
        },
        .spoiltAccount("streamed fills are told twice", fails: ids("replay.fills")) { spoils in
            spoils.events = { $0.flatMap { event in if case .fill = event { [event, event] } else { [event] } } }
        },
        .spoiltAccount("streamed fills are numbered by us", fails: ids("account.doubled")) { spoils in
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
        .spoiltAccount("streamed balances are what is free", fails: ids("replay.balances")) { spoils in
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
        .spoiltAccount("nothing is asked to be read", fails: ids("replay.reads")) { spoils in
            spoils.events = { events in events.filter { if case .read = $0 { false } else { true } } }
        },
        .spoiltAccount(
            "a fill is made up of frames that say nothing",
            fails: ids(
                "account.frames.cut", "account.frames.garbage", "account.frames.removed", "account.frames.null",
                "account.frames.retyped", "account.frames.negative", "account.frames.huge", "account.strangers",
                "account.others", "account.unknownMarket")
        ) { spoils in
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
        .spoiltAccount(
            "an account's connection is never ended", fails: ids("replay.account.endings", "account.frames.cut")
        ) { spoils in
            spoils.ending = { _, _ in nil }
        },
        .spoiltAccount("reasons repeat what could not be read", fails: ids("secrets.payload")) { spoils in
            spoils.ending = { ending, message in
                guard case .reconnect(let cause, let text) = ending else { return ending }
                return .reconnect(cause, "\(text): \(String(decoding: message, as: UTF8.self))")
            }
        },
        .spoiltAccount("what REST shows of an order counts twice", fails: ids("account.learnt")) { spoils in
            spoils.learnt = { $0.with(filledBase: $0.filledBase.times(2)) }
        },
        .spoiltAccount("an older answer takes back what the stream told", fails: ids("account.learntLate")) {
            $0.answersCountMost = true
        },
        .spoiltAccount("reasons repeat the token", fails: ids("secrets.token")) { $0.tellsToken = true },
    ]
}
