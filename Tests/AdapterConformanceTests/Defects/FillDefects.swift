import AdapterConformance
import AdapterProtocol

/// An adapter that reads fills wrongly, or loses some.
enum FillDefects {
    static let all: [Defect] = [
        .output("no fills", fails: [], .fills) { (_: [Fill]) in [] },
        .output("the first fill is lost", fails: [], .fills) { (fills: [Fill]) in Array(fills.dropFirst()) },
        .output("every fill twice", fails: [], .fills) { (fills: [Fill]) in fills + fills },
        .output("fills newest first", fails: [], .fills) { (fills: [Fill]) in fills.reversed() },
        .output("fills of one order summed up", fails: [], .fills) { (fills: [Fill]) in fills.last.map { [$0] } ?? [] },
        .fills("fills of the other side", fails: []) { $0.with(side: $0.side == .buy ? .sell : .buy) },
        .fills("fills without an order", fails: []) { $0.with(venueOrderID: VenueOrderID(rawValue: "0")) },
        .fills("all fills of one id", fails: []) { $0.with(id: FillID(rawValue: "1")) },
        .fills("price and quantity change places", fails: []) { $0.with(price: $0.quantity, quantity: $0.price) },
        .fills("quote is the price", fails: []) { $0.with(quoteAmount: $0.price) },
        .fills("quantity is the order's", fails: []) { $0.with(quantity: $0.quantity.times(3)) },
        .fills("fees of the wrong sign", fails: []) { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: $0.asset, amount: $0.amount.negated) })
        },
        .fills("fees are not read", fails: []) { $0.with(fees: .some(nil)) },
        .fills("no fees", fails: []) { $0.with(fees: []) },
        .fills("fees in percent", fails: []) { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: $0.asset, amount: $0.amount.times(100)) })
        },
        .fills("fees always in quote", fails: []) { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: fill.symbol.quote, amount: $0.amount) })
        },
        .fills("fees always in base", fails: []) { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: fill.symbol.base, amount: $0.amount) })
        },
        .fills("fees computed from a rate", fails: []) { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: $0.asset, amount: $0.amount, certainty: .estimated) })
        },
        .fills("every fill made liquidity", fails: []) { $0.with(liquidity: .maker) },
        .fills("liquidity is not read", fails: []) { $0.with(liquidity: .unknown) },
        .fills("every fill took liquidity", fails: []) { $0.with(liquidity: .taker) },
        .fills("fills without a time", fails: []) { $0.with(time: .some(nil)) },
        .fills("fill times in seconds read as milliseconds", fails: []) { fill in
            fill.with(time: fill.time.map { Timestamp(milliseconds: $0.milliseconds / 1000) })
        },
        .bent("an order's fills are all fills", fails: []) { bends in
            bends.query = { HistoryQuery(from: $0.from, until: $0.until, order: nil, limit: $0.limit) }
        },
    ]
}
