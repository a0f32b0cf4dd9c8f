import AdapterProtocol

/// Published limits: what is on them is taken, what is one step beyond is refused by name, and nothing of it is sent.
enum PrecisionCases {
    static let all: [ConformanceCase] = PublishedLimit.allCases.flatMap { [inside($0), outside($0)] } + rounding

    private static func inside(_ limit: PublishedLimit) -> ConformanceCase {
        ConformanceCase(
            "precision.inside.\(limit.rawValue)",
            "An order exactly on the published \(limit.words) is not refused for it.",
            because: "A limit that is one step too narrow refuses good orders, the smallest and the largest of all.",
            needs: .publicData
        ) { examination in
            try probes(limit, examination) { instrument, orders in
                guard let error = refusal(of: orders.inside, on: instrument) else { return }
                try hold(error.kind.field != limit.field, "\(instrument.symbol): \(orders.inside.amount), \(error)")
            }
        }
    }

    private static func outside(_ limit: PublishedLimit) -> ConformanceCase {
        ConformanceCase(
            "precision.outside.\(limit.rawValue)",
            "An order one step beyond the published \(limit.words) is refused by the field's name, and not sent.",
            because: "The venue refuses it after a round trip, or cuts the number and trades another size.",
            needs: .publicData
        ) { examination in
            var first: OrderRequest?
            try probes(limit, examination) { instrument, orders in
                let error = try hold(
                    refusal(of: orders.outside, on: instrument), "\(instrument.symbol) takes \(orders.outside.amount)")
                try hold(error.kind == .invalidOrder(limit.field), "\(instrument.symbol): \(error)")
                try hold(error.advice == .afterFixing(limit.field), "\(instrument.symbol): \(error)")
                if first == nil { first = orders.outside }
            }
            guard let request = first else { return }
            examination.refuseWrites()
            let outcome = await examination.venue.place(request)
            guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
            try hold(error.kind == .invalidOrder(limit.field), "\(error)")
            try hold(examination.tap?.sent.isEmpty ?? true, "something was sent")
        }
    }

    private static func refusal(of request: OrderRequest, on instrument: Instrument) -> VenueError? {
        do throws(VenueError) {
            try instrument.check(request)
            return nil
        } catch {
            return error
        }
    }

    /// The orders on both sides of a limit, on every market that publishes it, up to sixty.
    private static func probes(
        _ limit: PublishedLimit, _ examination: Examination,
        _ body: (Instrument, (inside: OrderRequest, outside: OrderRequest)) throws -> Void
    ) throws {
        let own = examination.market
        let others = examination.catalog.instruments.filter {
            $0.symbol != own.symbol && $0.mode == .open && $0.orderTypes.contains(.limit)
        }
        var seen = 0
        for instrument in [own.instrument] + others.prefix(60) {
            let price = instrument.symbol == own.symbol ? own.bid : nil
            let probe = try LimitProbe(instrument, capabilities: examination.capabilities, price: price)
            guard let orders = try probe.orders(at: limit, examination.newID()) else { continue }
            seen += 1
            try body(instrument, orders)
        }
        guard seen > 0 else {
            throw CaseStop.notApplicable("no market publishes a \(limit.words) that could be crossed")
        }
    }

    private static let rounding: [ConformanceCase] = [
        ConformanceCase(
            "precision.rounding.buy", "A buy's price is brought onto the tick downwards.",
            because: "A rounded bid must never pay more than was asked.", needs: .publicData
        ) { try rounded($0, .buy) },
        ConformanceCase(
            "precision.rounding.sell", "A sell's price is brought onto the tick upwards.",
            because: "A rounded offer must never take less than was asked.", needs: .publicData
        ) { try rounded($0, .sell) },
        ConformanceCase(
            "precision.rounding.quantity", "A quantity is brought onto the lot downwards, and what is on it stays.",
            because: "Rounded up it sells more than is held.", needs: .publicData
        ) { try roundedQuantity($0) },
    ]

    private static func rounded(_ examination: Examination, _ side: Side) throws {
        let market = examination.market
        guard let tick = market.instrument.price.step.value else { throw CaseStop.notApplicable("there is no tick") }
        let base = try market.bid.quantized(to: tick, .floor)
        let third = try tick.divided(by: 3, scale: tick.scale + 4, rounding: .up)
        let wanted = try side == .buy ? base : base + tick
        for price in [try base + third, try base + tick - third] {
            let request = try OrderRequest.limit(
                examination.newID(), side, market.symbol, quantity: try market.smallestQuantity(at: base), price: price)
            let onTick = try request.quantized(for: market.instrument).limitPrice
            try hold(onTick == wanted, "\(price) by \(tick) becomes \(String(describing: onTick)), not \(wanted)")
        }
        let exact = try OrderRequest.limit(examination.newID(), side, market.symbol, quantity: 1, price: base)
        let same = try exact.quantized(for: market.instrument).limitPrice
        try hold(same == base, "\(base) is on the tick and becomes \(String(describing: same))")
    }

    private static func roundedQuantity(_ examination: Examination) throws {
        let market = examination.market
        guard let lot = market.instrument.quantity.step.value else { throw CaseStop.notApplicable("there is no lot") }
        let base = try market.smallestQuantity(at: market.bid)
        let most = try lot - lot.divided(by: 7, scale: lot.scale + 4, rounding: .up)
        for quantity in [base, try base + most] {
            let request = try OrderRequest.limit(
                examination.newID(), .buy, market.symbol, quantity: quantity, price: market.bid)
            let amount = try request.quantized(for: market.instrument).amount
            try hold(amount == .base(base), "\(quantity) by \(lot) becomes \(amount), not \(base)")
        }
    }
}

extension PublishedLimit {
    /// The limit in words: `priceMinimum` is a price minimum.
    var words: String {
        rawValue.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " \(letter.lowercased())" : "\(letter)"
        }
    }
}
