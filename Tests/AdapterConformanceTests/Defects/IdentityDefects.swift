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
        .told("the same quote asset twice") {
            $0.profile = $0.profile.with(quoteAssets: ["USDT", "USDT"])
        },
        .told("quote assets in the venue's own spelling") {
            $0.profile = $0.profile.with(quoteAssets: ["zusd", "xx/bt"])
        },
        .told("a key without fields") { $0.profile = $0.profile.with(credentialFields: []) },
        .told("secret fields that may be shown") { proxy in
            let fields = proxy.profile.credentialFields
            proxy.profile = proxy.profile.with(
                credentialFields: fields.map { CredentialField(name: $0.name, isSecret: false) })
        },
        .told("one field of the key twice") { proxy in
            let fields = proxy.profile.credentialFields
            proxy.profile = proxy.profile.with(credentialFields: fields + fields)
        },
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
        .told("an environment with a path") { proxy in
            proxy.environments = proxy.environments.map {
                VenueEnvironment(name: $0.name, rest: $0.rest + "/api/v3", isRealMoney: $0.isRealMoney)
            }
        },
        .told("two environments of one name") { $0.environments += $0.environments },
        .told("a write that gives up at once") { $0.writeTimeout = .zero },
        .told("markets that never grow stale") { $0.instrumentLifetime = .seconds(400 * 86_400) },
        .told("markets that are stale at once") { $0.instrumentLifetime = .zero },
    ]

    private static let limits: [Defect] = [
        .told("no rate limits") { $0.rateLimits = [] },
        .told("a rate limit of nothing") { proxy in
            proxy.rateLimits = proxy.rateLimits.map {
                RateLimitRule(id: $0.id, scope: $0.scope, shape: $0.shape, limit: 0)
            }
        },
        .told("one budget declared twice") { $0.rateLimits += $0.rateLimits },
        .told("a budget that never comes back") { proxy in
            proxy.rateLimits = proxy.rateLimits.map {
                RateLimitRule(id: $0.id, scope: $0.scope, shape: .decay(perSecond: 0), limit: $0.limit)
            }
        },
        .call("calls that cost nothing", .all) { $0.with(charges: []) },
        .call("calls that charge a budget that is not declared", .all) {
            $0.with(charges: $0.charges + [RateCharge(RateBudgetID(rawValue: "nobody.knows"), 1)])
        },
        .call("calls with a negative cost", .all) { call in
            call.with(charges: call.charges.map { RateCharge($0.budget, -$0.cost) })
        },
        .call("calls dearer than their whole budget", .all) { call in
            call.with(charges: call.charges.map { RateCharge($0.budget, 10_000_000) })
        },
        .call("reads that say they write", .reads) { $0.with(intent: .write) },
        .call("writes that say they only read", .writes) { $0.with(intent: .read) },
        .call("writes by GET", .writes) { $0.intent == .write ? $0.with(method: .get) : $0 },
        .call("cancels as urgent as public reads", .writes) { $0.with(priority: .publicRead) },
        .call("public reads as urgent as cancels", .reads) { $0.with(priority: .cancel) },
        .call("private calls without a signature", .all) { $0.with(isSigned: false) },
        .call("public calls with a signature", .all) { $0.with(isSigned: true) },
        .call("calls without a leading slash", .all) { $0.with(path: String($0.path.dropFirst())) },
        .call("calls with the query in the path", .all) { $0.with(path: $0.path + "?a=b") },
        .call("one name for all operations", .all) { $0.with(operation: "call") },
        Defect("calls carry a number of their own") { subject in
            let turns = Turns()
            Defect.call("", .all) {
                $0.with(parameters: $0.parameters + [VenueCall.Parameter("requestNumber", "\(turns.next())")])
            }.plant(&subject)
        },
        .call("placements end when they begin", [.place]) {
            $0.with(notAfter: .some($0.notAfter ?? Timestamp(milliseconds: 1_790_000_000_001)))
        },
        .call("the deadline of placements is in the wrong unit", [.place]) { call in
            call.with(notAfter: .some(call.notAfter.map { Timestamp(milliseconds: $0.milliseconds / 1000) }))
        },
        .call("the price is sent as trigger, too", [.place]) { call in
            guard let price = call.parameters.first(where: { $0.name.lowercased().contains("price") }) else {
                return call
            }
            return call.with(parameters: call.parameters + [VenueCall.Parameter("stopPrice", price.value)])
        },
        .call("placements that may leave at any time", [.place]) { $0.with(notAfter: .some(nil)) },
    ]
}
