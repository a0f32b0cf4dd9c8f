import AdapterProtocol

extension CallRunner {
    /// Measures the venue's clock unless the estimate is fresh; whoever comes meanwhile waits for the one measurement.
    /// The measurement is as urgent as the call that needs it.
    ///
    /// - Throws: ``VenueError`` of effect `notSent`: without a measurement nothing is signed.
    func ensureClock(for priority: VenueCall.Priority) async throws(VenueError) {
        // A venue without a clock to read is signed for by ours.
        guard venueClock.fresh == nil, adapter.capabilities.table[.serverTime] != .unsupported(.byVenue) else { return }
        do throws(CancellationError) {
            try await clockLane.acquire(priority)
        } catch {
            throw .notSent(.cancelled, "cancelled while the venue's clock was measured")
        }
        defer { clockLane.release() }
        guard venueClock.fresh == nil else { return }
        do throws(VenueError) {
            try await measureClock(priority)
        } catch {
            throw error.with(effect: .notSent)
        }
    }

    private func measureClock(_ priority: VenueCall.Priority) async throws(VenueError) {
        let asked: VenueCall
        let next: @Sendable (CallResult, Timestamp) -> FlowStep<Timestamp>
        switch adapter.serverTime().start(clock.now) {
        case .call(let call, let resume) where !call.isSigned: (asked, next) = (call.asUrgent(as: priority), resume)
        case .failed(let error): throw error
        default: throw .notSent(.unsupported, "the venue's clock is not one unsigned call")
        }
        let exchange = await exchange(asked)
        switch next(exchange.result, exchange.received) {
        case .finished(let time):
            venueClock.take(venueTime: time, sent: exchange.sent, received: exchange.received)
        case .failed(let error): throw error
        case .call, .wait: throw .notSent(.unsupported, "the venue's clock takes more than one call")
        }
    }
}

extension VenueCall {
    fileprivate func asUrgent(as priority: Priority) -> VenueCall {
        VenueCall(
            operation: operation, intent: intent, priority: max(priority, self.priority), method: method, path: path,
            parameters: parameters, isSigned: isSigned, charges: charges, notAfter: notAfter)
    }
}
