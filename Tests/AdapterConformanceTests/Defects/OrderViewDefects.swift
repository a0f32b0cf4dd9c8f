import AdapterConformance
import AdapterProtocol

/// An adapter that reads views of orders wrongly.
enum OrderViewDefects {
    static let all: [Defect] = fields + phases + sums

    private static let fields: [Defect] = [
        .orders("buys read as sells") { $0.with(side: $0.side == .buy ? .sell : .buy) },
        .orders("amount is what remains") { order in
            guard let quantity = order.amount?.baseQuantity else { return order }
            return order.with(amount: .base(quantity.minus(order.filledBase)))
        },
        .orders("base amounts read as quote") { order in
            order.with(amount: order.amount.map { .quote($0.value) })
        },
        .orders("no order has our id") { $0.with(clientOrderID: .some(nil)) },
        .orders("the venue's id through a float") { order in
            order.with(venueOrderID: VenueOrderID(rawValue: String(order.venueOrderID.rawValue.prefix(6)) + "000000"))
        },
        .orders("the venue's id in other case") { order in
            order.with(venueOrderID: VenueOrderID(rawValue: order.venueOrderID.rawValue.lowercased() + " "))
        },
    ]

    private static let phases: [Defect] = [
        .orders("every order reads as working") { $0.with(phase: .working) },
        .orders("every order reads as accepted") { $0.with(phase: .accepted) },
        .orders("every end reads as filled") { $0.phase.isEnded ? $0.with(phase: .ended(.filled)) : $0 },
        .orders("every end reads as refused") { $0.phase.isEnded ? $0.with(phase: .ended(.refused)) : $0 },
        .orders("orders in the book read as armed") {
            $0.phase == .working ? $0.with(phase: .armed) : $0
        },
        .orders("live orders read as ended") {
            $0.phase.isEnded ? $0 : $0.with(phase: .ended(.undetermined))
        },
        .orders("an ended lifetime stays working") {
            $0.phase == .ended(.lifetimeOver) ? $0.with(phase: .working) : $0
        },
    ]

    private static let sums: [Defect] = [
        .orders("nothing ever traded") { $0.with(filledBase: .zero, filledQuote: .zero) },
        .orders("traded is what was ordered") {
            $0.with(filledBase: $0.amount?.baseQuantity ?? $0.filledBase)
        },
    ]
}
