import AdapterKit
import AdapterProtocol

/// One connection of the key's user (luno.md J): words about orders and sums of fills, which are merged into what is known
/// of an order; the rest is named, to be read.
struct LunoAccountSession: AccountStreamSession {
    /// How long a refusal of the credentials may take: an accepted connection is silent (luno.md J).
    static let grace: Duration = .seconds(2)

    let catalog: InstrumentCatalog
    /// The assets of the accounts that are configured, by account id.
    let assets: [String: Asset]
    /// When the connection counts as taken; nil once it was, or has ended.
    var liveAt: Duration?
    var isOver = false
    /// When the connection was opened, by our clock: what happened before is told a second time.
    var openedAt: Timestamp?
    /// The orders that live, as they are known.
    var orders: [VenueOrderID: Order] = [:]
    /// The newest row of each account's ledger.
    var rows: [String: Int64] = [:]
    /// When the last message came.
    var lastGood: Timestamp?

    init(catalog: InstrumentCatalog, accounts: [Asset: String]) {
        self.catalog = catalog
        assets = Dictionary(accounts.map { ($0.value, $0.key) }) { first, _ in first }
    }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        openedAt = now.time
        output.send(LunoProof.credentials)
        let liveAt = now.elapsed + Self.grace
        self.liveAt = liveAt
        output.wake(at: liveAt)
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        guard !isOver else { return }
        let frame: AccountFrame
        do throws(JSONError) {
            frame = try AccountFrame(message)
        } catch {
            return end(.reconnect(.undecodable, "a frame that cannot be read"), .undecodable, at: now, &output)
        }
        if let refusal = frame.refusal { return end(refusal.ending, .refused, at: now, &output) }
        becomeLive(&output)
        if let order = frame.order { take(order, frame.time, &output) }
        if let fill = frame.fill { take(fill, frame.time, &output) }
        if let balance = frame.balance { take(balance, frame.time, &output) }
        lastGood = now.time
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {
        guard !isOver, let liveAt else { return }
        if now.elapsed >= liveAt { becomeLive(&output) } else { output.wake(at: liveAt) }
    }

    /// The venue took the credentials: it is silent for long enough, or it tells something.
    private mutating func becomeLive(_ output: inout StreamOutput<AccountStreamEvent>) {
        guard liveAt != nil else { return }
        liveAt = nil
        output.tell(.live)
    }

    private mutating func end(
        _ ending: StreamEnding, _ cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        let wasLive = liveAt == nil && openedAt != nil
        isOver = true
        liveAt = nil
        if wasLive {
            output.tell(.marker(StreamMarker(.gap, cause, symbol: nil, from: lastGood ?? openedAt, to: now.time)))
        }
        output.end(ending)
    }
}
