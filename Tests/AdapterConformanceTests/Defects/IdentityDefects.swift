import AdapterConformance
import AdapterProtocol

/// An adapter that says wrong things of itself.
enum IdentityDefects {
    static let all: [Defect] = profile + places + limits

    private static let profile: [Defect] = [
        .told("an id with capitals and a space") {
            $0.profile = $0.profile.with(id: VenueID(rawValue: "My Venue"))
        },
        .told("no name to show") { $0.profile = $0.profile.with(displayName: " ") },
        .told("a version that is a word") { $0.version = "v1-final" },
        .told("no bots allowed") { $0.profile = $0.profile.with(botLimit: 0) },
        .told("no quote asset") { $0.profile = $0.profile.with(quoteAssets: []) },
        .told("quote assets in the venue's own spelling") {
            $0.profile = $0.profile.with(quoteAssets: ["zusd", "xx/bt"])
        },
        .told("a key without fields") { $0.profile = $0.profile.with(credentialFields: []) },
        .told("a colour that is a word") {
            $0.profile = $0.profile.with(icon: "", color: "blue", region: "")
        },
    ]

    private static let places: [Defect] = [
        .told("no environment") { $0.environments = [] },
        .told("the test environment first") { proxy in
            proxy.environments.insert(
                VenueEnvironment(name: "sandbox", rest: "https://sandbox.invalid", isRealMoney: false), at: 0)
        },
        .told("an environment without encryption") { proxy in
            proxy.environments = proxy.environments.map {
                VenueEnvironment(
                    name: $0.name, rest: $0.rest.replacing("https:", with: "http:"), isRealMoney: $0.isRealMoney)
            }
        },
        .told("two environments of one name") { $0.environments += $0.environments },
        .told("a write that gives up at once") { $0.writeTimeout = .zero },
    ]

    private static let limits: [Defect] = [
        .told("no rate limits") { $0.rateLimits = [] },
        .told("a rate limit of nothing") { proxy in
            proxy.rateLimits = proxy.rateLimits.map {
                RateLimitRule(id: $0.id, scope: $0.scope, shape: $0.shape, limit: 0)
            }
        },
        .call("reads that say they write", .reads) { $0.with(intent: .write) },
        .call("writes that say they only read", .writes) { $0.with(intent: .read) },
        .call("cancels as urgent as public reads", .writes) { $0.with(priority: .publicRead) },
        .call("private calls without a signature", .all) { $0.with(isSigned: false) },
        .call("one name for all operations", .all) { $0.with(operation: "call") },
    ]
}
