import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// What the face remembers besides the engine; all of it is saved.
    struct State: Sendable, Codable {
        /// Cancels that were acknowledged and lifetimes that run, in no particular order.
        var timers: [Timer] = []
        var stops: [StopOrder] = []
        var deadCancel: DeadCancel?
        var ledger: [LedgerEntry] = []
        /// The trading wallet's running totals, for the ledger's balances.
        var totals: [String: ExactDecimal] = Setup.trading
        /// How many stop orders and test orders were ever named.
        var serial: Int64 = 0
        var ledgerSerial: Int64 = 254_062_248_624_417

        var isSound: Bool {
            timers.count <= 100_000 && stops.count <= 100_000 && ledger.count <= Ledger.capacity
                && (0...1_000_000_000_000).contains(serial) && (0...1_000_000_000_000_000_000).contains(ledgerSerial)
                && timers.allSatisfy { Markets.bySymbol[$0.symbol] != nil && times.contains($0.due) }
                && stops.allSatisfy { Markets.bySymbol[$0.symbol] != nil && times.contains($0.createdAt) }
                && deadCancel.map { times.contains($0.trigger) } ?? true
        }

        /// Milliseconds up to the year 2096.
        private var times: ClosedRange<Int64> { 0...4_000_000_000_000 }
    }

    /// An order that ends at a given instant unless it has ended before.
    struct Timer: Sendable, Codable {
        let symbol: String
        let orderID: Int64
        let due: Int64
        /// The read lag of the request that asked for it.
        let lag: Int64
    }

    /// The dead man's switch (kucoin.md E.2): all orders of these pairs end at `trigger`; no pairs means all.
    struct DeadCancel: Sendable, Codable {
        let timeout: Int64
        let symbols: [String]
        /// Milliseconds.
        let trigger: Int64
    }
}
