import AdapterKit
import AdapterProtocol

extension OrderRow {
    /// The unified view.
    ///
    /// - Throws: ``JSONError`` when a field that drives money is missing or holds a word that no table names.
    func order(of symbol: Symbol, _ reader: JSONReader) throws(JSONError) -> Order {
        let kind = try reader.require(self.kind, "descr.ordertype")
        let filled = try reader.require(executed, "vol_exec")
        let ours = clientID.flatMap { ClientOrderID(anySpelling: $0) }
        let type = KrakenWords.type(kind)
        return Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: id), clientOrderID: ours,
            // In another spelling it may be another program's, and only by that spelling does the venue find it.
            foreignClientID: clientID.flatMap { ClientOrderID(echo: $0) } == nil ? clientID : nil,
            side: try KrakenWords.side(try reader.require(side, "descr.type"), reader), type: type,
            amount: try amount(reader), limitPrice: limitPrice(kind, type),
            triggerPrice: type?.isTriggered == true ? Self.price(firstPrice) : nil, timeInForce: lifetime,
            isPostOnly: hasFlag("post"), phase: try phase(kind, filled, reader), filledBase: filled,
            filledQuote: filledQuote(filled), createdAt: opened, updatedAt: closed)
    }

    /// With `viqc` the volume counts the quote asset (K.13).
    private func amount(_ reader: JSONReader) throws(JSONError) -> OrderAmount? {
        let volume = try reader.require(volume, "vol")
        guard volume.isPositive else { return nil }
        return hasFlag("viqc") ? .quote(volume) : .base(volume)
    }

    private func limitPrice(_ kind: String, _ type: OrderType?) -> ExactDecimal? {
        if kind == "limit" || kind == "iceberg" { return Self.price(firstPrice) }
        return type?.needsLimitPrice == true ? Self.price(secondPrice) : nil
    }

    /// Nil for zero, which means none, and for relative prices such as `+1.0000%`.
    private static func price(_ text: String?) -> ExactDecimal? {
        guard let text, let first = text.utf8.first, 0x30...0x39 ~= first, let price = try? ExactDecimal(parsing: text)
        else { return nil }
        return price.isPositive ? price : nil
    }

    /// A newer field, in either case.
    private var lifetime: TimeInForce? {
        if let timeInForce { return TimeInForce(rawValue: timeInForce.uppercased()) }
        return expires == nil ? nil : .goodTillDate
    }

    /// The venue's `cost` is cut short, so the sum is the average times the quantity (K.12).
    private func filledQuote(_ filled: ExactDecimal) -> ExactDecimal? {
        guard filled.isPositive else { return .zero }
        guard let average, average.isPositive else { return nil }
        return try? average * filled
    }

    private func hasFlag(_ flag: String) -> Bool { Self.holds(flags, flag) }

    private static func holds(_ list: String?, _ word: String) -> Bool {
        guard let list else { return false }
        // Nearly always one word.
        guard list.utf8.contains(0x2C) else { return list == word }
        return list.split(separator: ",").contains { $0 == word }
    }

    /// kraken.md E.12. The executed quantity is told apart from the phase: a cancelled order may carry fills (K.7).
    private func phase(_ kind: String, _ filled: ExactDecimal, _ reader: JSONReader) throws(JSONError) -> OrderPhase {
        switch try reader.require(status, "status") {
        case "pending": return .accepted
        case "open": return waits(kind, filled) ? .armed : .working
        case "closed": return .ended(.filled)
        case "expired": return .ended(.lifetimeOver)
        case "canceled": return .ended(cancellation(kind, filled))
        default: throw reader.unexpected("a known order status")
        }
    }

    /// Triggered kinds wait until `misc` says that they were stopped or touched.
    private func waits(_ kind: String, _ filled: ExactDecimal) -> Bool {
        guard KrakenWords.waitsForTrigger(kind), filled.isZero else { return false }
        return !Self.holds(misc, "stopped") && !Self.holds(misc, "touched")
    }

    private func cancellation(_ kind: String, _ filled: ExactDecimal) -> OrderEnd {
        KrakenWords.cancellation(reason: reason, lifetime: timeInForce?.uppercased(), kind: kind, filled: filled)
    }
}
