import AdapterProtocol

/// A session that does what its messages say, word by word: `book 1 7 100 101` is a live book of slot 1 with number 7,
/// bid and ask; `trade 1 a 100`, `ticker 1 100`, `live 1`, `lose 1`, `refuse 1`, `poll 1`, `wake 500`, `snapshot 1`,
/// `proof`, `reconnect`, `replace`, `fail`.
struct ScriptedSession: MarketStreamSession {
    private var subscriptions: [MarketSubscription] = []
    private var books: [Int: LiveBook] = [:]
    private var isOpen = false

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        isOpen = true
        output.send("hello")
        send(subscriptions, &output)
    }

    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        self.subscriptions += subscriptions
        if isOpen { send(subscriptions, &output) }
    }

    private func send(_ subscriptions: [MarketSubscription], _ output: inout StreamOutput<MarketStreamEvent>) {
        for one in subscriptions { output.send("+\(one.slot) \(one.channel.name) \(one.instrument.symbol)") }
    }

    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        subscriptions.removeAll { slots.contains($0.slot) }
        for slot in slots { output.send("-\(slot)") }
    }

    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard case .success(let book) = snapshot else { return output.send("no snapshot \(slot)") }
        output.send("snapshot \(slot) \(book.sequence ?? 0)")
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        output.send("woken")
    }

    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        lose(slot, cause, &output)
    }

    func book(of slot: Int) -> LiveBook? { books[slot] }

    func isLive(_ slot: Int) -> Bool { books[slot]?.state.isLive ?? false }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        var bytes: [UInt8] = []
        for index in message.indices { bytes.append(message[index]) }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
        let slot = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch words.first {
        case "book": replace(slot, words, now, &output)
        case "lose": lose(slot, .sequence, &output)
        case "trade": output.tell(.trade(slot: slot, trade(words, now)))
        case "ticker": output.tell(.ticker(slot: slot, ticker(slot, words)))
        case "live": output.tell(.live(slot: slot))
        case "refuse":
            output.tell(.refused(slot: slot, .notSent(.permission, "not for you")))
        case "poll": output.tell(.refused(slot: slot, .unsupported(.bookStreams, "no such channel")))
        case "wake": output.wake(at: now.elapsed + .milliseconds(slot))
        case "snapshot": output.requestSnapshot(slot: slot, depth: 5, after: .milliseconds(100))
        case "send": output.send(words[1])
        case "proof": output.send(StreamProof("logon"))
        case "reconnect": output.end(.reconnect(.undecodable, "a word"))
        case "replace": output.end(.replace(.shutdown))
        case "fail": output.end(.fail(.notSent(.authentication, "the key was refused")))
        default: break
        }
    }

    private func symbol(_ slot: Int) -> Symbol {
        subscriptions.first { $0.slot == slot }?.instrument.symbol ?? Markets.bitcoin
    }

    private mutating func replace(
        _ slot: Int, _ words: [String], _ now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard words.count == 5, let bid = ExactDecimal(words[3]), let ask = ExactDecimal(words[4]) else { return }
        var book = books[slot] ?? LiveBook(symbol: symbol(slot), priceScale: 2, integrity: .sequence)
        let wasLost = book.state == .resyncing(.sequence) || book.state == .resyncing(.audit)
        try? book.replace(
            bids: [BookLevel(price: bid, quantity: 1)], asks: [BookLevel(price: ask, quantity: 1)])
        book.sequence = UInt64(words[2])
        book.mark(.live)
        books[slot] = book
        if wasLost { output.tell(.marker(slot: slot, StreamMarker(.resynced, .sequence, symbol: book.symbol))) }
        output.tell(.book(slot: slot))
    }

    private mutating func lose(
        _ slot: Int, _ cause: StreamCause, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        books[slot]?.mark(.resyncing(cause))
        output.tell(.marker(slot: slot, StreamMarker(.gap, cause, symbol: symbol(slot))))
        output.tell(.book(slot: slot))
    }

    private func trade(_ words: [String], _ now: StreamInstant) -> PublicTrade {
        PublicTrade(
            id: words[2], symbol: symbol(Int(words[1]) ?? 0), price: ExactDecimal(words[3]) ?? 1, quantity: 1,
            aggressor: nil, time: now.time)
    }

    private func ticker(_ slot: Int, _ words: [String]) -> Ticker {
        Ticker(symbol: symbol(slot), bid: nil, ask: nil, last: ExactDecimal(words[2]))
    }
}

enum Markets {
    static let names = ["BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT"]

    static var bitcoin: Symbol { symbol("BTC/USDT") }
    static var ether: Symbol { symbol("ETH/USDT") }

    static func symbol(_ name: String) -> Symbol {
        Symbol(name) ?? Symbol(base: FakeAdapter.markets[0].symbol.base, quote: FakeAdapter.markets[0].symbol.quote)
    }

    static let all: [Instrument] = names.compactMap(Symbol.init).map { symbol in
        Instrument(
            symbol: symbol, nativeName: symbol.description, mode: .open, price: .unpublished, quantity: .unpublished,
            orderTypes: [.limit], takesQuoteAmounts: false, takesPostOnly: false, isAmendable: false,
            readAt: Timestamp(seconds: 0))
    }
}
