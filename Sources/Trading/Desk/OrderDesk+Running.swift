import AdapterProtocol

extension OrderDesk {
    /// How often the desk looks for something to do.
    private static let beat: Duration = .seconds(1)

    /// Settles unknown orders and follows open ones until cancelled.
    public func run() async {
        while !Task.isCancelled {
            await reconcile()
            for record in orders() where isDue(record) {
                if Task.isCancelled { return }
                _ = try? await refresh(record.id)
            }
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

    private func isDue(_ record: OrderRecord) -> Bool {
        guard record.isApproved, !record.needsResolution, underWay[record.id] == nil else { return false }
        guard !record.status.isFinal || record.lacksFills else { return false }
        guard let asked = askedAt[record.id] else { return true }
        return clock.now >= asked.advanced(by: Self.refreshInterval)
    }
}
