import AdapterProtocol
import Synchronization

/// One reader's end of a channel. Going out of use, its task's cancellation and the stream's end each end the
/// subscription, once.
final class ReaderSource<Buffer: ChannelBuffer, Value: Sendable>: StreamSource {
    private let channel: StreamChannel<Buffer>
    private let convert: @Sendable (Buffer.Value) -> Value?
    private let leave: @Sendable () -> Void
    private let hasLeft = Mutex(false)

    /// - Parameters:
    ///   - convert: What the reader sees; nil for what it need not see.
    ///   - leave: Ends the subscription.
    init(
        _ channel: StreamChannel<Buffer>, convert: @escaping @Sendable (Buffer.Value) -> Value?,
        leave: @escaping @Sendable () -> Void
    ) {
        self.channel = channel
        self.convert = convert
        self.leave = leave
    }

    deinit { end() }

    func next() async throws(VenueError) -> StreamEvent<Value>? {
        do throws(VenueError) {
            while let event = try await channel.next() {
                switch event {
                case .marker(let marker): return .marker(marker)
                case .value(let stored, let time):
                    if let value = convert(stored) { return .value(value, receivedAt: time) }
                }
            }
        } catch {
            end()
            throw error
        }
        end()
        return nil
    }

    private func end() {
        let isFirst = hasLeft.withLock { hasLeft in
            defer { hasLeft = true }
            return !hasLeft
        }
        guard isFirst else { return }
        channel.cancel()
        leave()
    }
}
