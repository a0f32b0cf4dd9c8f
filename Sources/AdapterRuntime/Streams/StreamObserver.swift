import AdapterProtocol
import Logging
import Metrics
import Synchronization

/// Takes note of how late values are; looked up once, used with every value.
struct StreamLag: Sendable {
    fileprivate let timer: Timer?

    func record(_ lag: Duration) { timer?.recordNanoseconds(max(lag.wholeNanoseconds, 0)) }
}

/// Tells how streams fare: how late values come, what was missed and mended, how often connections are lost. Never a
/// payload, an address or a token.
final class StreamObserver: Sendable {
    private struct Label: Hashable, Sendable {
        let name: String
        let channel: String
        let cause: String
    }

    private let venue: VenueID
    private let logger: Logger
    /// Made once each: channels and causes are few.
    private let counters = Mutex<[Label: Counter]>([:])
    private let lags: [String: Timer]
    private let highWaters: [String: Gauge]

    init(venue: VenueID, logger: Logger) {
        self.venue = venue
        self.logger = logger
        var lags: [String: Timer] = [:]
        var highWaters: [String: Gauge] = [:]
        for channel in Self.channels {
            let dimensions = [("venue", venue.rawValue), ("channel", channel)]
            lags[channel] = Timer(label: "bourse_stream_lag_seconds", dimensions: dimensions)
            highWaters[channel] = Gauge(label: "bourse_stream_queue_high_water", dimensions: dimensions)
        }
        self.lags = lags
        self.highWaters = highWaters
    }

    private static let channels = ["book", "trades", "ticker", "candles", "account"]

    /// How long after the venue's own time values of a channel arrive.
    func lag(of channel: String) -> StreamLag { StreamLag(timer: lags[channel]) }

    /// More than ever before waits for one reader.
    func highWater(_ channel: String, _ count: Int) {
        highWaters[channel]?.record(Int64(count))
    }

    /// A reader was told a marker.
    func marker(_ marker: StreamMarker, on channel: String) {
        count("bourse_stream_markers_total", channel, "\(marker.kind.rawValue)-\(marker.cause.rawValue)")
    }

    /// A reader fell too far behind.
    func lagged(_ channel: String) { count("bourse_stream_lagged_total", channel, "slowReader") }

    func opened(_ kind: String) { count("bourse_stream_connections_total", kind, "opened") }

    func lost(_ kind: String, _ end: StreamEnd) {
        count("bourse_stream_connections_total", kind, end.cause.rawValue)
        guard end != .unneeded else { return }
        logger.info("stream lost", metadata: metadata(kind, end.cause.rawValue, end.message))
    }

    func rotated(_ kind: String, _ cause: StreamCause) {
        count("bourse_stream_rotations_total", kind, cause.rawValue)
        logger.debug("stream is replaced", metadata: metadata(kind, cause.rawValue, ""))
    }

    func missed(_ kind: String, _ error: VenueError, isLast: Bool) {
        count("bourse_stream_missed_total", kind, error.kind.name)
        let metadata = metadata(kind, error.kind.name, error.message)
        if isLast {
            logger.warning("stream cannot be opened", metadata: metadata)
        } else {
            logger.info("stream not opened, will be tried again", metadata: metadata)
        }
    }

    func refused(_ topic: StreamTopic, _ error: VenueError) {
        count("bourse_stream_refused_total", topic.channel.name, error.kind.name)
        logger.info("subscription refused", metadata: metadata(topic.channel.name, error.kind.name, error.message))
    }

    /// A book was held against a snapshot: `equal`, `different`, or `skipped` where no number is common.
    func audited(_ result: String) { count("bourse_stream_audits_total", "book", result) }

    private func metadata(_ channel: String, _ cause: String, _ message: String) -> Logger.Metadata {
        [
            "venue.name": "\(venue)", "stream.channel": "\(channel)", "stream.cause": "\(cause)",
            "stream.message": "\(message)",
        ]
    }

    private func count(_ name: String, _ channel: String, _ cause: String) {
        let label = Label(name: name, channel: channel, cause: cause)
        let counter = counters.withLock { known in
            if let counter = known[label] { return counter }
            let made = Counter(
                label: name, dimensions: [("venue", venue.rawValue), ("channel", channel), ("cause", cause)])
            known[label] = made
            return made
        }
        counter.increment()
    }
}
