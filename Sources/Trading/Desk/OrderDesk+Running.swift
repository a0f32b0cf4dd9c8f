import AdapterProtocol

extension OrderDesk {
    /// How often the desk looks for something to do.
    static let beat: Duration = .seconds(1)
    /// Open orders are asked about this often. A query weighs 4 of 6,000 a minute at the dearest venue: 45 bots with an
    /// open order each use 90 % of it at two seconds, half at four (binance.md H).
    static let refreshInterval: Duration = .seconds(4)
    /// Unsettled orders are searched for this often: a search costs several queries and waits for proof by itself.
    static let resolutionInterval: Duration = .seconds(5)
    /// Ended orders whose fills do not add up are asked about this often; the venue's history may lag by minutes.
    static let completionInterval: Duration = .seconds(60)

    /// Settles unknown orders and follows open ones until cancelled; a venue that hangs delays no other.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            for platform in platforms.keys { group.addTask { await self.follow(platform) } }
        }
    }

    private func follow(_ platform: VenueID) async {
        while !Task.isCancelled {
            for record in unfinished(on: platform) where isDue(record) {
                if Task.isCancelled { return }
                await ask(record)
            }
            openIfSettled(platform)
            do throws(CancellationError) {
                try await clock.sleep(for: Self.beat)
            } catch {
                return
            }
        }
    }

    /// Takes nothing new and waits until every submission under way has its outcome in the journal.
    public func close() async {
        isClosing = true
        for task in underWay.values { await task.value }
    }

    /// Whether the venue may still have news of an order.
    func isUnfinished(_ record: OrderRecord) -> Bool {
        record.isApproved && (!record.status.isFinal || record.isIncomplete)
    }

    /// A platform's unfinished orders, oldest first.
    func unfinished(on platform: VenueID) -> [OrderRecord] {
        unfinished.compactMap { records[$0] }
            .filter { $0.submission.proposal.platform == platform }
            .sorted { ($0.submittedAt, $0.id) < ($1.submittedAt, $1.id) }
    }

    private func isDue(_ record: OrderRecord) -> Bool {
        guard underWay[record.id] == nil else { return false }
        guard let asked = askedAt[record.id] else { return true }
        return clock.now >= asked.advanced(by: Self.interval(of: record))
    }

    private static func interval(of record: OrderRecord) -> Duration {
        if record.needsResolution { return resolutionInterval }
        return record.status.isFinal ? completionInterval : refreshInterval
    }
}
