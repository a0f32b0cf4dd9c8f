import AdapterConformance
import AdapterProtocol

/// Adapters that tell of what is not there: rows, markets, verdicts. They show what an exchange whose lists are empty
/// cannot.
enum InventionDefects {
    static let all: [Defect] = rows + values + markets

    private static let rows: [Defect] = [
        .output("the history tells twice of an order that nobody placed", .orderHistory) { (orders: [Order]) in
            orders + [order, order].compactMap(\.self)
        },
        .output("open orders tell of one that has ended", .openOrders) { (orders: [Order]) in
            orders + [order].compactMap(\.self)
        },
        .output("a placement that never was is found", .resolve) { (_: PlaceResolution) in
            order.map { .found($0, []) }
        },
        Defect("there are balances once only") { subject in
            let turns = Turns()
            Defect.output("", .balances) { (_: [Balance]) in turns.next() == 0 ? nil : [] }.plant(&subject)
        },
        .output("fills tell twice of one that never was", .fills) { (fills: [Fill]) in
            fills + [fill, fill].compactMap(\.self)
        },
    ]

    private static let values: [Defect] = [
        .output("a ticker of years to come", .ticker) { (ticker: Ticker) in
            ticker.with(time: .some(Timestamp(milliseconds: 4_000_000_000_000)))
        },
        .output("who takes pays nothing", .feeRates) { (rates: FeeRates) in
            rates.with(takerBuy: .zero, takerSell: .zero)
        },
        .output("every acceptance is a receipt", .place) { (outcome: PlaceOutcome) in
            guard case .accepted(let acceptance) = outcome else { return nil }
            return .accepted(
                PlaceOutcome.Acceptance(depth: .received, venueOrderID: acceptance.venueOrderID, order: nil))
        },
        .bent("the venue's clock runs backwards") { bends in
            let turns = Turns()
            bends.serverTime = { flow in flow.map { $0.advanced(by: .seconds(-turns.next())) } }
        },
        Defect("a dry run on a finer tick looks well") { subject in
            Defect.output("", .instruments) { (all: [Instrument]) in
                all.map {
                    $0.with(price: $0.price.with(step: .value(ExactDecimal("0.000000000000000001") ?? 1)))
                }
            }.plant(&subject)
            Defect.rescue("", [.placeDryRun]) { _ in () }.plant(&subject)
        },
    ]

    private static let markets: [Defect] = [
        .output("a coin is told once more under the venue's own name", .instruments) { (all: [Instrument]) in
            all + [named("XBT/USDT", like: all)].compactMap(\.self)
        },
        .output("markets that the venue does not have", .instruments) { (all: [Instrument]) in
            all + ["NO/SUCH", "NOSUCH/COIN", "NOSUCHCOIN/NADA"].compactMap { named($0, like: all) }
        },
    ]

    private static func named(_ text: String, like all: [Instrument]) -> Instrument? {
        guard let symbol = Symbol(text) else { return nil }
        return all.first { $0.mode == .open }?.with(symbol: symbol, nativeName: symbol.base.code + symbol.quote.code)
    }

    private static let order = Symbol("BTC/USDT").map {
        Order(
            symbol: $0, venueOrderID: VenueOrderID(rawValue: "invented"), clientOrderID: nil, side: .buy, type: nil,
            amount: nil, limitPrice: nil, timeInForce: nil, isPostOnly: nil, phase: .ended(.filled), filledBase: .zero,
            filledQuote: nil, createdAt: nil, updatedAt: nil)
    }

    private static let fill = Symbol("BTC/USDT").map {
        Fill(
            id: FillID(rawValue: "invented"), symbol: $0, venueOrderID: VenueOrderID(rawValue: "invented"), side: .buy,
            price: 1, quantity: 1, quoteAmount: 1, fees: nil, liquidity: .unknown, time: nil)
    }
}
