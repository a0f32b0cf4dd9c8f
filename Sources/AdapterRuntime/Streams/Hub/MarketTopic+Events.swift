import AdapterProtocol
import Synchronization

// What a connection's session tells. Called under that connection's lock.
extension MarketTopic {
    /// What the topic's line must do about an event.
    enum Consequence: Sendable, Equatable {
        case nothing
        /// The connection carries the topic from now on.
        case tookOver
        /// The same, and a hole in the trades is to be filled.
        case tookOverWithGap
        /// The venue does not take it.
        case refused(VenueError)
    }

    /// Takes an event of this topic's subscription on a connection.
    func take(
        _ event: MarketStreamEvent, _ slot: Int, of driven: DrivenMarket,
        on connection: StreamConnection<DrivenMarket>, at now: StreamInstant
    ) -> Consequence {
        state.withLock { state in
            switch event {
            case .book: return takeBook(slot, driven, connection, now, &state)
            case .trade(_, let trade): return takeTrade(trade, slot, connection, now, &state)
            case .ticker(_, let ticker):
                return takeLatest(.ticker(ticker), ticker.time, slot, connection, now, &state)
            case .candle(_, let candle):
                return takeLatest(.candle(marked(candle)), nil, slot, connection, now, &state)
            case .live: return isBook ? .nothing : takeOver(slot, connection, now, &state)
            case .marker(_, let marker):
                takeMarker(marker, connection, &state)
                return .nothing
            case .refused(_, let error): return .refused(error)
            }
        }
    }

    /// The connection that carried it is over.
    func lose(
        _ connection: StreamConnection<DrivenMarket>, _ driven: DrivenMarket, because cause: StreamCause,
        at now: StreamInstant
    ) {
        state.withLock { state in
            guard state.active === connection else { return }
            state.active = nil
            state.audit = nil
            releaseHeld(&state)
            if isBook, var book = driven.session.book(of: state.slot) {
                book.mark(.stale(cause))
                state.keptBook = (book, BookStamp(connection: nil, revision: book.revision))
            }
            guard state.standing == .live else { return }
            state.standing = .stale(cause)
            tell(.stale, cause, from: state.lastTime, to: now.time, &state)
            if state.keptBook != nil { tell(.book(self), at: now.time, &state) }
        }
    }

    private func takeBook(
        _ slot: Int, _ driven: DrivenMarket, _ connection: StreamConnection<DrivenMarket>, _ now: StreamInstant,
        _ state: inout State
    ) -> Consequence {
        guard let book = driven.session.book(of: slot) else { return .nothing }
        let isLive = book.state.isLive
        var consequence = Consequence.nothing
        if state.active !== connection {
            guard state.active.map({ $0.number < connection.number }) ?? true else { return .nothing }
            // A book that is being built takes nothing over, unless there has been none at all.
            guard isLive || (state.active == nil && state.keptBook == nil) else { return .nothing }
            consequence = takeOver(slot, connection, now, &state, isLive: isLive)
        } else if isLive, state.standing != .live {
            becomeLive(now, &state)
            // A fresh connection that was first adopted while it was still building is only ready now.
            consequence = .tookOver
        }
        if isLive {
            state.lastTime = book.time ?? now.time
            if let time = book.time { lag.record(now.time.duration(since: time)) }
        }
        state.audit?.note(book)
        tell(.book(self), at: now.time, &state)
        return consequence
    }

    private func takeTrade(
        _ trade: PublicTrade, _ slot: Int, _ connection: StreamConnection<DrivenMarket>, _ now: StreamInstant,
        _ state: inout State
    ) -> Consequence {
        var consequence = Consequence.nothing
        if state.active !== connection {
            if let active = state.active, connection.number < active.number {
                // The predecessor's last words, which the new connection may have told already.
                guard now.elapsed < state.comparesUntil else { return .nothing }
            } else {
                consequence = takeOver(slot, connection, now, &state)
            }
        }
        deliver(trade, now, &state)
        return consequence
    }

    private func takeLatest(
        _ value: MarketValue, _ time: Timestamp?, _ slot: Int, _ connection: StreamConnection<DrivenMarket>,
        _ now: StreamInstant, _ state: inout State
    ) -> Consequence {
        var consequence = Consequence.nothing
        if state.active !== connection {
            if let active = state.active, connection.number < active.number { return .nothing }
            consequence = takeOver(slot, connection, now, &state)
        }
        if let time { lag.record(now.time.duration(since: time)) }
        state.lastTime = time ?? now.time
        state.keptValue = (value, now.time)
        tell(value, at: now.time, &state)
        return consequence
    }

    /// Markers of a connection that does not carry the topic concern nobody. After a loss, readers are told once, by the
    /// topic itself, that values are right again.
    private func takeMarker(
        _ marker: StreamMarker, _ connection: StreamConnection<DrivenMarket>, _ state: inout State
    ) {
        guard state.active === connection || (state.active == nil && state.standing == .starting) else { return }
        if marker.kind == .resynced, case .stale = state.standing { return }
        tell(marker, &state)
    }

    /// From now on the topic is carried by this connection.
    private func takeOver(
        _ slot: Int, _ connection: StreamConnection<DrivenMarket>, _ now: StreamInstant, _ state: inout State,
        isLive: Bool = true
    ) -> Consequence {
        if let active = state.active {
            guard active !== connection, active.number < connection.number else { return .nothing }
        }
        state.active = connection
        state.slot = slot
        state.keptBook = nil
        state.comparesUntil = now.elapsed + StreamSettings.overlapMemory
        guard isLive else { return .nothing }
        return becomeLive(now, &state) ? .tookOverWithGap : .tookOver
    }

    /// Whether a hole in the trades is to be filled.
    @discardableResult
    private func becomeLive(_ now: StreamInstant, _ state: inout State) -> Bool {
        defer { state.standing = .live }
        if state.lastTime == nil { state.lastTime = now.time }
        guard case .stale(let cause) = state.standing else { return false }
        guard topic.channel == .trades else {
            tell(.resynced, cause, from: state.lastTime, to: now.time, &state)
            return false
        }
        tell(.gap, cause, from: state.lastTime, to: now.time, &state)
        state.gap = TradeGap(from: state.lastTime, to: now.time)
        return true
    }

    private func marked(_ candle: Candle) -> MarketCandle {
        var interval = CandleInterval.minute
        if case .candles(let named) = topic.channel { interval = named }
        return MarketCandle(symbol: topic.symbol, interval: interval, candle: candle)
    }
}
