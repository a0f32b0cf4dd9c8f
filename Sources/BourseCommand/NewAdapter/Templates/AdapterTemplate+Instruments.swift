extension AdapterTemplate {
    /// Clock, state and markets.
    static let instruments = AdapterTemplate(
        "Sources/«Name»Adapter/Instruments.swift",
        #"""
        import AdapterKit
        public import AdapterProtocol

        extension «Name»Adapter {
            // «todo»: path and fields; then claim `.serverTime`.
            /// The venue's clock.
            public func serverTime() -> Flow<Timestamp> {
                Self.endpoint(Self.publicCall("market.time", "/v1/time")) { reader throws(JSONError) in
                    var milliseconds: Int64?
                    try reader.object { key, reader throws(JSONError) in
                        switch key {
                        case "time": milliseconds = try reader.integer()
                        default: try reader.skip()
                        }
                    }
                    return Timestamp(milliseconds: try reader.require(milliseconds, "time"))
                }.flow
            }

            // «todo»: the venue's own word for its state. Without one: open when any market is.
            /// The venue's own state.
            public func status() -> Flow<TradingMode> { .failed(Self.unwritten("status")) }

            // «todo»: path and fields; proven by the metadata cases.
            /// All spot markets with their rules.
            public func instruments() -> Flow<[Instrument]> {
                let call = Self.publicCall("market.instruments", "/v1/markets")
                return .call(call) { result, now in
                    let endpoint = Self.endpoint(call) { reader throws(JSONError) in
                        try reader.list { reader throws(JSONError) in
                            try MarketRow(reading: &reader).instrument(readAt: now)
                        }
                    }
                    do throws(VenueError) {
                        return .finished(try endpoint.read(result).compactMap { $0 })
                    } catch {
                        return .failed(error)
                    }
                }
            }
        }

        /// One row of the market list: `{"name","base","quote","status","tick","lot","min_quantity"}`.
        private struct MarketRow {
            private let name: String
            private let base: String
            private let quote: String
            private let status: String
            private let tick: ExactDecimal
            private let lot: ExactDecimal
            private let minimum: ExactDecimal

            init(reading reader: inout JSONReader) throws(JSONError) {
                var texts: [String: String] = [:]
                var numbers: [String: ExactDecimal] = [:]
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "name", "base", "quote", "status": texts[key.text] = try reader.string()
                    case "tick", "lot", "min_quantity": numbers[key.text] = try reader.amount()
                    default: try reader.skip()
                    }
                }
                name = try reader.require(texts["name"], "name")
                base = try reader.require(texts["base"], "base")
                quote = try reader.require(texts["quote"], "quote")
                status = try reader.require(texts["status"], "status")
                tick = try reader.require(numbers["tick"], "tick")
                lot = try reader.require(numbers["lot"], "lot")
                minimum = try reader.require(numbers["min_quantity"], "min_quantity")
            }

            /// The market; nil when an asset's code cannot be named.
            func instrument(readAt: Timestamp) -> Instrument? {
                guard let base = Asset(base), let quote = Asset(quote) else { return nil }
                return Instrument(
                    symbol: Symbol(base: base, quote: quote), nativeName: name,
                    // A word that is not known is a closed market, never an open one.
                    mode: status == "open" ? .open : .closed,
                    price: StepRules(step: .venue(tick), minimum: .unpublished, maximum: .unpublished),
                    quantity: StepRules(step: .venue(lot), minimum: .venue(minimum), maximum: .unpublished),
                    orderTypes: [.limit], takesQuoteAmounts: false, takesPostOnly: false, isAmendable: false,
                    readAt: readAt)
            }
        }
        """#)
}
