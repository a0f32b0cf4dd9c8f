import AdapterProtocol
import BinanceAdapter

/// From the unified call to the finished signed request of one limit order: what `create_order` does up to its fetch.
struct OrderBenchmark {
    private let market: Market
    private let adapter = BinanceAdapter()
    private let signer: any RequestSigner
    private let quantity: ExactDecimal
    private let price: ExactDecimal

    /// - Parameter secret: 64 characters for HMAC, or an Ed25519 key in PKCS#8 form.
    init(market: Market, secret: String) throws {
        self.market = market
        signer = try adapter.makeSigner(
            Credentials([
                CredentialField.apiKey.name: Secret(String(repeating: "k", count: 64)),
                CredentialField.apiSecret.name: Secret(secret),
            ]))
        quantity = try ExactDecimal(parsing: "0.01234")
        price = try ExactDecimal(parsing: "64123.45")
    }

    func run(_ count: Int) throws {
        for number in 0..<count { consume(try request(number)) }
    }

    /// The steps of ``ConnectedVenue`` between `place` and the transport.
    @inline(never)
    func request(_ number: Int) throws -> WireRequest {
        let now = Timestamp(milliseconds: 1_700_000_000_000 + Int64(number))
        let order = try OrderRequest.limit(
            ClientOrderID(bits: UInt128(0x0193_5000_0000_7000) << 64 | UInt128(number)), .buy, market.symbol,
            quantity: quantity, price: price)
        try adapter.capabilities.check(order)
        try market.instrument.check(order)
        guard case .call(let call, _) = adapter.place(order, on: market.instrument).start(now) else {
            throw BenchmarkError("placing began with no call")
        }
        return try signer.seal(call, at: SigningStamp(venueTime: now))
    }
}
