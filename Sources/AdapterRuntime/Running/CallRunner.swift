import AdapterProtocol

/// Makes one call of an adapter: waits for budget, stamps and signs at the last moment, sends at most once per try, and
/// tries again only what provably did nothing.
final class CallRunner<Adapter: VenueAdapter>: Sendable {
    /// Longest wait for an answer to a read. The venues answer reads within a second or two; ten is their own limit for
    /// anything (binance.md A).
    static var readTimeout: Duration { .seconds(10) }
    /// Longest wait for rate budget: one calendar minute and its uncertain edge. What comes back later than that is
    /// refused at once, so that nobody hangs through a ban.
    static var longestBudgetWait: Duration { .seconds(65) }

    let adapter: Adapter
    let environment: VenueEnvironment
    let clock: any WallClock
    let venueClock: VenueClock
    let clockLane = SerialLane()
    private let transport: any Transport
    let signer: any RequestSigner
    /// Whether there is a key to sign with.
    let hasKey: Bool
    private let nonces: (any NonceStore)?
    private let limiter: RateLimiter
    private let observer: CallObserver
    private let backoff: Backoff
    private let keyLane = SerialLane()
    /// Shared by all connections with the key that are given the same budgets.
    let uniqueTime: UniqueTime

    init(_ parts: VenueParts<Adapter>) throws(VenueError) {
        adapter = parts.adapter
        environment = parts.environment
        clock = parts.clock
        venueClock = VenueClock(local: parts.clock)
        transport = parts.transport
        signer = try parts.adapter.makeSigner(parts.credentials)
        hasKey = parts.credentials != nil
        nonces = parts.nonces
        limiter = RateLimiter(
            rules: parts.adapter.rateLimits, address: parts.environment.rest, key: parts.credentials?.fingerprint,
            headroom: parts.rateHeadroomPercent, shared: parts.rateBudgets)
        uniqueTime = parts.signingTimes.times(of: parts.credentials?.fingerprint, at: parts.environment.rest)
        observer = CallObserver(venue: parts.adapter.profile.id, logger: parts.logger)
        backoff = Backoff(random: parts.random)
    }

    /// A call's result, and when its last try was sent and answered.
    struct Exchange: Sendable {
        let result: CallResult
        let sent: Timestamp
        let received: Timestamp
    }

    /// Makes a call, and repeats it while that is safe and worth it.
    func perform(_ call: VenueCall, signingBefore latest: Timestamp? = nil) async -> CallResult {
        if call.isSigned {
            do throws(VenueError) {
                try await ensureClock(for: call.priority)
            } catch {
                return .failure(error)
            }
        }
        return await exchange(call, signingBefore: latest).result
    }

    /// Makes a call without a look at the clock estimate.
    func exchange(_ call: VenueCall, signingBefore latest: Timestamp? = nil) async -> Exchange {
        let deadline = clock.now.advanced(by: timeout(of: call))
        var attempt = 1
        while true {
            let exchange = await attemptOnce(call, latest)
            guard attempt < Backoff.tries, isWorthRepeating(exchange.result, call) else { return exchange }
            let pause = backoff.pause(after: attempt)
            guard clock.now.advanced(by: pause) < deadline else { return exchange }
            do throws(CancellationError) {
                try await clock.sleep(for: pause)
            } catch {
                return exchange
            }
            attempt += 1
        }
    }

    private func timeout(of call: VenueCall) -> Duration {
        call.intent == .write ? adapter.writeTimeout : Self.readTimeout
    }

    /// A read whose answer is missing or says that the venue is unwell; a write of which not a byte left.
    private func isWorthRepeating(_ result: CallResult, _ call: VenueCall) -> Bool {
        switch result {
        case .reply(let reply): return call.intent == .read && reply.status >= 500
        case .failure(let error):
            guard error.kind == .network || error.kind == .timeout else { return false }
            return error.effect == .notSent || call.intent == .read
        }
    }

