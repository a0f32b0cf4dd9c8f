import AdapterProtocol

/// Keys, secrets and passphrases, which must appear nowhere.
enum LeakCases {
    static let all: [ConformanceCase] =
        [recordings, signer, connection, publicCall, target]
        + RefusalCases.badKeys.flatMap { [errors($0), report($0)] }

    private static let reason = "Logs, journals and bug reports are read by people who must not trade with the account."

    private static let recordings = ConformanceCase(
        "leak.recordings", "Recorded wire data holds no key, no secret and no signature.",
        because: "It is committed to a public repository.", needs: .connection
    ) { examination in
        let ground = try Ground(examination)
        _ = try await examination.venue.balances()
        _ = try await examination.venue.testKey()
        let text = try Recordings(ground.tap.exchanges, recordedAt: examination.clock.now).text()
        try holdClean(text, examination, and: apiKeys(examination))
    }

    private static let signer = ConformanceCase(
        "leak.signer", "A signer and its key can be printed without telling anything.",
        because: "A debugger's or a logger's `\\(self)` prints everything below.", needs: .connection
    ) { examination in
        guard let key = examination.endpoint?.keys[.trade] else { throw CaseStop.skipped("there is no key") }
        let signer = try examination.adapter.makeSigner(key)
        var dumped = ""
        dump(signer, to: &dumped)
        dump(key, to: &dumped)
        let text = "\(signer) \(String(reflecting: signer)) \(key) \(String(reflecting: key)) \(dumped)"
        try holdClean(text, examination, and: [])
    }

    private static let connection = ConformanceCase(
        "leak.connection", "A connection can be printed without telling anything.", because: reason,
        needs: .connection
    ) { examination in
        let venue = try await examination.reconnect()
        _ = try await venue.balances()
        var dumped = ""
        dump(venue, to: &dumped, maxDepth: 6)
        try holdClean("\(venue) \(String(reflecting: venue)) \(dumped)", examination, and: [])
    }

    private static let publicCall = ConformanceCase(
        "leak.publicCall", "A public call carries no key.",
        because: "Market data is asked for through caches and proxies that keep what they see.", needs: .connection
    ) { examination in
        guard let key = examination.endpoint?.keys[.trade] else { throw CaseStop.skipped("there is no key") }
        let signer = try examination.adapter.makeSigner(key)
        let anonymous = try examination.adapter.makeSigner(nil)
        let now = examination.clock.now
        for read in ReadOperation.publicReads {
            let calls = read.drive(examination) { _, _, _ in .failure(.notSent(.network, "only asked")) }.calls
            for call in calls where !call.isSigned {
                let stamp = SigningStamp(venueTime: now, nonce: 1)
                let keyed = text(of: try signer.seal(call, at: stamp))
                try holdClean(keyed, examination, and: apiKeys(examination))
                // However a key may be encoded: with it the request is the same as without one.
                let bare = text(of: try anonymous.seal(call, at: stamp))
                try hold(keyed == bare, "\(call.operation) is another request with a key")
            }
        }
    }

    private static let target = ConformanceCase(
        "leak.target", "No secret stands in the target or body of a signed request.",
        because: "Targets are logged by every proxy on the way.", needs: .connection
    ) { examination in
        guard let key = examination.endpoint?.keys[.trade] else { throw CaseStop.skipped("there is no key") }
        let signer = try examination.adapter.makeSigner(key)
        let now = examination.clock.now
        for read in ReadOperation.accountReads + ReadOperation.orderReads {
            let calls = read.drive(examination) { _, _, _ in .failure(.notSent(.network, "only asked")) }.calls
            for call in calls {
                let request = try signer.seal(call, at: SigningStamp(venueTime: now, nonce: 1))
                try holdClean(
                    request.target + String(decoding: request.body, as: UTF8.self), examination,
                    and: apiKeys(examination))
            }
        }
    }

    private static func errors(_ key: RefusalCases.BadKey) -> ConformanceCase {
        ConformanceCase(
            "leak.error.\(key.name)", "The error of a read with \(key.words) holds no key and no secret.",
            because: reason, needs: .connection
        ) { examination in
            let venue = try await key.connect(examination)
            let error = try await mustFail { () async throws(VenueError) in try await venue.balances() }
            try holdClean("\(error) \(String(reflecting: error))", examination, and: apiKeys(examination))
        }
    }

    private static func report(_ key: RefusalCases.BadKey) -> ConformanceCase {
        ConformanceCase(
            "leak.keyTest.\(key.name)", "The report on \(key.words) holds no key and no secret.", because: reason,
            needs: .connection
        ) { examination in
            let report = try await key.connect(examination).testKey()
            var dumped = ""
            dump(report, to: &dumped)
            try holdClean("\(report) \(dumped)", examination, and: apiKeys(examination))
        }
    }

    private static func text(of request: WireRequest) -> String {
        request.target + request.headers.map { " \($0.name): \($0.value)" }.joined()
            + String(decoding: request.body, as: UTF8.self)
    }

    /// The public halves: no secret, but nobody's business either.
    private static func apiKeys(_ examination: Examination) -> [String] { fields(examination) { !$0.isSecret } }

    private static func fields(
        _ examination: Examination, _ isWanted: (CredentialField) -> Bool
    ) -> [String] {
        let wanted = examination.adapter.profile.credentialFields.filter(isWanted)
        return (examination.endpoint?.keys ?? [:]).values.flatMap { key in
            wanted.compactMap { field in key[field]?.withBytes { String(decoding: $0, as: UTF8.self) } }
        }.filter { $0.utf8.count >= 6 }
    }

    private static func holdClean(
        _ text: String, _ examination: Examination, and others: [String]
    ) throws(CaseStop) {
        for secret in fields(examination, \.isSecret) + others {
            // The altered keys of these cases share their first half with the true ones.
            let half = String(decoding: secret.utf8.prefix(max(secret.utf8.count / 2, 6)), as: UTF8.self)
            try hold(!text.contains(half), "a key's text of \(secret.utf8.count) characters stands in it")
        }
    }
}
