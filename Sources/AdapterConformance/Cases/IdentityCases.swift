import AdapterProtocol

/// What an adapter says of itself.
enum IdentityCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "identity.id", "The venue's id is a short lower-case word.",
            because: "It names the venue in files, URLs, metrics and journals, which outlive a rename.",
            needs: .adapter
        ) { try id($0) },
        ConformanceCase(
            "identity.displayName", "The display name is one short line that is not blank.",
            because: "Lists and error texts show it to people.", needs: .adapter
        ) { try displayName($0) },
        ConformanceCase(
            "identity.version", "The version is three numbers with points, perhaps with a suffix.",
            because: "A certificate names the version it was given to; one that cannot be ordered cannot be compared.",
            needs: .adapter
        ) { try version($0) },
        ConformanceCase(
            "identity.botLimit", "At least one bot may run, and the number is no joke.",
            because: "Configuration may lower the limit and never raise it: zero would forbid the venue.",
            needs: .adapter
        ) { examination in
            let limit = examination.adapter.profile.botLimit
            try hold((1...1000).contains(limit), "\(limit) bots")
        },
        ConformanceCase(
            "identity.quoteAssets", "The quote assets are distinct asset codes, and there is one.",
            because: "Hosts pick the first market to show by them.", needs: .adapter
        ) { try quoteAssets($0) },
        ConformanceCase(
            "identity.presentation", "Icon, colour and region are fit to be shown.",
            because: "The dashboard puts them on a page as they are.", needs: .adapter
        ) { try presentation($0) },
        ConformanceCase(
            "identity.credentialFields", "The fields of a key have distinct snake-case names, and one is a secret.",
            because: "They are the names of a configuration file and of an API; a secret that is not marked is shown.",
            needs: .adapter
        ) { try credentialFields($0) },
        ConformanceCase(
            "identity.environments.production", "The first environment is named production and moves real money.",
            because: "Whoever names no environment gets the first one, and must know that money moves there.",
            needs: .adapter
        ) { examination in
            let first = try hold(examination.adapter.environments.first, "there is no environment")
            try hold(first.name == "production", "it is named '\(first.name)'")
            try hold(first.isRealMoney, "it claims that no real money moves")
        },
        ConformanceCase(
            "identity.environments.unique", "No two environments share a name or an address.",
            because: "Data of one environment must never be taken for another's.", needs: .adapter
        ) { examination in
            let all = examination.adapter.environments
            try hold(Set(all.map(\.name)).count == all.count, "names: \(all.map(\.name))")
            try hold(Set(all.map(\.rest)).count == all.count, "addresses: \(all.map(\.rest))")
        },
        ConformanceCase(
            "identity.environments.addresses", "Every address is https, a host and nothing behind it.",
            because: "Keys travel there: not in the clear, and never to a path that was glued on.", needs: .adapter
        ) { try addresses($0) },
        ConformanceCase(
            "identity.sandbox.claimed", "A claimed sandbox is an environment without real money.",
            because: "Whoever tests there must not lose anything.", proves: [.sandbox], needs: .adapter
        ) { examination in
            let all = examination.adapter.environments
            try hold(all.contains { !$0.isRealMoney }, "all of \(all.map(\.name)) move real money")
        },
        ConformanceCase(
            "identity.sandbox.unclaimed", "Without the claim of a sandbox no environment says that it is one.",
            because: "An environment that nobody vouches for would be trusted.", needs: .adapter
        ) { examination in
            guard !examination.capabilities[.sandbox].isOffered else {
                throw CaseStop.notApplicable("a sandbox is claimed")
            }
            let free = examination.adapter.environments.filter { !$0.isRealMoney }
            try hold(free.isEmpty, "\(free.map(\.name)) say that no real money moves")
        },
        ConformanceCase(
            "identity.rateLimits", "Every rate limit has its own id, a size above zero and a period above zero.",
            because: "A budget that never refills stops the venue; two of one name count as one.", needs: .adapter
        ) { try rateLimits($0) },
        ConformanceCase(
            "identity.lifetimes",
            "The market list is good for a while, and a write waits long enough but not for ever.",
            because: "A wait shorter than the venue's own makes unknown outcomes, an endless one hides them.",
            needs: .adapter
        ) { examination in
            let lifetime = examination.adapter.instrumentLifetime
            try hold(lifetime >= .seconds(1) && lifetime <= .seconds(86_400), "markets are good for \(lifetime)")
            let wait = examination.adapter.writeTimeout
            try hold(wait >= .seconds(2) && wait <= .seconds(60), "a write waits \(wait)")
        },
    ]

    private static func id(_ examination: Examination) throws {
        let id = examination.adapter.profile.id.rawValue
        try hold((1...20).contains(id.utf8.count), "'\(id)' has \(id.utf8.count) characters")
        try hold(id.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }, "'\(id)'")
    }

    private static func displayName(_ examination: Examination) throws {
        let name = examination.adapter.profile.displayName
        try hold((1...40).contains(name.count), "'\(name)' has \(name.count) characters")
        try hold(name.first != " " && name.last != " ", "'\(name)' begins or ends with a space")
        try hold(!name.contains { $0.isNewline }, "'\(name)' has more than one line")
    }

    private static func version(_ examination: Examination) throws {
        let version = examination.adapter.version
        let core = version.prefix { $0 != "-" && $0 != "+" }
        let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
        try hold(numbers.count == 3, "'\(version)'")
        for number in numbers {
            try hold(!number.isEmpty && number.utf8.allSatisfy { 0x30...0x39 ~= $0 }, "'\(version)'")
            try hold(number == "0" || number.first != "0", "'\(version)' has a zero in front")
        }
    }

    private static func quoteAssets(_ examination: Examination) throws {
        let codes = examination.adapter.profile.quoteAssets
        try hold(!codes.isEmpty, "there is none")
        try hold(Set(codes).count == codes.count, "\(codes)")
        for code in codes { try hold(Asset(code) != nil, "'\(code)' is no asset code") }
    }

    private static func presentation(_ examination: Examination) throws {
        let profile = examination.adapter.profile
        let digits = profile.color.dropFirst()
        try hold(profile.color.first == "#" && digits.count == 6, "the colour is '\(profile.color)'")
        try hold(digits.allSatisfy { $0.isHexDigit && $0.isASCII }, "the colour is '\(profile.color)'")
        try hold(profile.icon.count == 1, "the icon is '\(profile.icon)'")
        try hold(profile.region.contains { !$0.isWhitespace }, "the region is blank")
    }

    private static func credentialFields(_ examination: Examination) throws {
        let fields = examination.adapter.profile.credentialFields
        try hold(Set(fields.map(\.name)).count == fields.count, "\(fields.map(\.name))")
        for field in fields {
            let isPlain = field.name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
            try hold(isPlain && !field.name.isEmpty, "'\(field.name)'")
        }
        try hold(fields.contains { $0.isSecret && !$0.isOptional }, "no field is a secret that a key must have")
    }

    private static func addresses(_ examination: Examination) throws {
        for environment in examination.adapter.environments {
            let address = environment.rest
            try hold(address.hasPrefix("https://"), "\(environment.name): '\(address)'")
            let host = address.dropFirst("https://".count)
            let isPlain = host.utf8.allSatisfy { byte in
                0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == 0x2E || byte == 0x2D || byte == 0x3A
            }
            try hold(!host.isEmpty && isPlain, "\(environment.name): '\(address)'")
        }
    }

    private static func rateLimits(_ examination: Examination) throws {
        let rules = examination.adapter.rateLimits
        try hold(!rules.isEmpty, "there is none")
        try hold(Set(rules.map(\.id)).count == rules.count, "\(rules.map(\.id))")
        for rule in rules {
            try hold(rule.limit > 0, "\(rule.id) is \(rule.limit)")
            switch rule.shape {
            case .calendarWindow(let period), .windowFromFirstCall(let period), .spacing(let period):
                try hold(period > .zero, "\(rule.id) refills every \(period)")
            case .decay(let perSecond): try hold(perSecond > 0, "\(rule.id) refills by \(perSecond) a second")
            }
        }
    }
}
