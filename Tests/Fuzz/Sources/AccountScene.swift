import AdapterProtocol
import StreamTesting

/// One connection's account session through the lives of some orders, to be entered anywhere.
struct AccountScene {
    /// The session before a message.
    struct Checkpoint {
        let session: any AccountStreamSession
        let now: StreamInstant
        let message: Int
    }

    let venue: FuzzedVenue
    private(set) var checkpoints: [Checkpoint] = []
    private(set) var messages: [[UInt8]] = []
    private(set) var documents: [Document?] = []
    /// Everything that the scene says, over REST too.
    private(set) var said = Said()

    /// Orders of several fates: one that rests and is cancelled, one that trades at once, one of each side.
    init(_ venue: FuzzedVenue) throws {
        self.venue = venue
        let bench = try AccountBench(venue.adapter, venue.face, seed: 6)
        var session = venue.adapter.makeAccountSession(bench.place.catalog)
        var output = StreamOutput<AccountStreamEvent>()
        var inputs: [(AccountBench.Input, StreamInstant)] = []
        bench.onInput = { inputs.append(($0, $1)) }
        try bench.connect()
        try bench.pass(.seconds(2))
        try Self.trade(bench, venue)
        try bench.pass(.seconds(3))
        for (input, now) in inputs {
            switch input {
            case .message(let bytes):
                checkpoints.append(Checkpoint(session: session, now: now, message: messages.count))
                messages.append(bytes)
                documents.append(Document(bytes))
                said.hear(bytes)
            case .learned(let order): order.numbers { said.hear($0.value) }
            case .opened, .elapsed: break
            }
            session.take(input, at: now, &output)
            output.removeAll()
        }
    }

    private static func trade(_ bench: AccountBench, _ venue: FuzzedVenue) throws {
        let (place, adapter) = (bench.place, venue.adapter)
        guard let symbol = Symbol(venue.symbol), let instrument = place.catalog[symbol],
            let step = instrument.price.step.value, let quantity = ExactDecimal("0.001")
        else { throw Stage.CannotRehearse(reason: "\(venue.symbol) is not listed") }
        for number in 0..<8 {
            let isBuy = number % 2 == 0
            let rests = number % 4 < 2
            let book = try place.ask(adapter.orderBook(of: instrument, depth: 20))
            guard let best = isBuy ? book.bestAsk : book.bestBid,
                let factor = ExactDecimal(isBuy == rests ? "0.98" : "1.02")
            else { continue }
            let steps = try (best.price * factor).divided(by: step, scale: 0, rounding: .down)
            let request = try OrderRequest(
                clientOrderID: ClientOrderID(bits: 0x0123_4567_89AB_4DEF_8123_4567_89AB_0000 + UInt128(number)),
                symbol: symbol, side: isBuy ? .buy : .sell, type: .limit, amount: .base(quantity),
                limitPrice: try steps * step, timeInForce: rests ? .goodTillCancelled : .immediateOrCancel)
            guard case .accepted(let acceptance) = try place.ask(adapter.place(request, on: instrument)) else {
                continue
            }
            try bench.pass(.seconds(1))
            let reference = OrderReference.venue(acceptance.venueOrderID)
            if case .found(let order) = try place.ask(adapter.order(reference, on: instrument)) {
                try bench.learn(order)
            }
            if rests { _ = place.result(of: adapter.cancel(reference, on: instrument)) }
            try bench.pass(.seconds(1))
        }
    }
}
