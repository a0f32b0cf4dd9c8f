import AdapterConformance
import AdapterProtocol

/// An adapter that reads views of orders wrongly.
enum OrderViewDefects {
    static let all: [Defect] = fields + phases + sums

    private static let fields: [Defect] = [
        .orders("buys read as sells") { $0.with(side: $0.side == .buy ? .sell : .buy) },
        .orders("sells read as buys") { $0.with(side: .buy) },
        .orders("every kind reads as limit") { $0.with(type: .limit) },
        .orders("every kind reads as market") { $0.with(type: .market) },
        .orders("the kind is not read") { $0.with(type: .some(nil)) },
        .orders("amount is what remains") { order in
            guard let quantity = order.amount?.baseQuantity else { return order }
            return order.with(amount: .base(quantity.minus(order.filledBase)))
        },
        .orders("base amounts read as quote") { order in
            order.with(amount: order.amount.map { .quote($0.value) })
        },
        .orders("amounts in hundredths") { order in
            order.with(amount: order.amount?.baseQuantity.map { .base($0.times(100)) } ?? order.amount)
        },
        .orders("price and trigger change places") {
            $0.with(limitPrice: $0.triggerPrice, triggerPrice: $0.limitPrice)
        },
        .orders("price is the average") { order in
            order.with(limitPrice: order.averagePrice(scale: 2) ?? .zero)
        },
        .orders("the trigger is not read") { $0.with(triggerPrice: .some(nil)) },
        .orders("every order lives till cancelled") { $0.with(timeInForce: .goodTillCancelled) },
        .orders("every order is post-only") { $0.with(isPostOnly: true) },
        .orders("no order is post-only") { $0.with(isPostOnly: false) },
        .orders("no order has our id") { $0.with(clientOrderID: .some(nil)) },
        .orders("our id cut to sixteen digits") { order in
            order.with(clientOrderID: order.clientOrderID.map { ClientOrderID(bits: $0.bits >> 64) })
        },
        .orders("our ids that read like numbers are foreign") { order in
            guard let id = order.clientOrderID?.text,
                id.hasPrefix("0") || id.hasSuffix("000") || id.allSatisfy(\.isNumber)
            else { return order }
            return order.with(clientOrderID: .some(nil))
        },
        .orders("our ids of letters only are foreign") { order in
            guard let id = order.clientOrderID?.text, id.allSatisfy(\.isLetter) else { return order }
            return order.with(clientOrderID: .some(nil))
        },
        .orders("our ids that read like an exponent are foreign") { order in
            guard let id = order.clientOrderID?.text, id.count(where: \.isLetter) == 1, id.contains("e") else {
                return order
            }
            return order.with(clientOrderID: .some(nil))
        },
        .orders("the venue's id through a float") { order in
            order.with(venueOrderID: VenueOrderID(rawValue: String(order.venueOrderID.rawValue.prefix(6)) + "000000"))
        },
        .orders("the venue's id in other case") { order in
            order.with(venueOrderID: VenueOrderID(rawValue: order.venueOrderID.rawValue.lowercased() + " "))
        },
        .orders("times in seconds read as milliseconds") { order in
            order.with(
                createdAt: order.createdAt.map { Timestamp(milliseconds: $0.milliseconds / 1000) },
                updatedAt: order.updatedAt.map { Timestamp(milliseconds: $0.milliseconds / 1000) })
        },
        .orders("orders without a time") { $0.with(createdAt: .some(nil), updatedAt: .some(nil)) },
        .orders("times of another zone") { order in
            order.with(createdAt: order.createdAt.map { $0.advanced(by: .seconds(7200)) })
        },
    ]

    private static let phases: [Defect] = [
        .orders("every order reads as working") { $0.with(phase: .working) },
        .orders("every order reads as accepted") { $0.with(phase: .accepted) },
        .orders("a partly filled order reads as filled") {
            $0.filledBase.isPositive ? $0.with(phase: .ended(.filled)) : $0
        },
        .orders("every end reads as filled") { $0.phase.isEnded ? $0.with(phase: .ended(.filled)) : $0 },
        .orders("every end reads as cancelled") {
            $0.phase.isEnded ? $0.with(phase: .ended(.cancelledByOwner)) : $0
        },
        .orders("every end reads as refused") { $0.phase.isEnded ? $0.with(phase: .ended(.refused)) : $0 },
        .orders("triggers read as working") { $0.phase == .armed ? $0.with(phase: .working) : $0 },
        .orders("orders in the book read as armed") {
            $0.phase == .working ? $0.with(phase: .armed) : $0
        },
        .orders("live orders read as ended") {
            $0.phase.isEnded ? $0 : $0.with(phase: .ended(.undetermined))
        },
        .orders("a filled order stays working") {
            $0.phase == .ended(.filled) ? $0.with(phase: .working) : $0
        },
        .orders("a lapsed order reads as filled") {
            $0.phase == .ended(.timeInForce) ? $0.with(phase: .ended(.filled)) : $0
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
        .orders("traded in quote read as base") {
            $0.with(filledBase: $0.filledQuote ?? $0.filledBase, filledQuote: $0.filledBase)
        },
        .orders("cancelled orders lose what traded") {
            $0.phase == .ended(.filled) || !$0.phase.isEnded ? $0 : $0.with(filledBase: .zero, filledQuote: .zero)
        },
        .orders("traded counts twice") { order in
            order.with(filledBase: order.filledBase.times(2), filledQuote: order.filledQuote.map { $0.times(2) })
        },
        .orders("paid is price times amount") { order in
            guard let price = order.limitPrice, let quote = try? price * order.filledBase else { return order }
            return order.with(filledQuote: quote)
        },
        .orders("paid is not read") { $0.with(filledQuote: .some(nil)) },
        Defect("every other read of an order is an old one") { subject in
            let turns = Turns()
            Defect.orders("") {
                turns.next().isMultiple(of: 2) ? $0 : $0.with(filledBase: .zero, filledQuote: .zero)
            }.plant(&subject)
        },
        .orders("prices of orders go through a float") { order in
            // The trap itself: what a peer does between frame bytes and order bytes.
            guard let price = order.limitPrice, let number = Float("\(price.times(3))") else {  // reason: the mistake
                return order
            }
            return order.with(limitPrice: .some(ExactDecimal("\(number / 3)") ?? price))
        },
        .orders("the last fill is the sum") { order in
            order.with(filledBase: order.filledBase.over(2), filledQuote: order.filledQuote.map { $0.over(2) })
        },
    ]
}
