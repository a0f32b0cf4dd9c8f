import AdapterProtocol

/// One topic of a recorded market across its connections, as a connected venue's readers see it: a newer connection
/// takes over once it delivers, what was lost is told as stale, what is right again as resynced, a trade is told once.
struct ReplayTopic: Sendable {
    /// As many ids as overlapping connections may repeat.
    private static let mostTrades = 1024

    private let topic: StreamTopic
    private var active: UInt64?
    private var lastTime: Timestamp?
    /// Why values are not right since the last connection ended.
    private var lost: StreamCause?
    private var hasBeenLive = false
    private var trades: Set<String> = []
    private var tradeOrder: [String] = []

    init(_ topic: StreamTopic) {
        self.topic = topic
    }

    mutating func take(_ event: ReplayedEvent) -> [StreamEvent<MarketUpdate>] {
        switch event.what {
        case .over(let cause): return lose(event, cause)
        case .told(let told):
            switch told {
            case .book: return takeBook(event)
            case .trade(_, let trade): return take(trade, event)
            case .ticker(_, let ticker): return take(.ticker(ticker), ticker.time, event)
            case .candle(_, let candle): return take(.candle(named(candle)), nil, event)
            case .marker(_, let marker): return take(marker, event)
            case .live:
                if case .book = topic.channel { return [] }
                return takeOver(event) ?? []
            case .refused: return []
            }
        }
    }

    private mutating func takeBook(_ event: ReplayedEvent) -> [StreamEvent<MarketUpdate>] {
        guard let book = event.book else { return [] }
        if active != event.connection {
            // A book that is being built takes nothing over, unless there has been none at all.
            guard book.state.isLive || (active == nil && !hasBeenLive) else { return [] }
        }
        guard var told = takeOver(event, isLive: book.state.isLive) else { return [] }
        if book.state.isLive { lastTime = book.time ?? event.now.time }
        told.append(.value(.book(book), receivedAt: event.now.time))
        return told
    }

    private mutating func take(_ trade: PublicTrade, _ event: ReplayedEvent) -> [StreamEvent<MarketUpdate>] {
        guard trades.insert(trade.id).inserted else { return [] }
        tradeOrder.append(trade.id)
        if tradeOrder.count > 2 * Self.mostTrades {
            for id in tradeOrder.prefix(Self.mostTrades) { trades.remove(id) }
            tradeOrder.removeFirst(Self.mostTrades)
        }
        // The predecessor's last words count too.
        var told = takeOver(event) ?? []
        lastTime = max(lastTime ?? trade.time, trade.time)
        told.append(.value(.trade(trade), receivedAt: event.now.time))
        return told
    }

    private mutating func take(
        _ value: MarketUpdate, _ time: Timestamp?, _ event: ReplayedEvent
    ) -> [StreamEvent<MarketUpdate>] {
        guard var told = takeOver(event) else { return [] }
        lastTime = time ?? event.now.time
        told.append(.value(value, receivedAt: event.now.time))
        return told
    }

    private func take(_ marker: StreamMarker, _ event: ReplayedEvent) -> [StreamEvent<MarketUpdate>] {
        guard active == event.connection || (active == nil && !hasBeenLive) else { return [] }
        if marker.kind == .resynced, lost != nil { return [] }
        return [.marker(marker)]
    }

    /// What is told when the event's connection carries the topic; nil when another, newer one does.
    private mutating func takeOver(_ event: ReplayedEvent, isLive: Bool = true) -> [StreamEvent<MarketUpdate>]? {
        if let active, event.connection < active { return nil }
        active = event.connection
        guard isLive else { return [] }
        hasBeenLive = true
        guard let cause = lost else { return [] }
        lost = nil
        let kinds: [StreamMarker.Kind] = topic.channel == .trades ? [.gap, .resynced] : [.resynced]
        return kinds.map { .marker(marker($0, cause, event)) }
    }

    private mutating func lose(_ event: ReplayedEvent, _ cause: StreamCause) -> [StreamEvent<MarketUpdate>] {
        guard active == event.connection else { return [] }
        active = nil
        guard hasBeenLive, lost == nil else { return [] }
        lost = cause
        var told: [StreamEvent<MarketUpdate>] = [.marker(marker(.stale, cause, event))]
        if case .book = topic.channel, var book = event.book {
            book.mark(.stale(cause))
            told.append(.value(.book(book), receivedAt: event.now.time))
        }
        return told
    }

    private func marker(_ kind: StreamMarker.Kind, _ cause: StreamCause, _ event: ReplayedEvent) -> StreamMarker {
        StreamMarker(kind, cause, symbol: topic.symbol, from: lastTime, to: event.now.time)
    }

    private func named(_ candle: Candle) -> MarketCandle {
        var interval = CandleInterval.minute
        if case .candles(let named) = topic.channel { interval = named }
        return MarketCandle(symbol: topic.symbol, interval: interval, candle: candle)
    }
}
