import AdapterProtocol

/// From the unified call to the finished signed request of one limit order: what `create_order` does up to its fetch.
struct OrderBenchmark {
    private let adapter: any VenueAdapter
    private let signer: any RequestSigner
    private let instrument: Instrument
    private let quantity: ExactDecimal
    private let price: ExactDecimal

    /// - Parameter credentials: A key of another kind than the venue's own.
    init(_ answers: VenueAnswers, credentials: Credentials? = nil) throws {
        adapter = answers.venue.adapter
        signer = try adapter.makeSigner(credentials ?? answers.venue.credentials)
        instrument = answers.instrument
        quantity = try ExactDecimal(parsing: answers.venue.quantity)
        price = try ExactDecimal(parsing: answers.venue.price)
    }

    /// The whole way.
    func run(_ count: Int) throws {
        for number in 0..<count { consume(try request(number)) }
    }

    /// The last part of it alone: a call that is there already, placed into a request, stamped and signed.
    func sign(_ count: Int) throws {
        let call = try call(0)
        for number in 0..<count { consume(try signer.seal(call, at: stamp(number))) }
    }

    /// The steps of ``ConnectedVenue`` between `place` and the transport.
    @inline(never)
    func request(_ number: Int) throws -> WireRequest {
        try signer.seal(try call(number), at: stamp(number))
    }

    private func call(_ number: Int) throws -> VenueCall {
        let order = try OrderRequest.limit(
            ClientOrderID(bits: UInt128(0x0193_5000_0000_7000) << 64 | UInt128(number)), .buy, instrument.symbol,
            quantity: quantity, price: price)
        try adapter.capabilities.check(order)
        try instrument.check(order)
        guard case .call(let call, _) = adapter.place(order, on: instrument).start(time(number)) else {
            throw BenchmarkError("placing began with no call")
        }
        return call
    }

    private func time(_ number: Int) -> Timestamp { Timestamp(milliseconds: 1_795_305_600_000 + Int64(number)) }

    private func stamp(_ number: Int) -> SigningStamp {
        let time = time(number)
        return SigningStamp(venueTime: time, nonce: adapter.needsNonce ? UInt64(time.milliseconds) : nil)
    }
}
