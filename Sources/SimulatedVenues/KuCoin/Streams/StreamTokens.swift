import VenueSimulator

// Tokens and where to take them (kucoin.md I.1, J.1).
extension KuCoinFace {
    /// The tokens that are kept; older ones are forgotten.
    private static let keptTokens = 10_000

    /// A new token and the venue's own address, as the client has reached it.
    mutating func streamToken(_ call: KuCoin.Call) -> FaceJSON {
        state.serial += 1
        let text = "\(configuration.seed) \(state.serial) \(now)"
        let token = "2neAiuYvAU" + FaceBase64.text(Array(text.utf8)).replacing("+", with: "-").replacing("/", with: "_")
        let isPrivate = if case .privateToken = call.route.endpoint { true } else { false }
        if streams.tokens.count >= Self.keptTokens { forgetTokens() }
        streams.tokens[token] = KuCoin.StreamToken(isPrivate: isPrivate, issuedAt: now)
        return [
            "token": .text(token),
            "instanceServers": [
                [
                    "endpoint": .text(call.streamRoot + "/"), "encrypt": .flag(call.streamRoot.hasPrefix("wss:")),
                    "protocol": "websocket", "pingInterval": 18_000, "pingTimeout": 10_000,
                ]
            ],
        ]
    }

    /// What a token opens; nil for an unknown or expired one.
    func opened(by token: String?) -> KuCoin.StreamToken? {
        let life = Int64(switches.number(.tokenLifeSeconds)) * 1_000
        return token.flatMap { streams.tokens[$0] }.flatMap { now < $0.issuedAt + life ? $0 : nil }
    }

    private mutating func forgetTokens() {
        let newest = streams.tokens.sorted { ($0.value.issuedAt, $0.key) > ($1.value.issuedAt, $1.key) }
        streams.tokens = Dictionary(
            newest.prefix(Self.keptTokens / 2).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The venue does not know its own port: the client's `Host` tells it. Behind TLS a proxy's header or the switch says
    /// so.
    static func streamRoot(_ request: FaceRequest, _ switches: KuCoin.Switches) -> String {
        let isSecure = request.headers.first("X-Forwarded-Proto") == "https" || switches.has(.streamScheme, "wss")
        return (isSecure ? "wss://" : "ws://") + (request.headers.first("Host") ?? "localhost")
    }
}
