import AdapterProtocol
import Synchronization

// A book may be wrong without a sign: a snapshot is held against it from time to time.
extension MarketStreams {
    /// Starts the rounds, once.
    func audit() {
        let isNew = state.withLock { state in
            defer { state.hasAuditor = true }
            return !state.hasAuditor
        }
        guard isNew else { return }
        tasks.add { [weak self, clock = kit.clock] in
            while await clock.sleep(for: StreamSettings.auditInterval) {
                guard let self else { return }
                await self.auditAll()
            }
        }
    }

    /// Holds every live book against a snapshot, one after the other.
    func auditAll() async {
        let entries = state.withLock { state in
            state.topics.values.filter(\.topic.isBook).sorted { $0.topic.topic.symbol < $1.topic.topic.symbol }
        }
        for entry in entries {
            guard !Task.isCancelled, case .line(let line) = entry.place else { continue }
            await audit(entry.topic, on: line)
        }
    }

    private func audit(_ topic: MarketTopic, on line: MarketLine) async {
        guard let instrument = line.instrument(of: topic), let (book, _) = topic.book(), book.state.isLive,
            book.sequence != nil
        else { return kit.observer.audited("skipped") }
        topic.beginAudit(of: book)
        defer { topic.endAudit() }
        guard let snapshot = try? await kit.backend.orderBook(instrument, depth: StreamSettings.auditDepth),
            snapshot.sequence != nil
        else { return kit.observer.audited("skipped") }
        // The stream may be behind the snapshot.
        guard await kit.clock.sleep(for: StreamSettings.auditPatience) else { return }
        switch topic.verdict(on: snapshot) {
        case .incomparable: kit.observer.audited("skipped")
        case .equal: kit.observer.audited("equal")
        case .different:
            kit.observer.audited("different")
            topic.markAudit(at: kit.clock.now)
            _ = line.resync(topic, because: .audit)
        }
    }
}

extension MarketTopic {
    func beginAudit(of book: LiveBook) {
        state.withLock { state in
            state.audit = BookAudit()
            state.audit?.note(book)
        }
    }

    func endAudit() { state.withLock { $0.audit = nil } }

    func verdict(on snapshot: OrderBook) -> BookAudit.Verdict {
        state.withLock { $0.audit?.verdict(on: snapshot) ?? .incomparable }
    }

    /// Readers are told that what they saw was wrong, before the session starts anew.
    func markAudit(at now: StreamInstant) {
        state.withLock { tell(.stale, .audit, from: $0.lastTime, to: now.time, &$0) }
    }
}
