import AdapterProtocol

/// A market session that does one thing wrongly, around one that does it right.
struct SpoiltMarket: MarketStreamSession {
    /// What is wrong; what is not set is right.
    struct Spoils: Sendable {
        /// The message as it is read; nil when it is dropped.
        var message: @Sendable ([UInt8]) -> [UInt8]? = { $0 }
        var events: @Sendable ([MarketStreamEvent]) -> [MarketStreamEvent] = { $0 }
        /// Why the connection ends, after a message.
        var ending: @Sendable (StreamEnding?, [UInt8]) -> StreamEnding? = { ending, _ in ending }
        var book: @Sendable (LiveBook) -> LiveBook = { $0 }
        var snapshot: @Sendable (Result<OrderBook, VenueError>) -> Result<OrderBook, VenueError> = { $0 }
        /// A lost book is shown as it last was.
        var keepsLostBooks = false
        var isAlwaysLive = false
        var asksOnce = false
        var takesAnySnapshot = false
        var keepsWhatIsLeft = false
        var ignoresResyncs = false
        var wakesAtOnce = false
        var endsWhenTheClockGoesBack = false
        var losesLevelsInSilence = false
        /// A frame that was there before takes the best bid away.
        var losesLevelsOnRepeats = false
    }

    private var base: any MarketStreamSession
    private let spoils: Spoils
    private var inner = StreamOutput<MarketStreamEvent>()
    private var last: [Int: LiveBook] = [:]
    private var slots: [Int] = []
    private var hasAsked = false
    private var snapshot: OrderBook?
    private var time: Timestamp?
    private var isSilent = false
    private var seen: Set<[UInt8]> = []
    private var isRepeated = false

    init(_ base: any MarketStreamSession, _ spoils: Spoils) {
        self.base = base
        self.spoils = spoils
    }

    mutating func opened(_ address: StreamAddress, at now: StreamInstant, _ output: inout Output) {
        run(at: now, &output) { $0.opened(address, at: now, &$1) }
    }

    mutating func subscribe(_ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout Output) {
        slots += subscriptions.map(\.slot)
        run(at: now, &output) { $0.subscribe(subscriptions, at: now, &$1) }
    }

    mutating func unsubscribe(_ slots: [Int], at now: StreamInstant, _ output: inout Output) {
        if !spoils.keepsWhatIsLeft { run(at: now, &output) { $0.unsubscribe(slots, at: now, &$1) } }
    }

    mutating func received(_ message: Span<UInt8>, at now: StreamInstant, _ output: inout Output) {
        isSilent = false
        let bytes = message.withUnsafeBufferPointer { Array($0) }
        guard let read = spoils.message(bytes) else { return }
        if !seen.insert(bytes).inserted { isRepeated = true }
        run(read, at: now, &output) { $0.received(read.span, at: now, &$1) }
    }

    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant, _ output: inout Output
    ) {
        if spoils.takesAnySnapshot, case .success(let book) = snapshot { self.snapshot = book }
        run(at: now, &output) { [spoils] in $0.received(spoils.snapshot(snapshot), for: slot, at: now, &$1) }
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout Output) {
        isSilent = true
        run(at: now, &output) { $0.elapsed(at: now, &$1) }
    }

    mutating func resync(_ slot: Int, because cause: StreamCause, at now: StreamInstant, _ output: inout Output) {
        if !spoils.ignoresResyncs { run(at: now, &output) { $0.resync(slot, because: cause, at: now, &$1) } }
    }

    func book(of slot: Int) -> LiveBook? {
        guard var book = base.book(of: slot) else { return nil }
        if spoils.keepsLostBooks, !book.state.isLive, let last = last[slot] { book = last }
        if let snapshot { try? book.replace(bids: snapshot.bids, asks: snapshot.asks) }
        let isCut = spoils.losesLevelsInSilence && isSilent || spoils.losesLevelsOnRepeats && isRepeated
        if isCut, let bid = book.bestBid {
            try? book.set(.buy, price: bid.price, quantity: .zero)
        }
        if spoils.isAlwaysLive { book.mark(.live) }
        return spoils.book(book)
    }

    func isLive(_ slot: Int) -> Bool {
        book(of: slot).map { $0.state.isLive } ?? (spoils.isAlwaysLive || base.isLive(slot))
    }

    typealias Output = StreamOutput<MarketStreamEvent>

    private mutating func run(
        _ message: [UInt8] = [], at now: StreamInstant, _ output: inout Output,
        _ body: (inout any MarketStreamSession, inout Output) -> Void
    ) {
        inner.removeAll()
        body(&base, &inner)
        for frame in inner.frames {
            switch frame {
            case .text(let bytes): output.send(bytes)
            case .proof(let proof): output.send(proof)
            }
        }
        for wish in inner.snapshots where !spoils.asksOnce || !hasAsked {
            hasAsked = true
            output.requestSnapshot(slot: wish.slot, depth: wish.depth, after: wish.pause)
        }
        for event in spoils.events(inner.events) { output.tell(event) }
        if let wake = inner.wakeAt { output.wake(at: wake) }
        if spoils.wakesAtOnce { output.wake(at: now.elapsed) }
        if let ending = spoils.ending(inner.ending, message) { output.end(ending) }
        if spoils.endsWhenTheClockGoesBack, let time, now.time < time { output.end(.reconnect(.silent, "late")) }
        time = now.time
        for slot in slots {
            if let book = base.book(of: slot), book.state.isLive { last[slot] = book }
        }
    }
}

extension Defect {
    /// The adapter's market sessions do something wrongly.
    static func spoiltMarket(
        _ name: String, _ spoil: @escaping @Sendable (inout SpoiltMarket.Spoils) -> Void
    ) -> Defect {
        bent(name) { bends in
            var spoils = SpoiltMarket.Spoils()
            spoil(&spoils)
            let wrong = spoils
            bends.market = { SpoiltMarket($0, wrong) }
        }
    }

    /// Frames with `old` in them are read as if `new` stood there.
    static func misread(_ name: String, _ old: String, _ new: String) -> Defect {
        spoiltMarket(name) { spoils in
            spoils.message = { Array(String(decoding: $0, as: UTF8.self).replacing(old, with: new).utf8) }
        }
    }

    /// Frames with this in them are dropped.
    static func dropping(_ name: String, _ isDropped: @escaping @Sendable (String) -> Bool) -> Defect {
        spoiltMarket(name) { spoils in
            spoils.message = { isDropped(String(decoding: $0, as: UTF8.self)) ? nil : $0 }
        }
    }
}
