import AdapterProtocol

/// Frames of market data that are cut short, damaged in one value, no text at all, or nothing of the venue's.
enum OfflineFrameCases {
    static let all: [ConformanceCase] = [cut, invalidText, garbage] + FrameDamage.allCases.map(damaged)

    private static let cut = ConformanceCase(
        "stream.offline.frames.cut",
        "A frame that is cut short, wherever, ends the connection or loses the book, and tells nothing.",
        because: "Half a frame that counts as a whole one is a level or a trade that is missing.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            let frames = trail.positions(of: .start, .book, .data, .control)
            for position in frames {
                guard let bytes = sent(trail, position), bytes.count > 2 else { continue }
                // Empty texts say that a connection lives.
                for end in FrameDamage.sample(Array(1..<bytes.count), FrameDamage.share(of: frames.count)) where end > 1
                {
                    var market = trail.before(position)
                    market.play(trail.steps[position], as: Array(bytes.prefix(end)))
                    let place = "step \(position) cut at \(end) of \(bytes.count) bytes"
                    try trail.holdHonest(market, at: place)
                    try hold(tellsNothing(market), "\(trail.scenario.id), \(place): something is told of it")
                }
            }
        }
    }

    /// Whether no value is told, only a loss.
    private static func tellsNothing(_ market: ScenarioMarket) -> Bool {
        market.told.allSatisfy { event in
            switch event {
            case .book, .marker: true
            case .trade, .ticker, .candle, .live, .refused: false
            }
        }
    }

    /// The frame as it is sent in its place.
    static func sent(_ trail: MarketTrail, _ position: Int) -> [UInt8]? {
        var line = trail.before(position).line
        return line.frame(of: trail.steps[position])
    }

    private static func damaged(_ damage: FrameDamage) -> ConformanceCase {
        ConformanceCase(
            "stream.offline.frames.\(damage.rawValue)",
            "A frame with one value damaged (\(damage.rawValue)) never makes a live book that is wrong, nor a trade that"
                + " nobody sent.",
            because: "Venues change fields without notice, one day in the middle of a stream.", needs: .adapter
        ) { examination in
            for trail in try examination.marketTrails() {
                let frames = trail.positions(of: .start, .book, .data)
                for position in frames {
                    guard let frame = trail.steps[position].frame else { continue }
                    for other in damage.all(
                        of: frame, omitsEmpty: trail.scenario.omitsEmpty, most: FrameDamage.share(of: frames.count))
                    {
                        let place = "step \(position) with \(other.place)"
                        let market = try played(trail, position, other.bytes, place)
                        try trail.follow(market, from: position + 1, most: 2, place)
                    }
                }
            }
        }
    }

    private static let invalidText = ConformanceCase(
        "stream.offline.frames.invalidText",
        "A frame with a byte that no UTF-8 has never makes a live book that is wrong.",
        because: "A broken proxy must not be able to name another market.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            let frames = trail.positions(of: .start, .book, .data)
            for position in frames {
                guard let bytes = sent(trail, position), !bytes.isEmpty else { continue }
                for place in FrameDamage.sample(Array(bytes.indices), FrameDamage.share(of: 4 * frames.count)) {
                    var changed = bytes
                    changed[place] = 0xFF
                    let words = "step \(position) with a byte of 255 at \(place)"
                    let market = try played(trail, position, changed, words)
                    try trail.follow(market, from: position + 1, most: 2, words)
                }
            }
        }
    }

    /// Plays another frame in the place of one, and holds that what is told was sent.
    private static func played(
        _ trail: MarketTrail, _ position: Int, _ bytes: [UInt8], _ place: String
    ) throws(CaseStop) -> ScenarioMarket {
        var market = trail.before(position)
        market.play(trail.steps[position], as: bytes)
        try trail.holdHonest(market, as: trail.before(position), trail.after(position), at: place)
        let sent = trail.after(position).told.compactMap { if case .trade(_, let trade) = $0 { trade } else { nil } }
        for case .trade(_, let trade) in market.told {
            try hold(
                sent.contains { $0.price == trade.price && $0.quantity == trade.quantity },
                "\(trail.scenario.id), \(place): a trade of \(trade.quantity) at \(trade.price) that nobody sent")
        }
        return market
    }

    private static let garbage = ConformanceCase(
        "stream.offline.frames.garbage",
        "Texts that no venue sends, also huge and deeply nested ones, do no harm: nothing is told of them.",
        because: "What is on the other end of a connection is not always the venue.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            for text in texts {
                var market = trail.end
                market.play(text)
                let place = "a text that begins with \(text.prefix(12))"
                try trail.holdHonest(market, as: trail.end, at: place)
                try hold(tellsNothing(market), "\(trail.scenario.id), \(place): something is told of it")
            }
        }
    }

    static let texts: [String] = [
        " ", "null", "true", "0", "-1", "\"\"", "\"x\"", "[]", "[[]]", "[null]", "{}", "{\"\":\"\"}", "{\"a\":1}x", "}",
        "{\"data\":null}", "{\"data\":[]}", "{\"type\":null,\"channel\":null}", "\u{FEFF}{}", "<html></html>", "ping",
        String(repeating: "[", count: 20_000), String(repeating: "{\"a\":", count: 20_000),
        "\"" + String(repeating: "x", count: 100_000) + "\"", "{\"" + String(repeating: "k", count: 100_000) + "\":1}",
        String(repeating: "9", count: 100_000), "[" + String(repeating: "0,", count: 20_000) + "0]",
    ]
}
