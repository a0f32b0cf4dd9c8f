import AdapterProtocol
import AdapterRuntime

/// Signed calls that are many at once, or of several connections of one key.
enum NonceCases {
    static let all: [ConformanceCase] = [
        concurrent, twoConnections, restart, reopened, afterLoss, writesAndReads, stampedFresh, idle,
    ]

    private static let reason = "A nonce or time stamp out of order is refused, at random and under load only."

    private static let concurrent = ConformanceCase(
        "nonce.concurrent", "Twenty signed reads at once all succeed.", because: reason, needs: .connection
    ) { examination in
        let venue = examination.venue
        try await holdAll(20) { _ in _ = try await venue.balances() }
    }

    private static let twoConnections = ConformanceCase(
        "nonce.twoConnections", "Two connections of one key read in turn and at once.",
        because: "Two parts of a program share a key, and neither may shut out the other.", needs: .connection
    ) { examination in
        let first = try await examination.reconnect()
        let second = try await examination.reconnect()
        for _ in 0..<3 {
            _ = try await first.balances()
            _ = try await second.balances()
        }
        try await holdAll(6) { number in
            _ = try await (number.isMultiple(of: 2) ? first : second).balances()
        }
    }

    private static let restart = ConformanceCase(
        "nonce.restart", "A new connection goes on where the last one ended.",
        because: "After a restart the first call must not be refused for an old nonce.", needs: .connection
    ) { examination in
        for _ in 0..<3 { _ = try await examination.reconnect().balances() }
        _ = try await examination.venue.balances()
    }

    private static let reopened = ConformanceCase(
        "nonce.reopened",
        "A key whose nonces are opened anew, as after a restart, goes on above every one given before, also with the clock"
            + " where it was.",
        because: "The venue has seen them: a restart that begins anew is refused, or locked out.", needs: .connection
    ) { examination in
        let adapter = examination.adapter
        guard adapter.needsNonce else { throw CaseStop.notApplicable("keys have no nonces") }
        // A key of nobody's would leave its file beside those of real ones.
        try examination.mustBeVirtual()
        guard let nonces = examination.endpoint?.nonces else { throw CaseStop.skipped("the endpoint keeps no nonces") }
        let key = try MadeUpKey(for: adapter, variant: 3).credentials
        var last: UInt64 = 0
        for opening in 1...3 {
            let store = try nonces(key)
            for _ in 0..<20 {
                let nonce = try await store.next()
                try hold(nonce > last, "opening \(opening): \(nonce) comes after \(last)")
                last = nonce
            }
        }
    }

    private static let afterLoss = ConformanceCase(
        "nonce.afterLoss", "A request that never arrived does not block the ones behind it.",
        because: "A gap in the nonces is allowed; waiting for one that is lost would stop everything.",
        needs: .connection
    ) { examination in
        let ground = try Ground(examination)
        try await ground.warm()
        ground.tap.arm(.loseRequest, times: 3) { $0.isSigned }
        _ = try? await examination.venue.balances()
        ground.tap.reset()
        try hold(try await !examination.venue.balances().isEmpty, "there are no balances")
    }

    private static let writesAndReads = ConformanceCase(
        "nonce.writesAndReads", "Placements and reads at once all succeed, each order once.", because: reason,
        needs: .trading
    ) { examination in
        let ground = try Ground(examination)
        let before = try await ground.openIDs()
        let requests = try (0..<4).map { _ in try examination.restingBuy() }
        let placed = await withTaskGroup(of: PlaceOutcome?.self) { group in
            for request in requests {
                group.addTask { await examination.place(request) }
                group.addTask {
                    _ = try? await examination.venue.balances()
                    return nil
                }
            }
            return await group.reduce(into: [VenueOrderID]()) { ids, outcome in
                if case .accepted(let acceptance) = outcome { ids.append(acceptance.venueOrderID) }
            }
        }
        try hold(placed.count == requests.count, "\(placed.count) of \(requests.count) were accepted")
        for id in placed { _ = try await examination.shown(.venue(id)) }
        let new = try await ground.openIDs().subtracting(before)
        try hold(new == Set(placed), "open are \(new.sorted()), placed \(placed.sorted())")
    }

    private static let stampedFresh = ConformanceCase(
        "nonce.stamp", "The same call at another moment, or with another nonce, is another request.",
        because: "A venue takes two equal requests for one, or for a replay.", needs: .connection
    ) { examination in
        let adapter = examination.adapter
        guard let key = examination.endpoint?.keys[.trade] else { throw CaseStop.skipped("there is no key") }
        let signer = try adapter.makeSigner(key)
        guard case .call(let call, _) = adapter.balances().start(examination.clock.now) else {
            throw CaseStop.notApplicable("balances are not one call")
        }
        let now = examination.clock.now
        let later = now.advanced(by: .milliseconds(1))
        let nonces: (UInt64?, UInt64?) = adapter.needsNonce ? (1_000, 1_001) : (nil, nil)
        guard adapter.needsNonce || adapter.needsUniqueTimestamps else {
            throw CaseStop.notApplicable("the venue compares neither nonces nor time stamps")
        }
        let first = try signer.seal(call, at: SigningStamp(venueTime: now, nonce: nonces.0))
        let second = try signer.seal(call, at: SigningStamp(venueTime: later, nonce: nonces.1))
        try hold(first.headers.map(\.value) != second.headers.map(\.value), "both are signed alike")
        try hold(call.isSigned, "balances are not signed")
    }

    private static let idle = ConformanceCase(
        "nonce.idle", "After an hour without calls the next one works.",
        because: "What was measured or reserved an hour ago is stale.", needs: .connection
    ) { examination in
        try examination.mustBeVirtual()
        _ = try await examination.venue.balances()
        try await examination.clock.sleep(for: .seconds(3600))
        try hold(try await !examination.venue.balances().isEmpty, "there are no balances")
    }

    private static func holdAll(
        _ count: Int, _ operation: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let failures = await withTaskGroup(of: (any Error)?.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        try await operation(number)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [any Error]()) { found, error in
                if let error { found.append(error) }
            }
        }
        if let first = failures.first { throw CaseStop.broken("\(failures.count) of \(count) failed: \(first)") }
    }
}
