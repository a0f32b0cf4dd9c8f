import AdapterProtocol

/// Checksums that are wrong, missing, or do not move.
enum OfflineChecksumCases {
    static let all: [ConformanceCase] = [
        one(
            "wrong", "A checksum that is off by one digit is noticed: the book is lost, or says that it is unverified.",
            because: "It is the only proof that no level was lost on the way."
        ) { digits, _ in String(digits.dropLast()) + (digits.hasSuffix("7") ? "3" : "7") },
        one(
            "missing", "A checksum that is missing is noticed: the book is lost, or says that it is unverified.",
            because: "A venue that stops sending it must not look as proven as before."
        ) { _, _ in nil },
        one(
            "dead", "A checksum that stays the same while the book changes is noticed.",
            because: "A venue's broken checksum was constant for weeks; all books looked right or all wrong."
        ) { _, before in before },
    ]

    /// - Parameter change: The digits instead, from those that stand there and those of the frame before; nil removes
    ///   the member.
    private static func one(
        _ name: String, _ promise: String, because reason: String,
        _ change: @escaping @Sendable (_ digits: String, _ before: String) -> String?
    ) -> ConformanceCase {
        ConformanceCase("stream.offline.checksum.\(name)", promise, because: reason, needs: .adapter) { examination in
            var tried = 0
            for trail in try examination.marketTrails(where: { $0.checksum != nil }) {
                guard let member = trail.scenario.checksum else { continue }
                var before: String?
                for position in trail.positions(of: .start, .book) {
                    guard let frame = trail.steps[position].frame, let tree = JSONTree(Array(frame.utf8)),
                        let path = tree.path(of: member), case .number(let digits) = tree[path]
                    else { continue }
                    defer { before = digits }
                    // Only a frame that changes something can have a dead one.
                    guard name != "dead" || before != nil, trail.movesBook(position) else { continue }
                    tried += 1
                    let changed = tree.replacing(path[...], by: change(digits, before ?? digits).map(JSONTree.number))
                    var market = trail.before(position)
                    market.play(trail.steps[position], as: Array(changed.text.utf8))
                    try holdNoticed(market, trail, "step \(position)")
                }
            }
            if tried == 0 { throw CaseStop.notApplicable("none of the venue's sequences shows it") }
        }
    }

    private static func holdNoticed(
        _ market: ScenarioMarket, _ trail: MarketTrail, _ place: String
    ) throws(CaseStop) {
        if let problem = market.line.problem { throw .broken("\(trail.scenario.id), \(place): \(problem)") }
        for book in market.liveBooks.values {
            try hold(!book.isVerified, "\(trail.scenario.id), \(place): the book is live and verified")
            let isTold = market.told.contains { event in
                if case .marker(_, let marker) = event { marker.kind == .unverified } else { false }
            }
            try hold(isTold, "\(trail.scenario.id), \(place): nobody is told that the book is unverified")
        }
    }
}

extension JSONTree {
    /// Where the first member of this name stands.
    func path(of member: String) -> Path? {
        switch self {
        case .object(let members):
            if let index = members.firstIndex(where: { $0.name == member }) { return [index] }
            for (index, one) in members.enumerated() {
                if let rest = one.value.path(of: member) { return [index] + rest }
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let rest = element.path(of: member) { return [index] + rest }
            }
        case .null, .bool, .number, .string: break
        }
        return nil
    }
}
