import AdapterProtocol
import VenueSimulator

extension Luno {
    /// One row of an account's ledger (luno.md E.8 transactions).
    struct Row: Sendable, Codable {
        /// The trade behind it, if it was one.
        struct Trade: Sendable, Codable {
            let pair: String
            let price: ExactDecimal
            let sequence: Int64
            let volume: ExactDecimal
            let isBuy: Bool
        }

        let index: Int64
        let time: Int64
        let balance: ExactDecimal
        let available: ExactDecimal
        let balanceDelta: ExactDecimal
        let availableDelta: ExactDecimal
        let trade: Trade?
    }

    /// The ledgers of all accounts: append-only, rows numbered from 1 and never renumbered.
    struct Journal: Sendable, Codable {
        /// How many rows an account keeps; older ones fall off without renumbering.
        private static let kept = 10_000

        private var rows: [String: [Row]] = [:]

        func rows(of asset: String) -> [Row] { rows[asset] ?? [] }

        /// Whether numbering can go on from here; a damaged snapshot may say anything.
        var isSound: Bool { rows.values.allSatisfy { $0.allSatisfy { (1...(1 << 53)).contains($0.index) } } }

        /// Writes down one change of a balance; nothing if it did not change.
        @discardableResult
        mutating func append(_ balance: EngineBalance, trade: Row.Trade?, time: Int64) -> Row? {
            let last = rows[balance.asset]?.last
            // reason: engine amounts have at most 28 digits, so sums and differences are exact.
            let total = (try? balance.free + balance.locked) ?? balance.free
            let delta = (try? total - (last?.balance ?? .zero)) ?? .zero
            let availableDelta = (try? balance.free - (last?.available ?? .zero)) ?? .zero
            if delta.isZero, availableDelta.isZero { return nil }
            let row = Row(
                index: (last?.index ?? 0) + 1, time: time, balance: total, available: balance.free,
                balanceDelta: delta, availableDelta: availableDelta, trade: delta.isZero ? nil : trade)
            rows[balance.asset, default: []].append(row)
            if (rows[balance.asset]?.count ?? 0) >= 2 * Self.kept { rows[balance.asset]?.removeFirst(Self.kept) }
            return row
        }
    }
}
