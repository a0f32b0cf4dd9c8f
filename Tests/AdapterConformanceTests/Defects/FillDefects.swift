import AdapterConformance
import AdapterProtocol

/// An adapter that reads fills wrongly, or loses some.
enum FillDefects {
    static let all: [Defect] = [
        .output("no fills", .fills) { (_: [Fill]) in [] },
        .output("the first fill is lost", .fills) { (fills: [Fill]) in Array(fills.dropFirst()) },
        .output("every fill twice", .fills) { (fills: [Fill]) in fills + fills },
        .output("fills newest first", .fills) { (fills: [Fill]) in fills.reversed() },
        .output("fills of one order summed up", .fills) { (fills: [Fill]) in fills.last.map { [$0] } ?? [] },
        .fills("fills of the other side") { $0.with(side: $0.side == .buy ? .sell : .buy) },
        .fills("fills without an order") { $0.with(venueOrderID: VenueOrderID(rawValue: "0")) },
        .fills("all fills of one id") { $0.with(id: FillID(rawValue: "1")) },
        .fills("price and quantity change places") { $0.with(price: $0.quantity, quantity: $0.price) },
        .fills("quote is the price") { $0.with(quoteAmount: $0.price) },
        .fills("quantity is the order's") { $0.with(quantity: $0.quantity.times(3)) },
        .fills("fees of the wrong sign") { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: $0.asset, amount: $0.amount.negated) })
        },
        .fills("fees are not read") { $0.with(fees: .some(nil)) },
        .fills("no fees") { $0.with(fees: []) },
        .fills("fees in percent") { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: $0.asset, amount: $0.amount.times(100)) })
        },
        .fills("fees always in quote") { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: fill.symbol.quote, amount: $0.amount) })
        },
        .fills("fees always in base") { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: fill.symbol.base, amount: $0.amount) })
        },
        .fills("fees computed from a rate") { fill in
            fill.with(fees: fill.fees?.map { Fee(asset: $0.asset, amount: $0.amount, certainty: .estimated) })
        },
        .fills("every fill made liquidity") { $0.with(liquidity: .maker) },
        .fills("liquidity is not read") { $0.with(liquidity: .unknown) },
        .fills("every fill took liquidity") { $0.with(liquidity: .taker) },
        .fills("fills without a time") { $0.with(time: .some(nil)) },
        .fills("fill times in seconds read as milliseconds") { fill in
            fill.with(time: fill.time.map { Timestamp(milliseconds: $0.milliseconds / 1000) })
        },
        .bent("an order's fills are all fills") { bends in
            bends.query = { HistoryQuery(from: $0.from, until: $0.until, order: nil, limit: $0.limit) }
        },
    ]
}
