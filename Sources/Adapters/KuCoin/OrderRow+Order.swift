import AdapterKit
import AdapterProtocol

extension OrderRow {
    /// The unified view.
    ///
    /// - Throws: ``JSONError`` when a field that drives money is missing or holds a word that no table names.
    func order(of instrument: Instrument, _ reader: JSONReader) throws(JSONError) -> Order {
        if let name, name != instrument.nativeName { throw reader.unexpected("an order of \(instrument.nativeName)") }
        let isMarket = try isMarket(reader)
        let client = clientID ?? ""
        let ours = ClientOrderID(echo: client)
        return Order(
            symbol: instrument.symbol, venueOrderID: VenueOrderID(rawValue: try reader.require(orderID, "id")),
            clientOrderID: ours, foreignClientID: ours == nil && !client.isEmpty ? client : nil,
            side: try KuCoinWords.side(try reader.require(side, "side"), reader),
            type: isMarket ? .market : .limit, amount: try amount(isMarket: isMarket, reader),
            limitPrice: isMarket ? nil : price.flatMap { $0.isPositive ? $0 : nil },
            timeInForce: timeInForce.map(KuCoinWords.timeInForce), isPostOnly: isPostOnly,
            phase: try phase(isMarket: isMarket, instrument, reader),
            filledBase: try reader.require(dealSize, "dealSize"),
            filledQuote: try reader.require(dealFunds, "dealFunds"),
            createdAt: createdTime.map { Timestamp(milliseconds: $0) },
            updatedAt: updatedTime.map { Timestamp(milliseconds: $0) })
    }

    private func isMarket(_ reader: JSONReader) throws(JSONError) -> Bool {
        switch try reader.require(type, "type") {
        case "market": true
        case "limit": false
        default: throw reader.unexpected("limit or market")
        }
    }

    /// A market order by funds has the size "0"; a limit order's `funds` is only price times size.
    private func amount(isMarket: Bool, _ reader: JSONReader) throws(JSONError) -> OrderAmount? {
        if let size, size.isPositive {
            if let dealSize, dealSize > size { throw reader.unexpected("no more traded than ordered") }
            return .base(size)
        }
        guard isMarket else { throw reader.unexpected("a limit order with a size above zero") }
        return funds.flatMap { $0.isPositive ? .quote($0) : nil }
    }

    /// REST has no status word; the table of kucoin.md E.5 derives it, in its order.
    private func phase(
        isMarket: Bool, _ instrument: Instrument, _ reader: JSONReader
    ) throws(JSONError) -> OrderPhase {
        let deal = try reader.require(dealSize, "dealSize")
        if try reader.require(isActive, "active") {
            return deal.isZero && isInBook == false ? .accepted : .working
        }
        let wasCancelled = try reader.require(cancelExist, "cancelExist")
        // A cancel that lost the race leaves a cancel record on an order that filled.
        if let size, size.isPositive, deal == size { return .ended(.filled) }
        if !wasCancelled { return .ended(deal.isPositive ? .filled : .undetermined) }
        if isMarket, size?.isPositive != true, deal.isPositive {
            // Only dust was returned, or price protection or an empty book cut it off (K1).
            let isDust = Self.isDust(cancelledFunds, besides: deal, for: dealFunds, instrument)
            return .ended(isDust ? .filled : .timeInForce)
        }
        if timeInForce == "GTT", hasOutlived { return .ended(.lifetimeOver) }
        // What can not rest lapses by its own terms; of a resting order the venue does not say who cancelled it.
        if isMarket || timeInForce == "IOC" || timeInForce == "FOK" { return .ended(.timeInForce) }
        return .ended(.undetermined)
    }

    /// Whether what was returned is below two lots at the average price, or below the smallest order. The average is
    /// multiplied out, so that nothing is rounded.
    static func isDust(
        _ returned: ExactDecimal?, besides deal: ExactDecimal, for dealFunds: ExactDecimal?, _ instrument: Instrument
    ) -> Bool {
        guard let returned, returned.isPositive else { return true }
        if let minimum = instrument.notional.minimum.value, returned < minimum { return true }
        guard let lot = instrument.quantity.step.value, let dealFunds,
            let left = try? returned * deal, let twoLots = try? (try lot * 2) * dealFunds
        else { return false }
        return left < twoLots
    }

    private var hasOutlived: Bool {
        guard let cancelAfter, cancelAfter > 0, let createdTime, let updatedTime else { return false }
        let end = Timestamp(milliseconds: createdTime).advanced(by: .seconds(cancelAfter))
        return Timestamp(milliseconds: updatedTime) >= end
    }
}
