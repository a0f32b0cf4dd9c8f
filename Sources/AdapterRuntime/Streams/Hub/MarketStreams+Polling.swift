import AdapterProtocol
import Synchronization

// What a venue has no stream for is asked for, within the rate budget like every other call.
extension MarketStreams {
    /// Asks for a topic from now on.
    func poll(_ topic: MarketTopic, _ instrument: Instrument) {
        let task = tasks.add { [weak self, kit] in
            guard let error = await MarketPoller(kit: kit, topic: topic, instrument: instrument).run() else { return }
            self?.give(up: topic, error)
        }
        let isWanted = state.withLock { state in
            guard state.topics[topic.topic]?.topic === topic else { return false }
            state.topics[topic.topic]?.place = .polled(task)
            return true
        }
        if !isWanted { task.cancel() }
    }
}

/// Asks for one topic again and again.
struct MarketPoller: Sendable {
    let kit: StreamKit
    let topic: MarketTopic
    let instrument: Instrument

    /// Asks until the task is cancelled, or until asking is pointless: the error then.
    func run() async -> VenueError? {
        repeat {
            do throws(VenueError) {
                try await ask()
            } catch {
                if error.isLasting { return error }
                if !Task.isCancelled { topic.missPoll(at: kit.clock.now) }
            }
        } while await kit.clock.sleep(for: pause)
        return nil
    }

    private func ask() async throws(VenueError) {
        let backend = kit.backend
        switch topic.topic.channel {
        case .book(let depth):
            let book = try await backend.orderBook(instrument, depth: max(depth, StreamSettings.Poll.depth))
            topic.takePolled(book, scale: instrument.quoteScale ?? 8, at: kit.clock.now)
        case .trades:
            let trades = try await backend.recentTrades(instrument, limit: StreamSettings.backfill)
            topic.takePolled(trades, at: kit.clock.now)
        case .ticker:
            let ticker = try await backend.ticker(instrument)
            topic.takePolled(.ticker(ticker), ticker.time, at: kit.clock.now)
        case .candles(let interval):
            // The one before the last may have closed since.
            for candle in try await backend.candles(instrument, interval, limit: 2) {
                topic.takePolled(
                    MarketCandle(symbol: instrument.symbol, interval: interval, candle: candle), at: kit.clock.now)
            }
        }
    }

    private var pause: Duration {
        switch topic.topic.channel {
        case .book: StreamSettings.Poll.book
        case .trades: StreamSettings.Poll.trades
        case .ticker: StreamSettings.Poll.ticker
        case .candles: StreamSettings.Poll.candles
        }
    }
}

// What polling found.
extension MarketTopic {
    /// A book, whole.
    func takePolled(_ snapshot: OrderBook, scale: Int, at now: StreamInstant) {
        var book = LiveBook(symbol: snapshot.symbol, priceScale: scale, integrity: .replacement)
        do throws(BookError) {
            try book.replace(bids: snapshot.bids, asks: snapshot.asks)
        } catch {
            return missPoll(at: now, because: .contradiction)
        }
        guard !book.isCrossed else { return missPoll(at: now, because: .crossed) }
        book.sequence = snapshot.sequence
        book.time = snapshot.time
        book.promisedDepth = max(snapshot.bids.count, snapshot.asks.count)
        book.mark(.live)
        state.withLock { state in
            becomeLivePolled(now, &state)
            state.lastTime = snapshot.time ?? now.time
            let revision = (state.keptBook?.stamp.revision ?? 0) &+ 1
            state.keptBook = (book, BookStamp(connection: nil, revision: revision))
            tell(.book(self), at: now.time, &state)
        }
    }

    /// Trades, oldest first: the new ones are told. What was before the first answer is history.
    func takePolled(_ trades: [PublicTrade], at now: StreamInstant) {
        state.withLock { state in
            let known = state.recent.all
            let isFirst = state.standing == .starting
            becomeLivePolled(now, &state)
            let new = trades.filter { !known.contains($0.id) }
            if !isFirst, !known.isEmpty, new.count == trades.count, !trades.isEmpty {
                tell(.gap, .snapshot, from: state.lastTime, to: now.time, &state)
            }
            for trade in new {
                state.recent.insert(trade.id)
                state.lastTime = max(state.lastTime ?? trade.time, trade.time)
                if !isFirst { tell(.trade(trade), at: now.time, &state) }
            }
        }
    }

    /// A candle; a closed one once.
    func takePolled(_ candle: MarketCandle, at now: StreamInstant) {
        let isNews = state.withLock { state in
            guard candle.candle.isClosed else { return true }
            defer { state.closedCandle = candle }
            return state.closedCandle != candle
        }
        if isNews { takePolled(.candle(candle), nil, at: now) }
    }

    /// A ticker or a candle.
    func takePolled(_ value: MarketValue, _ time: Timestamp?, at now: StreamInstant) {
        state.withLock { state in
            becomeLivePolled(now, &state)
            state.lastTime = time ?? now.time
            state.keptValue = (value, now.time)
            tell(value, at: now.time, &state)
        }
    }

    /// Asking did not succeed this time.
    func missPoll(at now: StreamInstant, because cause: StreamCause = .snapshot) {
        state.withLock { state in
            guard state.standing == .live else { return }
            state.standing = .stale(cause)
            tell(.stale, cause, from: state.lastTime, to: now.time, &state)
            guard let (kept, stamp) = state.keptBook else { return }
            var book = kept
            book.mark(.stale(cause))
            state.keptBook = (book, BookStamp(connection: nil, revision: stamp.revision &+ 1))
            tell(.book(self), at: now.time, &state)
        }
    }

    private func becomeLivePolled(_ now: StreamInstant, _ state: inout State) {
        if case .stale(let cause) = state.standing {
            tell(.resynced, cause, from: state.lastTime, to: now.time, &state)
        }
        state.standing = .live
    }
}
