import AdapterProtocol

/// What a session must not repeat: the key's token, and what a frame held that it could not read.
enum OfflineSecretCases {
    static let all: [ConformanceCase] = [token, payload]

    private static let token = ConformanceCase(
        "stream.offline.secrets.token", "A connection's token and key stand in nothing that a session tells.",
        because: "Events, errors and reasons are logged.", needs: .adapter
    ) { examination in
        let secrets = [ScenarioLine.token] + ((try? MadeUpKey(for: examination.adapter).secrets) ?? [])
        for trail in try examination.accountTrails(scripted: true) {
            for (position, state) in trail.states.enumerated() {
                let texts = state.told.map { "\($0)" } + [state.line.ending.map { "\($0)" } ?? ""]
                try holdHidden(secrets, texts, "\(trail.scenario.id), step \(position)")
            }
            for position in trail.positions(of: .data, .control) {
                var account = trail.before(position)
                account.play(String(trail.steps[position].frame?.dropLast() ?? ""))
                try holdHidden(
                    secrets, account.told.map { "\($0)" } + [account.line.ending.map { "\($0)" } ?? ""],
                    "\(trail.scenario.id), step \(position) cut short")
            }
        }
        for trail in try examination.marketTrails(scripted: true) {
            for (position, state) in trail.states.enumerated() {
                let texts = StreamWords.of(state.told) + [state.line.ending.map { "\($0)" } ?? ""]
                try holdHidden(secrets, texts, "\(trail.scenario.id), step \(position)")
            }
        }
    }

    private static func holdHidden(
        _ secrets: [String], _ texts: [String], _ place: String
    ) throws(CaseStop) {
        for text in texts {
            try hold(!secrets.contains(where: text.contains), "\(place): a secret is told")
        }
    }

    private static let payload = ConformanceCase(
        "stream.offline.secrets.payload", "Why a frame cannot be read is said without what stood in it.",
        because: "An account's frames hold orders and balances; reasons end up in logs and tickets.", needs: .adapter
    ) { examination in
        let planted = "Zq7Planted4711"
        for trail in try examination.accountTrails() {
            for position in trail.positions(of: .data) {
                guard let frame = trail.steps[position].frame, let tree = JSONTree(Array(frame.utf8)) else { continue }
                for path in FrameDamage.sample(tree.paths, 60) {
                    let text = tree.replacing(path[...], by: .string(planted)).text
                    for text in [text, String(text.dropLast())] {
                        var account = trail.before(position)
                        account.play(text)
                        guard case .reconnect(_, let message) = account.line.ending else { continue }
                        try hold(
                            !message.contains(planted), "\(trail.scenario.id), step \(position): the reason repeats it")
                    }
                }
            }
        }
    }
}
