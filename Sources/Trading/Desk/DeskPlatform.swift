public import AdapterProtocol

/// One platform as the desk trades on it.
public struct DeskPlatform: Sendable {
    /// The connected venue.
    public let venue: any Venue
    /// Whether the configuration lets it be traded.
    public let isEnabled: Bool

    /// A platform.
    public init(venue: any Venue, isEnabled: Bool) {
        self.venue = venue
        self.isEnabled = isEnabled
    }
}
