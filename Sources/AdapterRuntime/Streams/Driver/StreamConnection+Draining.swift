import AdapterProtocol
import Synchronization

// What a session wanted done.
extension StreamConnection {
    /// Does what the session asked for and empties the output. Events come first: what they say was so before anything
    /// that is sent now.
    func drain(_ state: inout State, _ now: StreamInstant) {
        for event in state.output.events { owner.received(event, of: state.driven, on: self, at: now) }
        if !state.output.frames.isEmpty { state.outbox.append(contentsOf: state.output.frames) }
        for request in state.output.snapshots { read(request, &state) }
        if let wakeAt = state.output.wakeAt { state.wakeAt = min(state.wakeAt ?? wakeAt, wakeAt) }
        let ending = state.output.ending
        state.output.removeAll()
        send(&state, now)
        if let ending { take(ending, &state, now) }
        arm(&state, now)
    }

    /// Sends what may be sent already.
    private func send(_ state: inout State, _ now: StreamInstant) {
        guard let link = state.link else { return }
        while !state.outbox.isEmpty, state.nextSend <= now.elapsed {
            switch state.outbox.removeFirst() {
            case .text(let text): link.send(text)
            case .proof(let proof):
                do throws(VenueError) {
                    link.send(try tools.prove(proof))
                } catch {
                    return end(.failed(error), &state, now)
                }
            }
            state.nextSend = now.elapsed + tools.rules.sendSpacing
        }
    }

    private func take(_ ending: StreamEnding, _ state: inout State, _ now: StreamInstant) {
        switch ending {
        case .reconnect(let cause, let message): end(.given(up: cause, message), &state, now)
        case .fail(let error): end(.failed(error), &state, now)
        case .replace(let cause): replace(because: cause, &state)
        }
    }

    /// One snapshot of a book at a time: a second wish before the answer is the same wish, and an answer that does not
    /// fit makes the session ask again.
    private func read(_ request: SnapshotRequest, _ state: inout State) {
        guard !state.isOver, state.snapshots.insert(request.slot).inserted else { return }
        tasks.add { [self] in
            guard await tools.clock.sleep(for: request.pause) else { return }
            let result = await owner.snapshot(slot: request.slot, depth: request.depth)
            guard !Task.isCancelled else { return }
            let now = tools.clock.now
            self.state.withLock { state in
                state.snapshots.remove(request.slot)
                tell(.snapshot(slot: request.slot, result), &state, now)
            }
        }
    }
}
