import AdapterConformance
import AdapterProtocol

/// What an adapter says of its streams is wrong, before a session sees anything.
enum StreamRuleDefects {
    static let all: [Defect] = [
        .bent("a venue that is down is tried again at once") { bends in
            bends.marketRules = { changed($0, silenceLimit: $0.silenceLimit, backoff: [.zero]) }
        },
        .bent("a line counts as dead after a second") { bends in
            bends.marketRules = { changed($0, silenceLimit: .seconds(1), backoff: $0.backoff) }
        },
        .bent("the address of a market's stream is not to be had") { bends in
            bends.marketAddress = { _ in .failed(.notSent(.network, "no address")) }
        },
    ]

    private static func changed(_ rules: StreamRules, silenceLimit: Duration, backoff: [Duration]) -> StreamRules {
        StreamRules(
            symbolsPerConnection: rules.symbolsPerConnection, topicsPerConnection: rules.topicsPerConnection,
            connections: rules.connections, sendSpacing: rules.sendSpacing, silenceLimit: silenceLimit,
            protocolPingInterval: rules.protocolPingInterval, rotation: rules.rotation,
            largestMessage: rules.largestMessage, backoff: backoff, safetyInterval: rules.safetyInterval)
    }
}
