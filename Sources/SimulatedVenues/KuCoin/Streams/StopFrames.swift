import AdapterProtocol
import VenueSimulator

// Stop order events (kucoin.md J.3): open, triggered, cancel.
extension KuCoinFace {
    /// Tells what became of a stop order.
    mutating func tellStop(_ stop: KuCoin.StopOrder, _ type: String, failure: String? = nil) {
        let topic = KuCoin.StreamTopics.stops
        guard streams.followers[topic] != nil else { return }
        if stop.isMarket, switches.has(.marketStopsOnStream, "silent") { return }
        let isTrigger = type == "triggered"
        let data = FaceJSON.members([
            .init("orderId", .text(stop.id)), .init("orderPrice", .amount(stop.price ?? .zero)),
            .init("orderType", "stop"), .init("side", .text(stop.side.word)),
            .init("size", .amount(stop.size ?? .zero)), .init("stop", .text(stop.direction.rawValue)),
            .init("stopPrice", .amount(stop.stopPrice)), .init("symbol", .text(stop.symbol)),
            .init("tradeType", "TRADE"),
        ])
        .with("triggerSuccess", isTrigger ? .flag(failure == nil) : nil).with("error", failure.map(FaceJSON.text))
        .with("type", .text(type)).with("createdAt", .integer(stop.createdAt)).with("ts", .integer(now * 1_000_000))
        streams.publish(topic, "stream.order") { Self.privateMessage(topic, "stopOrder", data) }
    }
}
