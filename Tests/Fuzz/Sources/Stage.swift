import AdapterProtocol
import VenueSimulator

/// One venue with a prepared account on its simulated exchange: where operations are rehearsed, so that the fuzzer has
/// the venue's whole, healthy answers to damage.
struct Stage {
    /// 2025-11-22T08:26:40Z.
    static let now = Timestamp(milliseconds: 1_763_800_000_000)

    let venue: FuzzedVenue
    private(set) var face: any VenueFace
    private let signer: any RequestSigner
    /// The stage's clock: two seconds pass between any two calls, so that no rehearsal meets a rate limit.
    private(set) var clock = Stage.now
    private(set) var subject: Subject

    struct CannotRehearse: Error {
        let reason: String
    }

    /// One call and the answer it got.
    struct Exchange {
        let call: VenueCall
        let request: WireRequest
        let at: Timestamp
        let reply: WireReply
    }

    init(_ venue: FuzzedVenue, seed: UInt64) throws {
        self.venue = venue
        let opening = SimulatedInstant(milliseconds: Self.now.milliseconds)
        face = try venue.face.init(configuration: FaceConfiguration(seed: seed), at: opening)
        guard let key = face.credentials[.trade] else { throw CannotRehearse(reason: "the face issues no key") }
        var secrets = ["api_key": Secret(key.apiKey), "api_secret": Secret(key.apiSecret)]
        if let passphrase = key.passphrase { secrets["passphrase"] = Secret(passphrase) }
        signer = try venue.adapter.makeSigner(Credentials(secrets))
        guard let market = venue.market(venue.symbol, "?") else { throw CannotRehearse(reason: "no market") }
        subject = Subject(
            instrument: market, catalog: InstrumentCatalog([], readAt: Self.now), orders: [],
            environment: VenueEnvironment(name: "production", rest: "http://simulated", isRealMoney: true), price: 1,
            quantity: 1, smallerQuantity: 1, quoteAmount: 1,
            clientID: ClientOrderID(bits: 0x0123_4567_89AB_4DEF_8123_4567_89AB_CDEF))
        try prepare()
    }

    /// Runs a flow against the exchange to its end; the exchanges it made.
    mutating func rehearse<Output: Sendable>(_ flow: Flow<Output>) -> (Result<Output, VenueError>?, [Exchange]) {
        var exchanges: [Exchange] = []
        let (result, _) = flow.drive(from: clock) { call, _, _ in answer(call, &exchanges) }
        return (result, exchanges)
    }

    /// Runs an operation against the exchange to its end.
    mutating func rehearse(_ operation: Operation) -> (Ending, [Exchange]) {
        var exchanges: [Exchange] = []
        let ending = operation.run(clock) { call, _, _ in answer(call, &exchanges) }
        return (ending, exchanges)
    }

    private mutating func answer(_ call: VenueCall, _ exchanges: inout [Exchange]) -> CallResult {
        clock = clock.advanced(by: .seconds(2))
        do throws(VenueError) {
            let request = try seal(call, at: clock)
            let reply = send(request, at: clock)
            exchanges.append(Exchange(call: call, request: request, at: clock, reply: reply))
            return .reply(reply)
        } catch {
            return .failure(error)
        }
    }

    func seal(_ call: VenueCall, at now: Timestamp) throws(VenueError) -> WireRequest {
        let nonce = venue.adapter.needsNonce ? UInt64(now.milliseconds) : nil
        return try signer.seal(call, at: SigningStamp(venueTime: now, nonce: nonce))
    }

    mutating func send(_ request: WireRequest, at now: Timestamp) -> WireReply {
        var headers = FaceHeaders()
        for header in request.headers { headers.add(header.name, header.value) }
        let instant = SimulatedInstant(milliseconds: now.milliseconds)
        face.tick(to: instant)
        let reply = face.respond(
            to: FaceRequest(
                method: request.method.rawValue, target: request.target, headers: headers, body: request.body),
            at: instant)
        return WireReply(
            status: reply.status, headers: reply.headers.fields.map { WireHeader($0.name, $0.value) }, body: reply.body)
    }

    /// Reads the markets, leaves orders of several fates behind, and lets reads catch up with writes.
    private mutating func prepare() throws {
        let adapter = venue.adapter
        let markets = try done(rehearse(adapter.instruments()).0)
        let catalog = InstrumentCatalog(markets, readAt: clock)
        guard let symbol = Symbol(venue.symbol), let instrument = catalog[symbol],
            let step = instrument.price.step.value
        else { throw CannotRehearse(reason: "\(venue.symbol) is not listed") }
        let ticker = try done(rehearse(adapter.ticker(of: instrument)).0)
        guard let bid = ticker.bidPrice, let factor = ExactDecimal("0.9"), let quantity = ExactDecimal("0.001"),
            let smaller = ExactDecimal("0.0005")
        else {
            throw CannotRehearse(reason: "no bid")
        }
        let steps = try (bid * factor).divided(by: step, scale: 0, rounding: .down)
        let price = try steps * step
        let quote: ExactDecimal = symbol.quote.code == "ZAR" ? 500 : 50
        var orders: [OrderReference] = []
        for (number, isCancelled) in [false, true].enumerated() {
            let id = ClientOrderID(bits: subject.clientID.bits + UInt128(number))
            let request = try OrderRequest.limit(
                id, .buy, symbol, quantity: quantity, price: price)
            guard case .accepted(let acceptance) = try done(rehearse(adapter.place(request, on: instrument)).0) else {
                throw CannotRehearse(reason: "the order was not accepted")
            }
            let reference = OrderReference.venue(acceptance.venueOrderID)
            if isCancelled { _ = rehearse(adapter.cancel(reference, on: instrument)) }
            orders += isCancelled ? [reference] : [reference, .client(id)]
        }
        let market = try OrderRequest.market(ClientOrderID(bits: 9), .buy, symbol, .quote(quote))
        if case .accepted(let acceptance) = try done(rehearse(adapter.place(market, on: instrument)).0) {
            orders.append(.venue(acceptance.venueOrderID))
        }
        // Once here, instead of in every copy.
        clock = clock.advanced(by: .seconds(120))
        face.tick(to: SimulatedInstant(milliseconds: clock.milliseconds))
        subject = Subject(
            instrument: instrument, catalog: catalog, orders: orders, environment: subject.environment, price: price,
            quantity: quantity, smallerQuantity: smaller, quoteAmount: quote, clientID: subject.clientID)
    }

    private func done<Output>(_ result: Result<Output, VenueError>?) throws -> Output {
        guard let result else { throw CannotRehearse(reason: "a flow did not end") }
        return try result.get()
    }
}
