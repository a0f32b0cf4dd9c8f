import AdapterProtocol
import Synchronization

// Telling the session, the timer, and the end.
extension StreamConnection {
    func tell(_ input: StreamInput, _ state: inout State, _ now: StreamInstant) {
        guard !state.isOver else { return }
        tools.recorder?.record(input.redacted, of: number, at: now)
        state.driven.take(input, at: now, &state.output)
        drain(&state, now)
    }

    /// Ends it once; the socket follows in its own time.
    func end(_ end: StreamEnd, _ state: inout State, _ now: StreamInstant) {
        guard !state.isOver else { return }
        state.isOver = true
        state.outbox = []
        state.output.removeAll()
        if let link = state.link { link.close(code: 1000) }
        if state.address == nil { gone.open() }
        tasks.cancel()
        tools.recorder?.recordEnd(of: number, at: now)
        owner.ended(end, of: state.driven, on: self, at: now)
        news.post(.ended(end))
    }

    /// Asks for a successor.
    func replace(because cause: StreamCause, _ state: inout State) {
        state.rotateAt = nil
        guard !state.isReplaced else { return }
        state.isReplaced = true
        news.post(.replace(cause))
    }

    /// Sets the timer for whatever is due first.
    func arm(_ state: inout State, _ now: StreamInstant) {
        guard !state.isOver, state.link != nil else { return }
        var due = state.lastHeard + tools.rules.silenceLimit
        if let wakeAt = state.wakeAt { due = min(due, wakeAt) }
        if let nextPing = state.nextPing { due = min(due, nextPing) }
        if let rotateAt = state.rotateAt { due = min(due, rotateAt) }
        if let readyBy = state.readyBy { due = min(due, readyBy) }
        if !state.outbox.isEmpty { due = min(due, state.nextSend) }
        // Every frame comes here: most of them only push the silence limit away, and cost nothing more.
        if let armedFor = state.armedFor, armedFor <= due { return }
        state.armedFor = due
        alarm.set(at: due, now: now.elapsed) { [weak self] in self?.ring() }
    }

    private func ring() {
        let now = tools.clock.now
        state.withLock { state in
            guard !state.isOver else { return }
            state.armedFor = nil
            guard now.elapsed < state.lastHeard + tools.rules.silenceLimit else { return end(.silent, &state, now) }
            if let nextPing = state.nextPing, nextPing <= now.elapsed {
                state.link?.ping()
                let interval = state.address?.pingInterval ?? tools.rules.protocolPingInterval
                state.nextPing = interval.map { now.elapsed + $0 }
            }
            if let rotateAt = state.rotateAt, rotateAt <= now.elapsed {
                replace(because: .rotation, &state)
            }
            if let readyBy = state.readyBy, readyBy <= now.elapsed {
                state.readyBy = nil
                news.post(.ready)
            }
            if let wakeAt = state.wakeAt, wakeAt <= now.elapsed {
                state.wakeAt = nil
                tell(.elapsed, &state, now)
            } else {
                drain(&state, now)
            }
        }
    }
}
