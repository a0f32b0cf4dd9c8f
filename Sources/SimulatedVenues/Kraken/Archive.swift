import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// The account's finished orders and fills over all pairs in the order of time: what the engine keeps per pair.
    /// Made from the engine's events, and again from its history after a restore.
    struct Archive: Sendable {
        /// What an order has done so far.
        struct Progress: Sendable {
            var fills: [EngineFill] = []
        }

        private(set) var closed: [Ref] = []
        private(set) var fills: [EngineFill] = []
        private var isClosed: Set<Ref> = []
        private var progress: [Ref: Progress] = [:]

        /// What the engine keeps of one pair, so that every entry here is still there.
        private static let most = 10_000

        init() {}

        /// Reads everything from the engine's history.
        init(of exchange: SimulatedExchange, account: String) {
            var over: [EngineOrder] = []
            var done: [EngineFill] = []
            for symbol in exchange.symbols {
                over += exchange.orders(account: account, symbol: symbol, HistoryPage(limit: 10_000))
                    .filter { !$0.status.isOpen }
                done += exchange.fills(account: account, symbol: symbol, HistoryPage(limit: 10_000))
            }
            over.sort { ($0.updatedAt, $0.symbol, $0.id) < ($1.updatedAt, $1.symbol, $1.id) }
            done.sort { ($0.time, $0.symbol, $0.tradeID) < ($1.time, $1.symbol, $1.tradeID) }
            for order in over { close(order) }
            for fill in done { add(fill) }
        }

        mutating func add(_ fill: EngineFill) {
            if fills.count >= Self.most { fills.removeFirst(Self.most / 2) }
            fills.append(fill)
            progress[Ref(orderOf: fill), default: Progress()].fills.append(fill)
        }

        /// Files a finished order; says whether it was new.
        @discardableResult
        mutating func close(_ order: EngineOrder) -> Bool {
            let ref = Ref(order)
            guard !order.status.isOpen, isClosed.insert(ref).inserted else { return false }
            if closed.count >= Self.most {
                for old in closed.prefix(Self.most / 2) {
                    isClosed.remove(old)
                    progress[old] = nil
                }
                closed.removeFirst(Self.most / 2)
            }
            closed.append(ref)
            return true
        }

        /// The fills that reads see of this state of the order.
        func fills(of order: EngineOrder) -> [EngineFill] {
            guard let all = progress[Ref(order)]?.fills else { return [] }
            var seen: [EngineFill] = []
            var sum = ExactDecimal.zero
            for fill in all {
                guard let next = try? sum + fill.quantity, next <= order.executedQuantity else { break }
                sum = next
                seen.append(fill)
            }
            return seen
        }
    }
}
