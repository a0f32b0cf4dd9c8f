import AdapterKit
public import AdapterProtocol

/// What a recording says about itself first.
public struct RecordingHeader: Sendable, Hashable {
    /// The format's version. A reader takes its own only: what was recorded must not be guessed at.
    public static let formatVersion: Int64 = 1

    /// Whose streams they are.
    public let venue: VenueID
    /// The environment that they came from: `production`, `simulated`.
    public let environment: String
    /// The version of the adapter that recorded them.
    public let adapterVersion: String
    /// When it began.
    public let startedAt: Timestamp

    /// A header.
    public init(venue: VenueID, environment: String, adapterVersion: String, startedAt: Timestamp) {
        self.venue = venue
        self.environment = environment
        self.adapterVersion = adapterVersion
        self.startedAt = startedAt
    }

    var payload: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.number("format", Self.formatVersion)
            writer.member("venue", venue.rawValue)
            writer.member("environment", environment)
            writer.member("adapter", adapterVersion)
            writer.member("started", startedAt.description)
            writer.number("started_ns", startedAt.nanoseconds)
        }
        return writer.bytes
    }

    static func read(_ payload: [UInt8]) throws(JSONError) -> (version: Int64, header: RecordingHeader) {
        try JSONReader.read(payload) { reader throws(JSONError) in
            var (version, started): (Int64?, Int64?) = (nil, nil)
            var (venue, environment, adapter): (String?, String?, String?) = (nil, nil, nil)
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "format": version = try reader.integer()
                case "venue": venue = try reader.string()
                case "environment": environment = try reader.string()
                case "adapter": adapter = try reader.string()
                case "started_ns": started = try reader.integer()
                default: try reader.skip()
                }
            }
            let header = RecordingHeader(
                venue: VenueID(rawValue: try reader.require(venue, "venue")),
                environment: try reader.require(environment, "environment"),
                adapterVersion: try reader.require(adapter, "adapter"),
                startedAt: Timestamp(nanoseconds: try reader.require(started, "started_ns")))
            return (try reader.require(version, "format"), header)
        }
    }
}
