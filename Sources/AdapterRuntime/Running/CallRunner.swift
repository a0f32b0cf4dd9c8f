import AdapterProtocol

/// Makes one call of an adapter: waits for budget, stamps and signs at the last moment, sends at most once per try, and
/// tries again only what provably did nothing.
final class CallRunner<Adapter: VenueAdapter>: Sendable {
    /// Longest wait for an answer to a read. The venues answer reads within a second or two; ten is their own limit for
    /// anything (binance.md A).
    static var readTimeout: Duration { .seconds(10) }

    let adapter: Adapter
    let environment: VenueEnvironment
    let clock: any WallClock
    let venueClock: VenueClock
    private let transport: any Transport
    private let signer: any RequestSigner
    private let nonces: (any NonceStore)?
    private let limiter: RateLimiter
    private let observer: CallObserver
    private let backoff: Backoff
    private let clockLane = SerialLane()
    private let keyLane = SerialLane()

    init(_ parts: VenueParts<Adapter>) throws(VenueError) {
        adapter = parts.adapter
        environment = parts.environment
        clock = parts.clock
        venueClock = VenueClock(local: parts.clock)
        transport = parts.transport
        signer = try parts.adapter.makeSigner(parts.credentials)
        nonces = parts.nonces
        limiter = RateLimiter(rules: parts.adapter.rateLimits, headroom: parts.rateHeadroomPercent)
        observer = CallObserver(venue: parts.adapter.profile.id, logger: parts.logger)
        backoff = Backoff(random: parts.random)
    }

    func perform(_ call: VenueCall) async -> CallResult {
        guard !environment.missing.contains(call.operation) else {
            return .failure(.notSent(.unsupported, "\(call.operation) does not exist in \(environment.name)"))
        }
        var attempt = 0
        while true {
            let result = await once(call)
            attempt += 1
            guard attempt < Backoff.tries, isWorthRepeating(result, call) else { return result }
            do throws(CancellationError) {
                try await clock.sleep(for: backoff.pause(after: attempt))
            } catch {
                return result
            }
        }
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

    private func once(_ call: VenueCall) async -> CallResult {
        do throws(VenueError) {
            if call.isSigned { try await ensureClock() }
            let ticket = try await budget(for: call)
            let start = clock.now
            do throws(VenueError) {
                let reply = try await exchange(call)
                settle(call, ticket, reply, since: start)
                return .reply(reply)
            } catch {
                limiter.abandon(call, ticket: ticket, wasSent: error.effect != .notSent, at: venueClock.now)
                observer.failure(of: call, error, took: clock.now.duration(since: start))
                throw error
            }
        } catch {
            return .failure(error)
        }
    }

    private func settle(_ call: VenueCall, _ ticket: UInt64, _ reply: WireReply, since start: Timestamp) {
        let feedback = adapter.rateFeedback(from: reply, to: call)
        limiter.settle(
            call, ticket: ticket, succeeded: (200..<300).contains(reply.status), feedback: feedback,
            at: venueClock.now)
        observer.reply(to: call, status: reply.status, took: clock.now.duration(since: start))
    }

    /// Waits for the budget; a call that would leave too late is not sent.
    private func budget(for call: VenueCall) async throws(VenueError) -> UInt64 {
        while true {
            if let notAfter = call.notAfter, venueClock.now > notAfter {
                throw .notSent(.deadlinePassed, "the order's deadline passed before it could be sent")
            }
            switch limiter.reserve(call, at: venueClock.now) {
            case .granted(let ticket): return ticket
            case .wait(let duration):
                do throws(CancellationError) {
                    try await clock.sleep(for: duration)
                } catch {
                    throw .notSent(.cancelled, "cancelled while waiting for rate budget")
                }
            }
        }
    }

    /// Signs and sends, one at a time where the key has nonces.
    private func exchange(_ call: VenueCall) async throws(VenueError) -> WireReply {
        guard call.isSigned, adapter.needsNonce else { return try await send(call, nonce: nil) }
        guard let nonces else { throw .notSent(.noCredentials, "a key of this venue needs a nonce store") }
        await keyLane.acquire()
        let result: Result<WireReply, VenueError>
        do throws(VenueError) {
            result = .success(try await send(call, nonce: try await nonces.next()))
        } catch {
            result = .failure(error)
        }
        await keyLane.release()
        return try result.get()
    }

    private func send(_ call: VenueCall, nonce: UInt64?) async throws(VenueError) -> WireReply {
        guard !Task.isCancelled else { throw .notSent(.cancelled, "cancelled before anything was sent") }
        let request = try signer.seal(call, at: SigningStamp(venueTime: venueClock.now, nonce: nonce))
        let timeout = call.intent == .write ? adapter.writeTimeout : Self.readTimeout
        do throws(TransportFailure) {
            return try await transport.send(request, to: environment.rest, timeout: timeout)
        } catch {
            throw error.venueError(for: call.intent)
        }
    }

    /// Measures the venue's clock unless the estimate is fresh; whoever comes meanwhile waits for the one measurement.
    private func ensureClock() async throws(VenueError) {
        guard venueClock.fresh == nil else { return }
        await clockLane.acquire()
        var failure: VenueError?
        if venueClock.fresh == nil {
            do throws(VenueError) {
                try await measureClock()
            } catch {
                failure = error
            }
        }
        await clockLane.release()
        if let failure { throw failure.with(effect: .notSent) }
    }

    private func measureClock() async throws(VenueError) {
        let sent = clock.now
        guard case .call(let call, let next) = adapter.serverTime().start(sent) else { return }
        let result = await perform(call)
        let received = clock.now
        switch next(result, received) {
        case .finished(let time): venueClock.take(venueTime: time, sent: sent, received: received)
        case .failed(let error): throw error
        case .call, .wait: throw .notSent(.unsupported, "the venue's clock takes more than one call")
        }
    }
}
