import AdapterProtocol
import Synchronization

// What the keeper asks for and tells.
extension MarketLine {
    private var subscriptions: [MarketSubscription] {
        state.withLock { state in
            state.followed.map { slot, followed in followed.subscription(slot) }.sorted { $0.slot < $1.slot }
        }
    }

    func opening() async throws(VenueError) -> StreamOpening { try await kit.backend.openMarket(subscriptions) }

    func makeSession() async throws(VenueError) -> DrivenMarket {
        DrivenMarket(session: try await kit.backend.marketSession())
    }

    func began(_ connection: StreamConnection<DrivenMarket>) {
        state.withLock { $0.connections.append(connection) }
        let subscriptions = subscriptions
        if !subscriptions.isEmpty { connection.tell(.subscribed(subscriptions)) }
        kit.observer.opened("market")
    }

    func missed(_ error: VenueError, isLast: Bool) {
        kit.observer.missed("market", error, isLast: isLast)
        if isLast { fail(self, error) }
    }

    func distrustClock() { kit.backend.distrustClock() }

    func rotates(because cause: StreamCause) { kit.observer.rotated("market", cause) }

    func snapshot(slot: Int, depth: Int) async -> Result<OrderBook, VenueError> {
        guard let followed = state.withLock({ $0.followed[slot] }) else {
            return .failure(.notSent(.cancelled, "the book is followed no longer"))
        }
        let lane = lanes[abs(slot % lanes.count)]
        do throws(CancellationError) {
            try await lane.acquire(.publicRead)
        } catch {
            return .failure(.notSent(.cancelled, "cancelled before the snapshot was read"))
        }
        defer { lane.release() }
        do throws(VenueError) {
            return .success(try await kit.backend.orderBook(followed.instrument, depth: depth))
        } catch {
            return .failure(error)
        }
    }

    func received(
        _ event: MarketStreamEvent, of driven: DrivenMarket, on connection: StreamConnection<DrivenMarket>,
        at now: StreamInstant
    ) {
        let slot = event.slot
        guard let followed = state.withLock({ $0.followed[slot] }) else { return }
        let topic = followed.topic
        switch topic.take(event, slot, of: driven, on: connection, at: now) {
        case .nothing: return
        case .tookOver: noteReady(connection)
        case .tookOverWithGap:
            noteReady(connection)
            fillGap(of: followed)
        case .refused(let error):
            _ = drop(topic)
            refuse(topic, followed.instrument, error)
        }
    }

    func ended(
        _ end: StreamEnd, of driven: DrivenMarket, on connection: StreamConnection<DrivenMarket>, at now: StreamInstant
    ) {
        kit.observer.lost("market", end)
        let topics = state.withLock { state in
            state.connections.removeAll { $0 === connection }
            return state.followed.values.map(\.topic)
        }
        let cause = end == .unneeded ? .rotation : end.cause
        for topic in topics { topic.lose(connection, driven, because: cause, at: now) }
    }

    /// A connection that carries everything lets its predecessor go.
    private func noteReady(_ connection: StreamConnection<DrivenMarket>) {
        if topics.allSatisfy({ $0.isCarried(by: connection) }) { connection.news.post(.ready) }
    }

    private func fillGap(of followed: Followed) {
        tasks.add { [kit] in
            let answer = try? await kit.backend.recentTrades(followed.instrument, limit: StreamSettings.backfill)
            followed.topic.fillGap(answer, at: kit.clock.now)
        }
    }
}

extension MarketStreamEvent {
    /// The subscription's number.
    var slot: Int {
        switch self {
        case .book(let slot), .trade(let slot, _), .ticker(let slot, _), .candle(let slot, _), .marker(let slot, _),
            .live(let slot), .refused(let slot, _):
            slot
        }
    }
}
