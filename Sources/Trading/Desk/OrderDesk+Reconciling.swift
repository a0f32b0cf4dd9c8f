public import AdapterProtocol
import Logging

extension OrderDesk {
    /// Settles every order whose outcome is unknown, all platforms at once; a platform opens when all of its are settled.
    public func reconcile() async {
        await withTaskGroup(of: Void.self) { group in
            for platform in platforms.keys { group.addTask { await self.settle(platform) } }
        }
    }

    private func settle(_ platform: VenueID) async {
        for record in unfinished(on: platform) where record.needsResolution && underWay[record.id] == nil {
            await resolve(record)
        }
        openIfSettled(platform)
    }

    /// Opens a platform for new orders once nothing from before a restart can still turn up by surprise.
    func openIfSettled(_ platform: VenueID) {
        let isWaiting = unfinished(on: platform).contains {
            $0.needsResolution && !$0.isPresumedAbsent && underWay[$0.id] == nil
        }
        if !isWaiting { reconciling.remove(platform) }
    }

    /// Asks the venue whatever is still to be known of an order.
    func ask(_ record: OrderRecord) async {
        guard underWay[record.id] == nil else { return }
        if record.needsResolution {
            await resolve(record)
        } else if isUnfinished(record) {
            await observe(record)
        }
    }

    /// Asks the venue for proof and journals what it finds; no proof changes nothing.
    private func resolve(_ record: OrderRecord) async {
        guard let venue = platforms[record.submission.proposal.platform]?.venue, poison == nil else { return }
        askedAt[record.id] = clock.now
        let found = await venue.resolve(
            record.submission.clientOrderID, on: record.submission.proposal.symbol,
            signedBy: record.signedBy(opening: openedAt))
        let result: ResolutionResult
        switch found {
        case .found(let order, let fills): result = .found(order, fills)
        case .absent(let proof):
            // Presumed absent again: nothing new to write down.
            if proof.fence == .none, records[record.id]?.isPresumedAbsent == true { return }
            result = .absent(proof)
        case .unresolved(let error):
            logger.warning(
                "an order is still unsettled",
                metadata: ["order.id": "\(record.id)", "error.kind": "\(error.kind)"])
            return
        }
        await recordOrPoison(JournalEntry(at: clock.now, orderID: record.id, event: .resolved(result)))
    }

    /// Reads an open order, or the missing fills of an ended one, from the venue.
    ///
    /// - Throws: ``DeskError/notFound(_:)``.
    public func refresh(_ id: OrderID) async throws(DeskError) -> OrderRecord {
        guard let record = records[id] else { throw .notFound(id) }
        await ask(record)
        return records[id] ?? record
    }

    private func observe(_ record: OrderRecord) async {
        guard let venue = platforms[record.submission.proposal.platform]?.venue, poison == nil else { return }
        askedAt[record.id] = clock.now
        let symbol = record.submission.proposal.symbol
        do throws(VenueError) {
            var state = record.state
            var view: Order?
            if case .found(let order) = try await venue.order(record.reference, on: symbol) {
                state.merge(order)
                view = order
            }
            var fills: [Fill] = []
            let isIncomplete = state.unexplainedBase.isPositive || !state.contradictions.isEmpty
            if isIncomplete, let id = state.venueOrderIDs.max() {
                fills = try await venue.fills(on: symbol, HistoryQuery(order: id))
                for fill in fills { state.merge(fill) }
            }
            guard state != record.state else { return }
            await recordOrPoison(JournalEntry(at: clock.now, orderID: record.id, event: .observed(view, fills)))
        } catch {
            logger.debug(
                "an open order could not be read",
                metadata: ["order.id": "\(record.id)", "error.kind": "\(error.kind)"])
        }
    }

    /// Asks the venue to cancel; only an order read proves the end. What never reached the venue is not asked for.
    ///
    /// - Throws: ``DeskError`` when there is no such order or the journal fails.
    public func cancel(_ id: OrderID, by user: String) async throws(DeskError) -> (OrderRecord, CancelOutcome) {
        guard let record = records[id], let venue = platforms[record.submission.proposal.platform]?.venue else {
            throw .notFound(id)
        }
        guard record.isApproved, !record.neverArrived else {
            return (record, .notSent(.notSent(.orderNotFound, "the order never reached the venue")))
        }
        let asked = JournalEntry(at: clock.now, orderID: id, event: .cancelRequested(by: user))
        do throws(JournalError) {
            try await self.record([asked])
        } catch {
            throw .journalUnavailable(error)
        }
        let outcome = await venue.cancel(record.reference, on: record.submission.proposal.symbol)
        await recordOrPoison(JournalEntry(at: clock.now, orderID: id, event: .cancelAnswered(outcome.word)))
        if case .ended(let order) = outcome {
            await recordOrPoison(JournalEntry(at: clock.now, orderID: id, event: .observed(order, [])))
        }
        return (try await refresh(id), outcome)
    }

    /// Throws or releases the kill switch; it survives restarts.
    ///
    /// - Throws: ``DeskError`` when the journal fails. The switch is on in memory even then: it fails closed.
    public func setKillSwitch(_ isEngaged: Bool, by user: String, reason: String) async throws(DeskError) {
        let event = JournalEvent.killSwitch(isEngaged: isEngaged, by: user, reason: reason)
        if isEngaged { gate.state.setKillSwitch(reason) }
        do throws(JournalError) {
            try await record([JournalEntry(at: clock.now, orderID: nil, event: event)])
        } catch {
            throw .journalUnavailable(error)
        }
    }

    private func recordOrPoison(_ entry: JournalEntry) async {
        do throws(JournalError) {
            try await record([entry])
        } catch {
            poison = .journalUnavailable(error)
            logger.error("journal failed; the desk takes no orders", metadata: ["error": "\(error)"])
        }
    }
}

extension CancelOutcome {
    /// The outcome in one word.
    public var word: String {
        switch self {
        case .ended: "ended"
        case .requested: "requested"
        case .notLive: "notLive"
        case .rejected: "rejected"
        case .notSent: "notSent"
        case .unknown: "unknown"
        }
    }
}
