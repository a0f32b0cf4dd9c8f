public import AdapterProtocol
import Logging

extension OrderDesk {
    /// Submits an order, or returns what its key was answered with before.
    ///
    /// Two that arrive at once under one key share one submission. A caller that is cancelled leaves; the submission goes
    /// on and keeps its record.
    /// - Parameters:
    ///   - proposal: What to trade.
    ///   - key: The caller's name for it.
    ///   - bodyDigest: A digest of the whole request, to tell another one under the same key.
    ///   - announce: Told the identity before anything is sent.
    /// - Throws: ``DeskError``; its text says whether the order may exist.
    public func submit(
        _ proposal: OrderProposal, key: IdempotencyKey, bodyDigest: String,
        announce: @Sendable (OrderID, ClientOrderID) -> Void = { _, _ in }
    ) async throws(DeskError) -> OrderRecord {
        if let known = keys[key] { return try await answer(known, digest: bodyDigest) }
        guard !isClosing else { throw .shuttingDown }
        if let poison { throw poison }
        guard platforms[proposal.platform] != nil else { throw .unknownPlatform(proposal.platform) }
        let request = try request(for: proposal)
        let id = OrderID(of: request.clientOrderID)
        let entry = KeyEntry(id: id, digest: bodyDigest)
        keys[key] = entry
        announce(id, request.clientOrderID)
        underWay[id] = Task {  // reason: the desk owns it, awaits it in close(); a caller who leaves must not stop it
            await self.process(proposal, as: request, key: key, bodyDigest: bodyDigest)
        }
        return try await answer(entry, digest: bodyDigest)
    }

    /// The first id whose short form is free.
    private func request(for proposal: OrderProposal) throws(DeskError) -> OrderRequest {
        while true {
            let id = ids.next(at: clock.now)
            guard records[OrderID(of: id)] == nil, underWay[OrderID(of: id)] == nil else { continue }
            do throws(OrderRequestProblem) {
                return try proposal.request(as: id)
            } catch {
                throw .invalid(error)
            }
        }
    }

    private func answer(_ entry: KeyEntry, digest: String) async throws(DeskError) -> OrderRecord {
        guard entry.digest == digest else { throw .idempotencyMismatch }
        await underWay[entry.id]?.value
        if let answer = answers[entry.id] { return answer }
        if let failure = failures[entry.id] { throw failure }
        // A record from before a crash that is not settled yet answers as it stands.
        if let record = records[entry.id] { return record }
        throw .journalUnavailable(.poisoned)
    }

    /// Gate, journal, venue, journal.
    private func process(
        _ proposal: OrderProposal, as request: OrderRequest, key: IdempotencyKey, bodyDigest: String
    ) async {
        let id = OrderID(of: request.clientOrderID)
        defer { underWay[id] = nil }
        let facts = await facts(for: proposal)
        let now = clock.now
        func submission(_ notional: ExactDecimal?) -> Submission {
            Submission(
                proposal: proposal, clientOrderID: request.clientOrderID, key: key, bodyDigest: bodyDigest,
                notional: notional)
        }
        switch gate.evaluate(proposal, as: request, facts: facts, at: now) {
        case .refused(let verdicts):
            let notional = RiskGate.notional(of: request, reference: facts.reference)
            let entry = JournalEntry(at: now, orderID: id, event: .refused(submission(notional), verdicts))
            await journalOrForget([entry], id, key)
        case .approved(let approval):
            let event = JournalEvent.intended(submission(approval.notional), approval.verdicts)
            guard await journalOrForget([JournalEntry(at: now, orderID: id, event: event)], id, key) else {
                gate.state.release(id)
                return
            }
            await execute(approval, id)
        }
    }

    /// Journals the beginning of an order; when that fails nothing was sent, and the key may be tried again.
    @discardableResult
    private func journalOrForget(_ entries: [JournalEntry], _ id: OrderID, _ key: IdempotencyKey) async -> Bool {
        do throws(JournalError) {
            try await record(entries)
            return true
        } catch {
            keys[key] = nil
            failures[id] = .journalUnavailable(error)
            poison = .journalUnavailable(error)
            logger.error("journal failed; the desk takes no orders", metadata: ["error": "\(error)"])
            return false
        }
    }

    /// Consumes the approval: the order is sent at most once.
    private func execute(_ approval: consuming Approval, _ id: OrderID) async {
        let outcome: PlaceOutcome
        if clock.now > approval.expiresAt {
            outcome = .notSent(.notSent(.refusedLocally, "the approval went stale before the order could be sent"))
        } else if let reason = gate.state.killReason {
            outcome = .notSent(.notSent(.refusedLocally, "the kill switch was thrown before it was sent: \(reason)"))
        } else if let venue = platforms[approval.platform]?.venue {
            outcome = await venue.place(approval.request)
        } else {
            outcome = .notSent(.notSent(.refusedLocally, "the platform has no adapter"))
        }
        let entry = JournalEntry(at: clock.now, orderID: id, event: .placed(PlacementResult(outcome)))
        do throws(JournalError) {
            try await record([entry])
        } catch {
            // Sent, but its outcome is not durable: stop, and let a restart settle it from the intent.
            failures[id] = .outcomeNotJournaled(id, error)
            // Others are told only that the desk takes nothing: their orders were not sent.
            poison = .journalUnavailable(error)
            logger.critical("an order's outcome could not be journaled", metadata: ["order.id": "\(id)"])
        }
    }

    /// What the gate must know; whatever cannot be read stays nil and refuses.
    private func facts(for proposal: OrderProposal) async -> GateFacts {
        guard let platform = platforms[proposal.platform] else {
            return GateFacts(platformRefusal: "the platform has no adapter", instrument: nil, reference: nil)
        }
        var facts = GateFacts(instrument: nil, reference: nil)
        if !platform.isEnabled { facts.platformRefusal = "the platform is switched off in the configuration" }
        if reconciling.contains(proposal.platform) {
            facts.platformRefusal = "orders from before a restart are still being settled"
        }
        do throws(VenueError) {
            facts.instrument = try await platform.venue.instrument(proposal.symbol)
            facts.venueReference = await Self.venueReference(platform.venue, proposal.symbol)
            facts.reference = Self.reference(try await platform.venue.ticker(proposal.symbol), at: clock.now)
        } catch {
            facts.instrumentProblem = error
        }
        return facts
    }

    /// A venue that does not tell its reference checks the order itself.
    private static func venueReference(_ venue: any Venue, _ symbol: Symbol) async -> ExactDecimal? {
        do throws(VenueError) {
            return try await venue.referencePrice(symbol)
        } catch {
            return nil
        }
    }

    /// The middle of best bid and ask; the last trade while a side is empty.
    private static func reference(_ ticker: Ticker, at now: Timestamp) -> GateFacts.Reference? {
        if let bid = ticker.bidPrice, let ask = ticker.askPrice,
            let middle = try? (bid + ask).divided(by: 2, scale: max(bid.scale, ask.scale) + 1, rounding: .halfEven)
        {
            return GateFacts.Reference(price: middle, readAt: now)
        }
        return ticker.last.map { GateFacts.Reference(price: $0, readAt: now) }
    }
}
