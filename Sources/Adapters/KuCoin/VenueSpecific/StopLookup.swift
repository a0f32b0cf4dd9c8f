import AdapterKit
import AdapterProtocol

extension KuCoinAdapter {
    /// By client id the venue answers a list (kucoin.md E.4).
    static func stopLookup(
        _ id: ClientOrderID, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let call = privateRead(
            "order.stopQuery", "v1/stop-order/queryOrderByClientOid",
            [Parameter("clientOid", id.text), Parameter("symbol", instrument.nativeName)], weight: 3,
            priority: priority)
        let stop = lookup(
            endpoint(call) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in
                    try StopRow(reading: &reader).order(of: instrument, reader)
                }
            })
        return proven(stop, instrument, priority)
    }

    /// A stop order that was cancelled "may still be readable" (kucoin.md E.4), and no word of its row says so: that it
    /// waits is proven by the list of those that do. One that is missing there is read again: it has triggered in
    /// between, which its row tells, or it has ended. A list may lag behind a young order.
    static func proven(
        _ stop: Flow<OrderLookup>, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        stop.then { found in
            guard case .found(let order) = found, order.phase == .armed else { return .finished(found) }
            return isWaiting(order.venueOrderID, instrument, priority).then { isWaiting in
                isWaiting ? .finished(found) : stop.then(ended)
            }
        }
    }

    /// A stop order that has triggered goes on as another order, with another id and the same client id.
    static func followed(
        _ stop: OrderLookup, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        guard case .found(let order) = stop, order.phase == .accepted,
            let id = order.clientOrderID?.text ?? order.foreignClientID, isPlainID(id)
        else { return .finished(stop) }
        return plainLookup("v1/hf/orders/client-order/" + id, instrument, priority).map { next in
            if case .found = next { next } else { stop }
        }
    }

    private static func ended(_ found: OrderLookup) -> Flow<OrderLookup> {
        Flow { now in
            guard case .found(let order) = found, order.phase == .armed, let time = order.createdAt,
                time.advanced(by: lag) <= now
            else { return .finished(found) }
            return .finished(.found(order.with(phase: .ended(.undetermined))))
        }
    }
}
