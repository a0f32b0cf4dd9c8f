import AdapterProtocol
import Synchronization

// Readers leave, connections fail, venues refuse.
extension MarketStreams {
    /// A reader is gone. What nobody reads any more is kept a little longer, in case somebody comes back.
    func leave(_ id: UInt64) {
        let idle: [(StreamTopic, UInt64)] = state.withLock { state in
            let topics = state.readers.removeValue(forKey: id) ?? []
            return topics.compactMap { name in
                guard let entry = state.topics[name], entry.topic.leave(id) == 0 else { return nil }
                state.topics[name]?.generation += 1
                return (name, entry.generation + 1)
            }
        }
        guard !idle.isEmpty else { return }
        tasks.add { [weak self, clock = kit.clock] in
            guard await clock.sleep(for: StreamSettings.linger) else { return }
            self?.expire(idle)
        }
    }

    private func expire(_ idle: [(name: StreamTopic, generation: UInt64)]) {
        var unfollowed: [ObjectIdentifier: (line: MarketLine, slots: [Int])] = [:]
        let stopped = state.withLock { state in
            for (name, generation) in idle {
                guard let entry = state.topics[name], entry.generation == generation else { continue }
                state.topics[name] = nil
                switch entry.place {
                case .none: break
                case .polled(let task): task.cancel()
                case .line(let line):
                    guard let slot = line.drop(entry.topic) else { break }
                    unfollowed[ObjectIdentifier(line), default: (line, [])].slots.append(slot)
                }
            }
            return state.takeEmptyLines()
        }
        for (line, slots) in unfollowed.values where !line.isEmpty { line.unfollow(slots) }
        for line in stopped { line.stop() }
    }

    /// No connection of a line will do. Where the venue has no streams after all, its topics are polled.
    func fail(_ line: MarketLine, _ error: VenueError) {
        let entries = state.withLock { state in
            state.lines.removeAll { $0 === line }
            return state.topics.values.filter { entry in
                if case .line(let place) = entry.place { place === line } else { false }
            }
        }
        for entry in entries { replaceByPolling(entry.topic, line.instrument(of: entry.topic), error) }
    }

    /// The venue does not take one topic. Called under a connection's lock.
    func refuse(_ topic: MarketTopic, _ instrument: Instrument, _ error: VenueError) {
        kit.observer.refused(topic.topic, error)
        replaceByPolling(topic, instrument, error)
        let stopped = state.withLock { $0.takeEmptyLines() }
        for line in stopped { line.stop() }
    }

    private func replaceByPolling(_ topic: MarketTopic, _ instrument: Instrument?, _ error: VenueError) {
        guard error.kind == .unsupported, let instrument else { return give(up: topic, error) }
        poll(topic, instrument)
    }

    /// Ends a topic and its readers.
    func give(up topic: MarketTopic, _ error: VenueError) {
        state.withLock { state in
            if state.topics[topic.topic]?.topic === topic { state.topics[topic.topic] = nil }
        }
        topic.finish(error)
    }
}
