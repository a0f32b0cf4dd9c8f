import AdapterProtocol

/// What traded in one stretch of time; the stuff candles and tickers are made of.
struct Bar: Sendable, Hashable {
    /// First millisecond of the stretch.
    var start: Int64
    var open: Int64
    var high: Int64
    var low: Int64
    var close: Int64
    var lots: Int128
    var quote: Int128
    var takerBuyLots: Int128
    var takerBuyQuote: Int128
    var count: Int64
    var firstTradeID: Int64
    var lastTradeID: Int64

    /// The bar of one trade.
    init(_ trade: TradeRecord, quote: Int128, start: Int64) {
        let isBuy = trade.takerSide == .buy
        self.start = start
        open = trade.ticks
        high = trade.ticks
        low = trade.ticks
        close = trade.ticks
        lots = Int128(trade.lots)
        self.quote = quote
        takerBuyLots = isBuy ? Int128(trade.lots) : 0
        takerBuyQuote = isBuy ? quote : 0
        count = 1
        firstTradeID = trade.id
        lastTradeID = trade.id
    }

    /// A stretch without trades after this close.
    init(flatAt close: Int64, start: Int64) {
        self.start = start
        open = close
        high = close
        low = close
        self.close = close
        lots = 0
        quote = 0
        takerBuyLots = 0
        takerBuyQuote = 0
        count = 0
        firstTradeID = 0
        lastTradeID = 0
    }

    /// Appends a later bar that has trades.
    mutating func merge(_ later: Bar) {
        high = max(high, later.high)
        low = min(low, later.low)
        close = later.close
        lots += later.lots
        quote += later.quote
        takerBuyLots += later.takerBuyLots
        takerBuyQuote += later.takerBuyQuote
        count += later.count
        lastTradeID = later.lastTradeID
    }
}

/// Bars of one width, newest last, stretches without trades left out.
struct BarRing: Sendable {
    private(set) var bars: Ring<Bar>
    private let width: Int64

    init(width: Int64, capacity: Int) {
        self.width = width
        bars = Ring(capacity: capacity)
    }

    mutating func record(_ trade: TradeRecord, quote: Int128) {
        let bar = Bar(trade, quote: quote, start: CandleCalendar.floor(trade.time, width))
        if let last = bars.last, last.start == bar.start {
            bars.updateLast { $0.merge(bar) }
        } else {
            bars.append(bar)
        }
    }
}