    private func attemptOnce(_ call: VenueCall, _ latest: Timestamp?) async -> Exchange {
        var sent = clock.now
        do throws(VenueError) {
            guard !environment.missing.contains(call.operation) else {
                throw .notSent(.unsupported, "\(call.operation) does not exist in \(environment.name)")
            }
            let ticket = try await budget(for: call)
            sent = clock.now
            do throws(VenueError) {
                let reply = try await inLane(call) { nonce throws(VenueError) in
                    sent = clock.now
                    return try await send(call, nonce: nonce, latest)
                }
                let received = clock.now
                settle(call, ticket, reply, took: received.duration(since: sent))
                return Exchange(result: .reply(reply), sent: sent, received: received)
            } catch {
                limiter.abandon(call, ticket: ticket, wasSent: error.effect != .notSent, at: venueClock.moment)
                throw error
            }
        } catch {
            let received = clock.now
            observer.failure(of: call, error, took: received.duration(since: sent))
            return Exchange(result: .failure(error), sent: sent, received: received)
        }
    }

    private func settle(_ call: VenueCall, _ ticket: UInt64, _ reply: WireReply, took duration: Duration) {
        let feedback = adapter.rateFeedback(from: reply, to: call)
        limiter.settle(
            call, ticket: ticket, succeeded: (200..<300).contains(reply.status), feedback: feedback,
            at: venueClock.moment)
        observer.reply(to: call, status: reply.status, took: duration)
    }

    /// Waits for the budget; a call that would leave too late is not sent.
    private func budget(for call: VenueCall) async throws(VenueError) -> UInt64 {
        let ticket = limiter.ticket()
        defer { limiter.leave(ticket) }
        // An order that waited longer than its caller would for the answer is no longer the order that was asked for.
        let patience = call.priority == .place ? adapter.writeTimeout : Self.longestBudgetWait
        let latest = clock.now.advanced(by: patience)
        while true {
            try refuseLate(call)
            guard !Task.isCancelled else { throw .notSent(.cancelled, "cancelled while waiting for rate budget") }
            switch limiter.reserve(call, ticket: ticket, at: venueClock.moment) {
            case .granted: return ticket
            case .suspend(let generation): await limiter.changed(since: generation, ticket: ticket)
            case .wait(let duration):
                try refuseLate(call, after: duration)
                guard clock.now.advanced(by: duration) <= latest else {
                    throw .notSent(
                        .rateLimited, "\(call.operation) has no rate budget left", advice: .after(duration))
                }
                do throws(CancellationError) {
                    try await clock.sleep(for: duration)
                } catch {
                    throw .notSent(.cancelled, "cancelled while waiting for rate budget")
                }
            }
        }
    }

    private func refuseLate(_ call: VenueCall, after wait: Duration = .zero) throws(VenueError) {
        guard let notAfter = call.notAfter, venueClock.now.advanced(by: wait) > notAfter else { return }
        throw .notSent(.deadlinePassed, "the order's deadline passed before it could be sent")
    }

    /// Runs `body` one at a time where the key has nonces, from the nonce to the answer: only so do nonces arrive in
    /// order, for two requests may travel on two connections.
    private func inLane(
        _ call: VenueCall, _ body: (UInt64?) async throws(VenueError) -> WireReply
    ) async throws(VenueError) -> WireReply {
        guard call.isSigned, adapter.needsNonce else { return try await body(nil) }
        guard let nonces else { throw .notSent(.noCredentials, "a key of this venue needs a nonce store") }
        do throws(CancellationError) {
            try await keyLane.acquire(call.priority)
        } catch {
            throw .notSent(.cancelled, "cancelled while waiting for the key's turn")
        }
        defer { keyLane.release() }
        return try await body(try await nonces.next())
    }

    private func send(_ call: VenueCall, nonce: UInt64?, _ latest: Timestamp?) async throws(VenueError) -> WireReply {
        try refuseLate(call)
        if let latest, clock.now > latest {
            throw .notSent(.deadlinePassed, "\(call.operation) waited too long for its turn to be signed")
        }
        guard !Task.isCancelled else { throw .notSent(.cancelled, "cancelled before anything was sent") }
        let now = venueClock.now
        let time = call.isSigned && adapter.needsUniqueTimestamps ? uniqueTime.take(now) : now
        let request = try signer.seal(call, at: SigningStamp(venueTime: time, nonce: nonce))
        do throws(TransportFailure) {
            return try await transport.send(request, to: environment.rest, timeout: timeout(of: call))
        } catch {
            throw error.venueError(for: call.intent)
        }
    }
}
