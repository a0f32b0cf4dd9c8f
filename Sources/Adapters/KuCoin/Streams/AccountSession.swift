import AdapterKit
import AdapterProtocol

/// One connection to the account's own events (kucoin.md J): orders, balances and stop orders. Nothing is numbered and
/// nothing is replayed, so that the runtime reads everything anew once the venue has taken all topics.
struct KuCoinAccountSession: AccountStreamSession {
    static let orderTopic = KuCoinTopic("/spotMarket/tradeOrdersV2")
    static let balanceTopic = KuCoinTopic("/account/balance")
    static let stopTopic = KuCoinTopic("/spotMarket/advancedOrders")
    /// Everything that is followed.
    static let topics = [orderTopic, balanceTopic, stopTopic]

    /// Version 1 of the order topic lacks `received` only; it is not asked for, and understood.
    private static let names = {
        var names = NameTable()
        for topic in topics + [KuCoinTopic("/spotMarket/tradeOrders")] { names.set(topic.bytes, to: names.count) }
        return names
    }()

    let catalog: InstrumentCatalog
    var line = KuCoinLine(isPrivate: true)
    var orders = KuCoinOrderMemory()
    /// When each wallet's balance was told last.
    var balanceTimes: [KuCoinBalanceEvent.Account: Int64] = [:]
    /// When the fills of a market are read once more.
    var fillsDue: [Symbol: Duration] = [:]
    /// What the venue has not acknowledged yet.
    private var awaited = Set(Self.topics)

    /// A session that has heard nothing.
    init(catalog: InstrumentCatalog) {
        self.catalog = catalog
    }

    /// What a message holds.
    private enum Event {
        case order(KuCoinOrderEvent)
        case balance(KuCoinBalanceEvent)
        case stop(KuCoinStopEvent)
    }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        line.opened(address, at: now)
        line.subscribe(Self.topics, at: now, &output)
        line.wake(&output)
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        var event: Event?
        do throws(JSONError) {
            let frame = try KuCoinFrame.read(message, Self.names) { _, subject, reader throws(JSONError) in
                event = try Self.event(subject, &reader)
            }
            take(line.take(frame, at: now, &output), &output)
        } catch {
            output.end(.reconnect(.undecodable, "an account frame cannot be read: \(error)"))
            return
        }
        switch event {
        case .order(let order)?: take(order, at: now, &output)
        case .balance(let balance)?: take(balance, &output)
        case .stop(let stop)?: take(stop, &output)
        case nil: break
        }
        wake(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {
        line.elapsed(at: now, &output)
        for (symbol, due) in fillsDue.sorted(by: { $0.key < $1.key }) where due <= now.elapsed {
            fillsDue[symbol] = nil
            output.tell(.read(.fills(symbol)))
        }
        wake(&output)
    }

    private func wake(_ output: inout StreamOutput<AccountStreamEvent>) {
        line.wake(&output)
        for due in fillsDue.values { output.wake(at: due) }
    }

    mutating func learn(_ order: Order) {
        orders.learn(order)
    }

    private static func event(
        _ subject: KuCoinFrame.Subject, _ reader: inout JSONReader
    ) throws(JSONError) -> Event? {
        switch subject {
        case .order: return .order(try KuCoinOrderEvent(reading: &reader))
        case .balance: return .balance(try KuCoinBalanceEvent(reading: &reader))
        case .stopOrder: return .stop(try KuCoinStopEvent(reading: &reader))
        case .bookChange, .trade, .ticker, .candle, .other:
            try reader.skip()
            return nil
        }
    }

    private mutating func take(_ news: KuCoinLine.News, _ output: inout StreamOutput<AccountStreamEvent>) {
        switch news {
        case .nothing: return
        case .taken(let topics): awaited.subtract(topics)
        case .refused(let topic, let error):
            // Orders and balances are what the stream is for; stop orders are read in lists as well.
            guard topic == Self.stopTopic else { return output.end(.fail(error)) }
            awaited.remove(topic)
        }
        if awaited.isEmpty { output.tell(.live) }
    }
}
