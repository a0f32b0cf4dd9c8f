import AdapterProtocol
import VenueSimulator

// From the body of a placement to a form (valr.md E.3, L.6 to L.8).
//
// Checks run in this order: fields, pair, active, order type, margin, quantity cut to the lot, tick, minima, maxima. The
// customer's id and the balance come when the order is acted on.
extension VALR.OrderForm {
    static func read(
        _ kind: VALR.Placement, _ json: FaceJSON, isV2: Bool, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> VALR.OrderForm {
        var reader = VALR.FieldReader(json, switches)
        let pair = reader.required("pair")
        let side = reader.word("side", ["BUY": Side.buy, "SELL": .sell])
        let clientID = reader.clientID(dashes: !isV2 || switches.takesDashesOnV2)
        let wantsMargin = reader.flag("allowMargin")
        guard let pair, let side else {
            try reader.check()
            throw .validation([])
        }
        var form = VALR.OrderForm(symbol: pair, side: side, kind: .limit, clientID: clientID)
        switch kind {
        case .limit: form.readLimit(&reader, mayReprice: !isV2 || switches.v2TakesReprice)
        case .market: form.readMarket(&reader)
        case .stop: form.readStop(&reader)
        }
        try reader.check()
        try form.checkRules(wantsMargin: wantsMargin, switches)
        return form
    }

    private mutating func readLimit(_ reader: inout VALR.FieldReader, mayReprice: Bool) {
        quantity = reader.amount("quantity")
        price = reader.amount("price")
        timeInForce = reader.word("timeInForce", Self.lifetimes, initial: "GTC") ?? "GTC"
        let isPostOnly = reader.flag("postOnly")
        _ = reader.flag("reduceOnly")
        kind = isPostOnly ? .postOnly : .limit
        if isPostOnly, timeInForce != "GTC" { reader.fail("timeInForce", "must be GTC for post only orders") }
        guard mayReprice, reader.flag("postOnlyReprice") else { return }
        let ticks = reader.text("postOnlyRepriceTicks") ?? "1"
        guard let ticks = Int64(ticks), (1...50).contains(ticks), timeInForce == "GTC" else {
            reader.fail("postOnlyRepriceTicks", "must be between 1 and 50")
            return
        }
        kind = .postOnly
        repriceTicks = ticks
    }

    /// Exactly one amount; always IOC.
    private mutating func readMarket(_ reader: inout VALR.FieldReader) {
        kind = .market
        timeInForce = "IOC"
        quantity = reader.amount("baseAmount", isRequired: false)
        quoteAmount = reader.amount("quoteAmount", isRequired: false)
        if reader.has("baseAmount") == reader.has("quoteAmount") {
            reader.fail("baseAmount", "exactly one of baseAmount and quoteAmount must be given")
        }
    }

    private mutating func readStop(_ reader: inout VALR.FieldReader) {
        kind = reader.word("type", ["STOP_LOSS_LIMIT": .stopLoss, "TAKE_PROFIT_LIMIT": .takeProfit]) ?? .stopLoss
        quantity = reader.amount("quantity")
        price = reader.amount("price")
        stopPrice = reader.amount("stopPrice")
        timeInForce = reader.word("timeInForce", Self.lifetimes, initial: "GTC") ?? "GTC"
    }

    private static let lifetimes = ["GTC": "GTC", "IOC": "IOC", "FOK": "FOK"]

    private mutating func checkRules(wantsMargin: Bool, _ switches: VALR.Switches) throws(VALR.Refusal) {
        guard let market = VALR.Markets.market(symbol) else { throw .pair }
        guard market.isActive else { throw .inactive }
        guard market.orderTypes.allow(kind.listed) else { throw .orderType }
        if wantsMargin { throw .margin }
        quantity = quantity.map(market.truncated)
        for price in [price, stopPrice].compactMap({ $0 }) where !market.isOnTick(price) { throw .tick(switches) }
        try checkSize(
            market, quote: quoteAmount ?? price.flatMap { price in quantity.map { VALR.product(price, $0) } }, switches)
    }

    /// The engine holds fewer digits than a body may have.
    private static let largest = ExactDecimal("1000000000000") ?? .one

    private func checkSize(
        _ market: VALR.Market, quote: ExactDecimal?, _ switches: VALR.Switches
    ) throws(VALR.Refusal) {
        if let quantity, quantity < market.minimumBase { throw .minimum(market) }
        if let quote, quote < market.minimumQuote { throw .minimum(market) }
        if let quantity, quantity > market.maximumBase { throw .maximum(switches) }
        if let quote, quote > market.maximumQuote { throw .maximum(switches) }
        for price in [price, stopPrice].compactMap({ $0 }) where price > Self.largest { throw .maximum(switches) }
        if let quoteAmount, quoteAmount.normalized.scale > VALR.Setup.precision {
            throw .validation([("quoteAmount", "has too many decimal places")])
        }
    }
}
