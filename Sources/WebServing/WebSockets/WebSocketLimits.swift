/// Bounds on what one WebSocket may cost.
public struct WebSocketLimits: Sendable, Hashable {
    /// Bytes of a message from the client, in however many frames; a longer one ends the connection with 1009.
    public var maxMessageBytes: Int
    /// Bytes accepted for sending and not yet taken by the system. A client that lets more pile up is cut off: it could
    /// never catch up, and others would pay for it with the memory.
    public var maxQueuedBytes: Int
    /// Seconds that a client has to answer a close frame.
    public var closeSeconds: Int64

    /// Bounds for JSON messages: 1 MiB from the client; 16 MiB to it, which is a dozen of the largest snapshots that a
    /// venue sends (Luno's, of 1.1 MB), or minutes of a busy book; 5 s to say goodbye.
    public init(
        maxMessageBytes: Int = 1024 * 1024,
        maxQueuedBytes: Int = 16 * 1024 * 1024,
        closeSeconds: Int64 = 5
    ) {
        self.maxMessageBytes = maxMessageBytes
        self.maxQueuedBytes = maxQueuedBytes
        self.closeSeconds = closeSeconds
    }

    /// What the frame decoder takes as its limit: control frames always fit, and it traps above 32 bits.
    var maxFrameBytes: Int { min(max(maxMessageBytes, 125), Int(UInt32.max)) }
}
