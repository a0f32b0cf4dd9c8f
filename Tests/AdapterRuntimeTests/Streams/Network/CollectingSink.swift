import AdapterRuntime

/// Keeps what one connection tells.
final class CollectingSink: StreamSink {
    struct State: Sendable {
        var link: (any StreamLink)?
        var messages: [String] = []
        var sizes: [Int] = []
        var heard = 0
        var closures: [StreamClosure] = []
        var order: [String] = []
    }

    let state = Watched(State())

    func opened(_ link: any StreamLink) {
        state.change { state in
            state.link = link
            state.order.append("opened")
        }
    }

    func received(_ message: Span<UInt8>) {
        let text = message.withUnsafeBufferPointer { String(decoding: $0.prefix(1000), as: UTF8.self) }
        let count = message.count
        state.change { state in
            state.messages.append(text)
            state.sizes.append(count)
            state.order.append("message")
        }
    }

    func heard() { state.change { $0.heard += 1 } }

    func closed(_ closure: StreamClosure) {
        state.change { state in
            state.closures.append(closure)
            state.order.append("closed")
        }
    }

    /// The messages, once there are so many.
    func messages(_ count: Int) async -> [String] {
        await state.wait { $0.messages.count >= count || !$0.closures.isEmpty }
        return state.value.messages
    }

    /// How it ended.
    func closure() async -> StreamClosure? {
        await state.wait { !$0.closures.isEmpty }
        return state.value.closures.first
    }
}
