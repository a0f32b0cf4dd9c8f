extension AdapterTemplate {
    /// Prices.
    static let marketData = AdapterTemplate(
        "Sources/«Name»Adapter/MarketData.swift",
        #"""
        import AdapterKit
        public import AdapterProtocol

        extension «Name»Adapter {
            // «todo»: path and fields, then the list for all markets; then claim `.tickers`.
            /// One market's ticker.
            public func ticker(of instrument: Instrument) -> Flow<Ticker> {
                let call = Self.publicCall(
                    "market.ticker", "/v1/ticker", [Parameter("market", instrument.nativeName)])
                let symbol = instrument.symbol
                return Self.endpoint(call) { reader throws(JSONError) in
                    try TickerRow(reading: &reader).ticker(of: symbol)
                }.flow
            }

            /// All markets' tickers.
            public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
                .failed(Self.unwritten("tickers"))
            }

            // «todo»: claim `.orderBooks`. A book that is crossed or unordered is no book: `OrderBook.isOrdered`.
            /// A snapshot of the book.
            public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
                .failed(Self.unwritten("order book"))
            }

            // «todo»: claim `.recentTrades`.
            /// The newest public trades, oldest first.
            public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
                .failed(Self.unwritten("recent trades"))
            }

            // «todo»: claim `.candles`.
            /// Candles, oldest first.
            public func candles(
                of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
            ) -> Flow<[Candle]> { .failed(Self.unwritten("candles")) }

            // «todo»: only where the venue publishes the price that its own checks use.
            /// No price of the venue's own checks.
            public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { .finished(nil) }

            // «todo»: `read.flow(under: ["/v1/"], …)` where the venue's GETs change nothing; then claim `.rawRead`.
            /// An endpoint that nothing else covers.
            public func rawRead(_ read: RawRead) -> Flow<[UInt8]> { .failed(Self.unwritten("raw read")) }
        }

        /// One ticker: `{"bid","ask","last","time"}`; an empty side is left out.
        private struct TickerRow {
            private var bid: ExactDecimal?
            private var ask: ExactDecimal?
            private var last: ExactDecimal?
            private var time: Timestamp?

            init(reading reader: inout JSONReader) throws(JSONError) {
                var bid: ExactDecimal?
                var ask: ExactDecimal?
                var last: ExactDecimal?
                var milliseconds: Int64?
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "bid": bid = try reader.amount()
                    case "ask": ask = try reader.amount()
                    case "last": last = try reader.amount()
                    case "time": milliseconds = try reader.integer()
                    default: try reader.skip()
                    }
                }
                self.bid = bid
                self.ask = ask
                self.last = last
                time = Timestamp(milliseconds: try reader.require(milliseconds, "time"))
            }

            func ticker(of symbol: Symbol) -> Ticker {
                Ticker(symbol: symbol, bid: nil, ask: nil, last: last, time: time, bidPrice: bid, askPrice: ask)
            }
        }
        """#)
}
