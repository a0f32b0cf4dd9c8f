import VenueSimulator

extension KuCoin {
    /// The venue's order ids: 24 hex characters beginning with the second of the placement (kucoin.md E.5), here
    /// followed by the pair's number and the engine's id, so that an id is found without an index.
    enum OrderID {
        private static let host = "f940"

        static func text(_ order: EngineOrder) -> String {
            text(symbol: order.symbol, id: order.id, createdAt: order.createdAt)
        }

        static func text(symbol: String, id: Int64, createdAt: Int64) -> String {
            hex(createdAt / 1_000, 8) + host + hex(Int64(Markets.index[symbol] ?? 0xFF), 2) + hex(id, 10)
        }

        /// The engine's id, when the text could be one of an order of this pair.
        static func id(_ text: String, symbol: String) -> Int64? {
            let characters = Array(text.utf8)
            guard characters.count == 24, let index = Markets.index[symbol],
                String(decoding: characters[8..<14], as: UTF8.self) == host + hex(Int64(index), 2)
            else { return nil }
            return Int64(String(decoding: characters[14...], as: UTF8.self), radix: 16)
        }

        /// A text of the same shape that names nothing the engine knows: test orders, counterparties.
        static func foreign(_ number: Int64, at time: Int64) -> String {
            hex(time / 1_000, 8) + "8135" + hex(number >> 40, 2) + hex(number, 10)
        }

        private static func hex(_ value: Int64, _ digits: Int) -> String {
            let text = String(UInt64(bitPattern: value), radix: 16)
            return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
        }
    }

    /// Row ids that pages go by: integers that grow per pair (kucoin.md E.2 `lastId`).
    enum RowID {
        private static let base: Int64 = 19_000_000_000_000

        static func order(_ order: EngineOrder) -> Int64 { base + order.id }

        static func fill(_ fill: EngineFill) -> Int64 {
            base + (fill.tradeID - Setup.firstTradeID) * 2 + (fill.isMaker ? 0 : 1)
        }
    }
}
