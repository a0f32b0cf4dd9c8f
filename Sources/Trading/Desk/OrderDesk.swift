public import AdapterProtocol
public import Logging

/// The only way to an order: gate, journal, venue, reconcile.
///
/// An intent is durable before its first byte leaves. A lost answer is `unknown` until the venue's own proof settles it;
/// nothing is ever sent twice. After a crash the journal is replayed and every open intent is settled before new orders
/// pass on its platform.
public actor OrderDesk {
    let platforms: [VenueID: DeskPlatform]
    let journal: any OrderJournal
    let clock: any WallClock
    let ids: any OrderIDSource
    let logger: Logger
    var gate: RiskGate
    var records: [OrderID: OrderRecord] = [:]
    /// Which order answers a key, from the moment the key was first seen.
    var keys: [IdempotencyKey: KeyEntry] = [:]
    /// What each order's submission was answered with: the same again for the same key.
    var answers: [OrderID: OrderRecord] = [:]
    /// Platforms with orders from before a restart that are not settled yet: closed for new orders.
    var reconciling: Set<VenueID> = []
    /// Submissions under way. The desk owns them, so that a caller who leaves cannot orphan an order.
    var underWay: [OrderID: Task<Void, Never>] = [:]
    /// When an unsettled, open or incomplete order was last asked about.
    var askedAt: [OrderID: Timestamp] = [:]
    /// Orders the venue may still have news of: what the desk follows, however long its memory grows.
    var unfinished: Set<OrderID> = []
    /// Why a submission has no answer. Each has poisoned the desk, so they stay few.
    var failures: [OrderID: DeskError] = [:]
    /// Set once the journal failed: the desk takes no orders until a restart.
    ///
    /// Set from the beginning too: what the journal says is not known before it was replayed.
    var poison: DeskError? = .journalUnavailable(.unreadable("it was not replayed yet"))
    var isClosing = false
    /// When the journal was replayed: whoever wrote what is in it signs nothing any more.
    private(set) var openedAt: Timestamp

    /// A key's order and the digest of the body it came with.
    struct KeyEntry {
        let id: OrderID
        let digest: String
    }

    /// A desk that has not started: call ``start()`` before anything else.
    public init(
        platforms: [VenueID: DeskPlatform], journal: any OrderJournal, limits: RiskLimits, clock: any WallClock,
        ids: any OrderIDSource, logger: Logger
    ) {
        self.platforms = platforms
        self.journal = journal
        self.clock = clock
        self.ids = ids
        self.logger = logger
        gate = RiskGate(limits: limits)
        openedAt = clock.now
    }

    /// Replays the journal. Platforms with unsettled orders stay closed until ``reconcile()`` has settled them.
    ///
    /// - Throws: ``JournalError`` when the journal cannot be read whole: then nothing may be traded.
    public func start() async throws(JournalError) {
        for entry in try await journal.replay() { apply(entry) }
        openedAt = clock.now
        poison = nil
        for record in records.values where record.needsResolution && !record.isPresumedAbsent {
            reconciling.insert(record.submission.proposal.platform)
        }
        logger.info(
            "order journal replayed",
            metadata: [
                "orders.total": "\(records.count)", "orders.open": "\(unfinished.count)",
                "platforms.reconciling": "\(reconciling.map(\.rawValue).sorted().joined(separator: ","))",
            ])
    }

    /// Takes in one entry: the one place where memory changes, live and on replay alike.
    func apply(_ entry: JournalEntry) {
        guard let id = entry.orderID else { return gate.apply(entry) }
        if var record = records[id] {
            record.apply(entry)
            records[id] = record
        } else if let record = OrderRecord(entry) {
            records[id] = record
            keys[record.submission.key] = KeyEntry(id: id, digest: record.submission.bodyDigest)
            if !gate.state.holds(id) { gate.apply(entry) }
        }
        guard let record = records[id] else { return }
        if answers[id] == nil, !record.isApproved || record.result != nil || !record.needsResolution {
            answers[id] = record
        }
        if isUnfinished(record) {
            unfinished.insert(id)
        } else {
            unfinished.remove(id)
            askedAt[id] = nil
        }
        if record.neverArrived {
            gate.state.release(id)
        } else if record.status.isFinal {
            gate.state.settle(id)
        }
    }

    /// Journals entries, then takes them in.
    func record(_ entries: [JournalEntry]) async throws(JournalError) {
        try await journal.append(entries)
        for entry in entries { apply(entry) }
    }

    /// One order, nil when there is none.
    public func order(_ id: OrderID) -> OrderRecord? { records[id] }

    /// All orders, newest first.
    public func orders() -> [OrderRecord] {
        records.values.sorted { ($0.submittedAt, $0.id) > ($1.submittedAt, $1.id) }
    }

    /// Why the desk takes no orders, nil while it does: a failed journal stands still until a restart.
    public var standstill: DeskError? { poison }

    /// Platforms that are closed until orders from before a restart are settled.
    public var reconcilingPlatforms: Set<VenueID> { reconciling }
}
