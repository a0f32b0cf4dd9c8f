import AdapterProtocol

/// Frames of an account that are cut short, damaged in one value, spelt otherwise, or nothing of the venue's.
enum OfflineAccountFrameCases {
    static let all: [ConformanceCase] = [cut, garbage] + FrameDamage.allCases.map(damaged)

    private static let cut = ConformanceCase(
        "stream.offline.account.frames.cut",
        "An account's frame that is cut short, wherever, ends the connection and tells nothing of it.",
        because: "A fill that is read by half is booked by half, or never.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            let frames = trail.positions(of: .data, .control)
            for position in frames {
                var line = trail.before(position).line
                guard let bytes = line.frame(of: trail.steps[position]), bytes.count > 2 else { continue }
                for end in FrameDamage.sample(Array(1..<bytes.count), FrameDamage.share(of: frames.count)) {
                    var account = trail.before(position)
                    account.play(trail.steps[position], as: Array(bytes.prefix(end)))
                    let place = "\(trail.scenario.id), step \(position) cut at \(end) of \(bytes.count) bytes"
                    try hold(!account.isUp, "\(place): the connection goes on")
                    let isQuiet = account.told.allSatisfy { if case .marker = $0 { true } else { false } }
                    try hold(isQuiet, "\(place): something is told of it")
                }
            }
        }
    }

    private static func damaged(_ damage: FrameDamage) -> ConformanceCase {
        ConformanceCase(
            "stream.offline.account.frames.\(damage.rawValue)",
            "An account's frame with one value damaged (\(damage.rawValue)) tells nothing that cannot be, and no fill that"
                + " nobody sent.",
            because: "A sum of zero, or a sign, that nobody sent is booked.", needs: .adapter
        ) { examination in
            for trail in try examination.accountTrails() {
                let frames = trail.positions(of: .data)
                for position in frames {
                    guard let frame = trail.steps[position].frame else { continue }
                    for other in damage.all(
                        of: frame, omitsEmpty: trail.scenario.omitsEmpty, most: FrameDamage.share(of: frames.count))
                    {
                        var account = trail.before(position)
                        account.play(trail.steps[position], as: other.bytes)
                        try trail.holdHonest(account, at: position, "step \(position) with \(other.place)")
                    }
                }
            }
        }
    }

    private static let garbage = ConformanceCase(
        "stream.offline.account.frames.garbage",
        "Texts that no venue sends, also huge and deeply nested ones, tell nothing of an account.",
        because: "What is on the other end of a connection is not always the venue.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            for text in OfflineFrameCases.texts {
                guard var account = trail.states.last(where: { $0.isUp }) else { continue }
                account.play(text)
                let isTold = account.told.contains { event in
                    switch event {
                    case .order, .fill, .balance: true
                    case .live, .read, .marker: false
                    }
                }
                try hold(!isTold, "\(trail.scenario.id): a text that begins with \(text.prefix(12)) is told")
            }
        }
    }
}
