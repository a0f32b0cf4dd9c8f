import AdapterProtocol
import AdapterRuntime

/// Places orders over REST at one venue: some that trade at once, some that rest for a while and are cancelled.
struct OrderPlacer {
    private let desk: VenueDesk
    private let clock: SystemClock
    private var random: SoakRandom
    private var number: UInt128 = 0
    private let run: UInt128
    private var resting: [VenueOrderID] = []
    private let quantity: ExactDecimal

    private struct Cannot: Error {
        let text: String
    }

    init(_ desk: VenueDesk, _ clock: SystemClock, seed: UInt64) throws {
        self.desk = desk
        self.clock = clock
        random = SoakRandom(seed: seed ^ 0x0BDE)
        run = UInt128(random.next() >> 32)
        quantity = try ExactDecimal(parsing: "0.001")
    }

    /// Places until it is cancelled.
    mutating func place() async {
        while (try? await clock.sleep(for: .milliseconds(1_500 + random.below(2_500)))) != nil {
            do {
                try await step()
            } catch {
                // The end of the soak cuts a call short; whether an order came of it is seen when the accounts settle.
                guard !Task.isCancelled else { return }
                desk.notes.refuse((error as? Cannot)?.text ?? "\(error)")
            }
        }
    }

    private mutating func step() async throws {
        guard let symbol = desk.traded else { return }
        if resting.count > 2 || (!resting.isEmpty && random.below(3) == 0) {
            return try await cancel(resting.removeFirst(), symbol)
        }
        let name = Notes.BookName(stream: "books", symbol: symbol)
        // Without a book that may be traded on nothing is placed.
        guard let book = desk.notes.all.books[name], book.state.isLive, let bid = book.bestBid, let ask = book.bestAsk
        else { return }
        let side: Side = number % 2 == 0 ? .buy : .sell
        let rests = random.below(3) == 0
        let factor = try ExactDecimal(parsing: rests == (side == .buy) ? "0.98" : "1.02")
        let instrument = try await desk.venue.instrument(symbol)
        guard let step = instrument.price.step.value else { throw Cannot(text: "\(symbol) has no step") }
        let wish = try (side == .buy ? ask : bid).price * factor
        let price = try wish.divided(by: step, scale: 0, rounding: .down) * step
        number += 1
        let request = try OrderRequest(
            clientOrderID: ClientOrderID(bits: 0x0123_4567_89AB_4DEF_8000_0000_0000_0000 + run << 24 + number),
            symbol: symbol, side: side, type: .limit, amount: .base(quantity), limitPrice: price,
            timeInForce: rests ? .goodTillCancelled : .immediateOrCancel)
        desk.notes.change { $0.placed += 1 }
        switch await desk.venue.place(request) {
        case .accepted(let acceptance): if rests { resting.append(acceptance.venueOrderID) }
        case .rejected(let error, _), .notSent(let error): throw Cannot(text: "place: \(error)")
        // Whether it exists the account's stream tells.
        case .unknown(let uncertainty): throw Cannot(text: "place: \(uncertainty.error)")
        }
    }

    private func cancel(_ id: VenueOrderID, _ symbol: Symbol) async throws {
        switch await desk.venue.cancel(.venue(id), on: symbol) {
        // It may have traded meanwhile.
        case .ended, .requested, .notLive: return
        case .rejected(let error), .notSent(let error), .unknown(let error): throw Cannot(text: "cancel: \(error)")
        }
    }
}
