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

    let catalog: InstrumentCatalog
    var line = KuCoinLine(isPrivate: true)
    var orders = KuCoinOrderMemory()
    /// When each wallet's balance was told last.
    var balanceTimes: [KuCoinBalanceEvent.Account: Int64] = [:]
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
            let frame = try KuCoinFrame.read(message) { frame, reader throws(JSONError) in
                event = try Self.event(frame, &reader)
            }
            take(line.take(frame, at: now, &output), &output)
        } catch {
            output.end(.reconnect(.undecodable, "an account frame cannot be read: \(error)"))
            return
        }
        switch event {
        case .order(let order)?: take(order, &output)
        case .balance(let balance)?: take(balance, &output)
        case .stop(let stop)?: take(stop, &output)
        case nil: break
        }
        line.wake(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {
        line.elapsed(at: now, &output)
        line.wake(&output)
    }

    mutating func learn(_ order: Order) {
        orders.learn(order)
    }

    private static func event(_ frame: KuCoinFrame, _ reader: inout JSONReader) throws(JSONError) -> Event? {
        switch (frame.topic, frame.subject) {
        // Version 1 lacks `received` only.
        case ("/spotMarket/tradeOrdersV2", "orderChange"), ("/spotMarket/tradeOrders", "orderChange"):
            return .order(try KuCoinOrderEvent(reading: &reader))
        case ("/account/balance", "account.balance"): return .balance(try KuCoinBalanceEvent(reading: &reader))
        case ("/spotMarket/advancedOrders", "stopOrder"): return .stop(try KuCoinStopEvent(reading: &reader))
        default:
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
