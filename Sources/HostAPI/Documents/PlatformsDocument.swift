import AdapterKit
public import AdapterProtocol
public import Host

/// The answer of `GET /api/system/platforms`, and of `bourse platforms`.
public struct PlatformsDocument: Sendable {
    let host: TradingHost
    let tellsKeys: Bool

    /// The document of a host.
    ///
    /// - Parameter tellsKeys: Whether the reader may know where a key is configured.
    public init(host: TradingHost, tellsKeys: Bool) {
        self.host = host
        self.tellsKeys = tellsKeys
    }

    /// The JSON text.
    public func bytes(timestamp: Timestamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("platforms")
            writer.array { writer in
                for platform in host.catalog.platforms { write(platform, to: &writer) }
            }
            writer.key("total_count")
            writer.integer(Int64(host.catalog.platforms.count))
            writer.key("total_bot_limit")
            writer.integer(Int64(host.catalog.totalBotLimit))
            writer.member("default", "all")
            writer.member("timestamp", timestamp.description)
        }
        return writer.bytes
    }

    /// A digest of everything but the timestamp (FNV-1a, 64 bits): equal content, equal tag.
    var entityTag: String {
        let hash = bytes(timestamp: Timestamp(nanoseconds: 0)).reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return "\"" + String(hash, radix: 16) + "\""
    }

    /// Nothing is claimed as supported without an adapter.
    private func write(_ platform: Platform, to writer: inout JSONWriter) {
        let profile = platform.profile
        writer.object { writer in
            writer.member("id", profile.id.rawValue)
            writer.member("name", profile.displayName)
            writer.member("display_name", profile.displayName)
            writer.flag("enabled", platform.isEnabled)
            // The old client hides what is coming soon; what is there, and what not, `adapter` says.
            writer.flag("coming_soon", false)
            writer.key("bot_limit")
            writer.integer(Int64(platform.botLimit))
            writer.flag("supports_paper", false)
            writer.flag("supports_live", platform.adapter != nil)
            writer.texts("quote_currencies", profile.quoteAssets)
            writer.texts("required_key_fields", profile.credentialFields.filter { !$0.isOptional }.map(\.name))
            writer.member("icon", profile.icon)
            writer.member("color", profile.color)
            writer.member("region", profile.region)
            if tellsKeys { writer.member("key_state", platform.keyState) }
            writer.key("adapter")
            writeAdapter(platform, to: &writer)
        }
    }

    private func writeAdapter(_ platform: Platform, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("state", host.monitor.state(of: platform.profile.id).rawValue)
            writer.member("version", platform.adapter?.version)
            writer.key("capabilities")
            guard let table = platform.adapter?.capabilities.table else { return writer.null() }
            writer.object { writer in
                for (capability, support) in table.sorted(by: { $0.key < $1.key }) {
                    writer.member(capability.rawValue, support.word)
                }
            }
        }
    }
}

extension VenueCapabilities.Support {
    /// The answer in one word, with the reason behind it.
    fileprivate var word: String {
        switch self {
        case .native: "native"
        case .emulated(let how): "emulated: \(how)"
        case .unsupported(.byVenue): "unsupported: venue"
        case .unsupported(.notYet): "unsupported: not yet"
        }
    }
}
