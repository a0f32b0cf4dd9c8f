import AdapterProtocol

/// The same frames in other words: what JSON calls equal must be read as equal.
enum OfflineSpellingCases {
    static let all: [ConformanceCase] = [
        one("order", "The members of a frame in another order say the same.") { $0.reordered.text },
        one("blanks", "A frame with blanks and line ends between its parts says the same.") { $0.spaced },
        one("escapes", "A frame whose texts are escaped says the same.") { $0.escaped.text },
        one("members", "A frame with members that nobody knows says the same.") { $0.extended.text },
    ]

    private static func one(
        _ name: String, _ promise: String, _ spelling: @escaping @Sendable (JSONTree) -> String
    ) -> ConformanceCase {
        ConformanceCase(
            "stream.offline.spelling.\(name)", promise,
            because: "A venue's new serialiser changes them over night, and its documents promise none.",
            needs: .adapter
        ) { examination in
            for trail in try examination.marketTrails() {
                for position in trail.positions(of: .start, .book, .data, .control) {
                    guard let bytes = OfflineFrameCases.sent(trail, position), let tree = JSONTree(bytes) else {
                        continue
                    }
                    var market = trail.before(position)
                    market.play(trail.steps[position], as: Array(spelling(tree).utf8))
                    let expected = trail.after(position)
                    try trail.holdHonest(market, as: expected, at: "step \(position)")
                    try hold(
                        StreamWords.of(market.told) == StreamWords.of(expected.told)
                            && market.line.endingWords == expected.line.endingWords,
                        "\(trail.scenario.id), step \(position): told is \(StreamWords.kinds(of: market.told)) and not"
                            + " \(StreamWords.kinds(of: expected.told)); the end is"
                            + " \(market.line.endingWords ?? "none")")
                }
            }
        }
    }
}

/// What was told, as texts that can be compared.
enum StreamWords {
    /// Everything of the events.
    static func of(_ events: [MarketStreamEvent]) -> [String] { events.map { "\($0)" } }

    /// Their kinds only: a trade's numbers are nobody's affair in a report.
    static func kinds(of events: [MarketStreamEvent]) -> [String] {
        events.map { event in
            switch event {
            case .book(let slot): "book \(slot)"
            case .trade(let slot, _): "trade \(slot)"
            case .ticker(let slot, _): "ticker \(slot)"
            case .candle(let slot, _): "candle \(slot)"
            case .marker(let slot, let marker): "\(marker.kind.rawValue) \(slot)"
            case .live(let slot): "live \(slot)"
            case .refused(let slot, _): "refused \(slot)"
            }
        }
    }
}

extension JSONTree {
    /// Objects with their members the other way round, all the way down.
    fileprivate var reordered: JSONTree {
        switch self {
        case .array(let elements): .array(elements.map(\.reordered))
        case .object(let members):
            .object(members.reversed().map { Member(name: $0.name, value: $0.value.reordered) })
        case .null, .bool, .number, .string: self
        }
    }

    /// Objects with a member more, at the front and at the end by turns.
    fileprivate var extended: JSONTree {
        switch self {
        case .array(let elements): return .array(elements.map(\.extended))
        case .object(let members):
            let more = Member(name: "zzTomorrow", value: .array([.object([Member(name: "x", value: .number("1e3"))])]))
            let all = members.map { Member(name: $0.name, value: $0.value.extended) }
            return .object(members.count % 2 == 0 ? [more] + all : all + [more])
        case .null, .bool, .number, .string: return self
        }
    }

    /// Words with their first letter as `\uXXXX`.
    fileprivate var escaped: JSONTree {
        switch self {
        case .array(let elements): return .array(elements.map(\.escaped))
        case .object(let members):
            return .object(members.map { Member(name: $0.name, value: $0.value.escaped) })
        case .string(let text):
            guard let first = text.utf8.first, 0x41...0x5A ~= first || 0x61...0x7A ~= first else { return self }
            let digits = String(first, radix: 16)
            return .string("\\u00" + (digits.count == 1 ? "0" : "") + digits + text.dropFirst())
        case .null, .bool, .number: return self
        }
    }

    /// With blanks wherever JSON allows them.
    fileprivate var spaced: String {
        switch self {
        case .array(let elements): "[ \n" + elements.map(\.spaced).joined(separator: " ,\t") + "\r\n ]"
        case .object(let members):
            "{ " + members.map { " \"\($0.name)\" :\n \($0.value.spaced)" }.joined(separator: " , ") + " }"
        case .null, .bool, .number, .string: text
        }
    }
}
