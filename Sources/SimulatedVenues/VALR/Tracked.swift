import AdapterProtocol
import VenueSimulator

extension VALR {
    /// Names an order of the engine.
    struct Ref: Sendable, Hashable {
        let symbol: String
        let id: Int64

        init(_ symbol: String, _ id: Int64) {
            self.symbol = symbol
            self.id = id
        }
    }

    /// `orderStatusType` in the venue's words (valr.md E.10).
    enum Status: String, Sendable, Codable {
        case active = "Active"
        case placed = "Placed"
        case modified = "Order Modified"
        case repriced = "Order price has been modified due to slippage limits"
        case partiallyFilled = "Partially Filled"
        case filled = "Filled"
        case cancelled = "Cancelled"
        case expired = "Expired"
        case failed = "Failed"

        /// The word of the `statuses` filter (valr.md E.9).
        var filter: String {
            switch self {
            case .active: "ACTIVE"
            case .placed: "PLACED"
            case .modified: "ORDER_MODIFIED"
            case .repriced: "REPRICED_DUE_TO_SLIPPAGE"
            case .partiallyFilled: "PARTIALLY_FILLED"
            case .filled: "FILLED"
            case .cancelled: "CANCELLED"
            case .expired: "EXPIRED"
            case .failed: "FAILED"
            }
        }

        static let filters: Set<String> = [
            "PLACED", "FAILED", "CANCELLED", "FILLED", "PARTIALLY_FILLED", "ACTIVE", "EXPIRED",
            "PARTIALLY_FILLED_DUE_TO_SLIPPAGE", "ORDER_MODIFIED", "REPRICED_DUE_TO_SLIPPAGE",
        ]
    }

    /// One state of an order, as the detail history tells it. Totals are those after this event.
    struct Step: Sendable, Codable {
        let status: Status
        let isOpen: Bool
        let price: ExactDecimal
        let original: ExactDecimal
        let remaining: ExactDecimal
        var reason = ""
        let time: Int64
        /// From when reads see it.
        let seenAt: Int64
        var eventPrice = ExactDecimal.zero
        var eventQuantity = ExactDecimal.zero
        var eventFee = ExactDecimal.zero
        let executed: ExactDecimal
        let executedQuote: ExactDecimal
        let fee: ExactDecimal
    }

    /// One order as this venue tells about it, from the request to its last state.
    struct Tracked: Sendable, Codable {
        let number: Int64
        let account: String
        let form: OrderForm
        let createdAt: Int64
        var engineID: Int64?
        /// The limit price now: repricing and modifying change it.
        var price: ExactDecimal
        var status: Status?
        var isOpen = false
        var executed = ExactDecimal.zero
        var executedQuote = ExactDecimal.zero
        var fee = ExactDecimal.zero
        private(set) var steps: [Step] = []

        init(number: Int64, account: String, form: OrderForm, createdAt: Int64) {
            self.number = number
            self.account = account
            self.form = form
            self.createdAt = createdAt
            price = form.price ?? .zero
        }

        var symbol: String { form.symbol }
        var clientID: String? { form.clientID }

        /// Appends a state. An order with very many fills loses the oldest of them from its detail history.
        mutating func append(_ step: Step) {
            if steps.count >= 2_000 { steps.removeSubrange(1...1_000) }
            steps.append(step)
            status = step.status
            isOpen = step.isOpen
        }

        /// A post-only order that crossed was never on the book.
        mutating func forgetSteps() { steps.removeAll() }

        /// The state that reads see at `now`; nil while they do not see the order.
        func seen(at now: Int64) -> Step? { steps.last { $0.seenAt <= now } }

        func allSeen(at now: Int64) -> [Step] { steps.filter { $0.seenAt <= now } }
    }

    /// One own trade.
    struct Fill: Sendable, Codable {
        let symbol: String
        let tradeID: Int64
        let order: Int64
        let side: Side
        let price: ExactDecimal
        let quantity: ExactDecimal
        let quote: ExactDecimal
        let fee: ExactDecimal
        let feeCurrency: String
        /// Whether the maker was paid instead (valr.md C.4).
        let isReward: Bool
        let time: Int64
        let seenAt: Int64
    }
}
