import AdapterProtocol
import BinanceAdapter

/// Depth messages and snapshots as Binance writes them.
enum Depth {
    static func message(
        _ first: Int64, _ last: Int64, bids: [(String, String)] = [], asks: [(String, String)] = [],
        stream: String = "btcusdt@depth@100ms"
    ) -> String {
        func side(_ levels: [(String, String)]) -> String {
            "[" + levels.map { "[\"\($0.0)\",\"\($0.1)\"]" }.joined(separator: ",") + "]"
        }
        return """
            {"stream":"\(stream)","data":{"e":"depthUpdate","E":1763800000100,"s":"BTCUSDT","U":\(first),"u":\(last),\
            "b":\(side(bids)),"a":\(side(asks))}}
            """
    }

    static func snapshot(
        _ number: UInt64, bids: [(ExactDecimal, ExactDecimal)] = [(9, 1), (8, 1)],
        asks: [(ExactDecimal, ExactDecimal)] = [(11, 1), (12, 1)]
    ) throws -> OrderBook {
        OrderBook(
            symbol: try Sample.bitcoin().symbol, bids: bids.map { BookLevel(price: $0.0, quantity: $0.1) },
            asks: asks.map { BookLevel(price: $0.0, quantity: $0.1) }, sequence: number, time: nil)
    }
}

extension MarketRig {
    /// A live book of BTC/USDT at 100.
    static func liveBook(depth: Int = 2) throws -> MarketRig {
        var rig = following([.book(depth: depth)], of: [try Sample.bitcoin()])
        rig.receive(Depth.message(99, 100))
        rig.receive(.success(try Depth.snapshot(100)))
        rig.forget()
        return rig
    }

    /// The book of a slot.
    func book(_ slot: Int = 0) -> LiveBook? { session.book(of: slot) }
}
