import AdapterProtocol
import Synchronization

// What the socket tells.
extension StreamConnection {
    func opened(_ link: any StreamLink) {
        let now = tools.clock.now
        state.withLock { state in
            guard !state.isOver, let address = state.address else { return link.close(code: 1000) }
            state.link = link
            state.openedAt = now.elapsed
            state.lastHeard = now.elapsed
            if let interval = tools.rules.protocolPingInterval {
                state.nextPing = now.elapsed + (address.pingInterval ?? interval)
            }
            state.rotateAt = tools.rules.rotation.map { now.elapsed + $0 }
            tell(.opened(address), &state, now)
        }
    }

    func received(_ message: Span<UInt8>) {
        let now = tools.clock.now
        message.withUnsafeBufferPointer { bytes in
            state.withLock { state in
                guard !state.isOver else { return }
                state.lastHeard = now.elapsed
                tools.recorder?.record(bytes.span, of: number, at: now)
                state.driven.take(bytes.span, at: now, &state.output)
                drain(&state, now)
            }
        }
    }

    func heard() {
        let now = tools.clock.elapsed
        state.withLock { $0.lastHeard = now }
    }

    func closed(_ closure: StreamClosure) {
        let now = tools.clock.now
        state.withLock { state in
            state.link = nil
            end(.closed(closure), &state, now)
        }
        gone.open()
    }
}
