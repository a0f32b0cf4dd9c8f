import AdapterProtocol

/// The decoders of one venue's adapter.
struct AdapterTarget: Target {
    let group: String
    private let answers: [[UInt8]]
    private let lottery: Lottery<Seed>

    init(_ corpus: Corpus) {
        group = corpus.venue.name
        answers = corpus.answers
        // Each operation as often as another, its small answers more often than its large ones.
        let seedsOf = Dictionary(grouping: corpus.seeds, by: \.decoder)
        let weights = corpus.seeds.map { seed in
            UInt64(40_000_000 / (seedsOf[seed.decoder]?.count ?? 1) / (400 + seed.healthy.count))
        }
        lottery = Lottery(corpus.seeds, weights: weights)
    }

    func run(_ random: inout SplitMix) -> Finding {
        guard let seed = lottery.pick(&random) else { return Finding(decoder: group, ending: "nothing to do") }
        let damage = Damage(seed.healthy, seed.document, status: seed.status, others: answers, &random)
        var headers: [WireHeader]?
        if random.index(below: 12) == 0 { headers = Self.headers(&random) }
        let ending = seed.run(damage, headers: headers)
        return Finding(
            decoder: seed.decoder, ending: ending.taken.rawValue, offences: Oracle.offences(seed, damage, ending),
            input: damage.body, note: "from \(seed.source), \(damage.kind), status \(damage.status)")
    }

    /// Headers that adapters look at, with values from a bad day.
    private static func headers(_ random: inout SplitMix) -> [WireHeader] {
        let names = [
            "Retry-After", "Date", "X-MBX-USED-WEIGHT-1M", "X-MBX-ORDER-COUNT-10S", "gw-ratelimit-remaining",
            "gw-ratelimit-reset", "gw-ratelimit-limit", "x-valr-ratelimited", "Content-Type", "X-RateLimit-Reset",
        ]
        let values = [
            "", "0", "-1", "99999999999999999999", "1e9", "true", "Sat, 22 Nov 2025 08:26:40 GMT",
            "Sun, 06 Nov 9999 99:99:99 GMT", "text/html", "\u{FFFD}", "9223372036854775807", "1.5",
        ]
        return (0..<1 + random.index(below: 3)).map { _ in
            WireHeader(random.pick(names) ?? "Date", random.pick(values) ?? "")
        }
    }
}

extension Seed {
    /// The name of the decoder in the report.
    var decoder: String {
        let call = position == 0 ? "" : " call \(position + 1)"
        return "\(venue.name) \(operation.name)\(call)"
    }
}
