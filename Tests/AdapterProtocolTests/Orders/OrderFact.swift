import AdapterProtocol
import Testing

/// One thing that can be learnt of an order, as a value, so that tests can permute and repeat what arrives.
enum OrderFact: Hashable, Sendable {
    case acknowledged(VenueOrderID)
    case view(Order)
    case fill(Fill)
    case snapshot([OrderFact])

    /// Takes the fact in, as the desk would.
    func merge(into state: inout OrderState) {
        switch self {
        case .acknowledged(let id): state.merge(acknowledged: id)
        case .view(let order): state.merge(order)
        case .fill(let fill): state.merge(fill)
        case .snapshot(let facts): state.merge(Self.state(of: facts))
        }
    }

    /// The state after these facts in this order.
    static func state(of facts: some Sequence<OrderFact>) -> OrderState {
        var state = OrderState()
        for fact in facts { fact.merge(into: &state) }
        return state
    }
}

/// Orders, fills and instruments of one made-up market.
struct OrderSamples {
    let symbol: Symbol
    let id = VenueOrderID(rawValue: "9007199254740993")
    let client = ClientOrderID(bits: 0xABC)

    init() throws {
        symbol = try #require(Symbol("BTC/USDT"))
    }

    func view(
        _ phase: OrderPhase, filled: ExactDecimal = 0, quote: ExactDecimal? = 0, ordered: ExactDecimal = 3
    ) -> Order {
        Order(
            symbol: symbol, venueOrderID: id, clientOrderID: client, side: .buy, type: .limit, amount: .base(ordered),
            limitPrice: 100, timeInForce: .goodTillCancelled, isPostOnly: false, phase: phase, filledBase: filled,
            filledQuote: quote, createdAt: nil, updatedAt: nil)
    }

    func fill(
        _ fillID: String, quantity: ExactDecimal, price: ExactDecimal = 100, fees: [Fee]? = nil,
        liquidity: Fill.Liquidity = .unknown, time: Timestamp? = nil, order: VenueOrderID? = nil
    ) throws -> Fill {
        Fill(
            id: FillID(rawValue: fillID), symbol: symbol, venueOrderID: order ?? id, side: .buy, price: price,
            quantity: quantity, quoteAmount: try price * quantity, fees: fees, liquidity: liquidity, time: time)
    }

    /// The life of an order that fills in two parts while somebody cancels it.
    func life() throws -> [OrderFact] {
        let first = try fill("1", quantity: 1)
        let second = try fill("2", quantity: 2)
        return [
            .acknowledged(id), .fill(first), .fill(second), .view(view(.working, filled: 1, quote: 100)),
            .view(view(.ended(.cancelledByOwner), filled: 1, quote: 100)),
            .view(view(.ended(.filled), filled: 3, quote: 300)),
            .snapshot([.acknowledged(id), .fill(first), .view(view(.accepted))]),
        ]
    }
}

/// SplitMix64: the same numbers from the same seed on every machine.
struct SeededOrders: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
