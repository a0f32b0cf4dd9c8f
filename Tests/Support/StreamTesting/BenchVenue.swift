public import AdapterProtocol
public import VenueSimulator

/// One adapter at its simulated exchange, without sockets and tasks, on a time that moves by steps.
public final class BenchVenue {
    /// The adapter.
    public let adapter: any VenueAdapter
    /// Its exchange.
    public let venue: SimulatedVenue
    /// The exchange's markets.
    public private(set) var catalog = InstrumentCatalog([], readAt: BenchVenue.start)
    /// Time since the beginning.
    public private(set) var elapsed = Duration.zero

    private let clock: ManualSimulatorClock
    private let signer: any RequestSigner
    private var nonce: UInt64 = 1

    /// When time begins.
    public static let start = Timestamp(milliseconds: 1_790_000_000_000)

    /// Opens the exchange and reads its markets.
    public init(
        _ adapter: any VenueAdapter, _ face: any VenueFace.Type, seed: UInt64 = 1, switches: [String: String] = [:]
    ) throws {
        self.adapter = adapter
        clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: Self.start.milliseconds))
        venue = try SimulatedVenue(
            recipe: VenueRecipe(face: face, configuration: FaceConfiguration(seed: seed, switches: switches)),
            clock: clock)
        signer = try adapter.makeSigner(venue.credentials[.trade].map { Credentials(simulated: $0) })
        catalog = InstrumentCatalog(try ask(adapter.instruments()), readAt: Self.start)
    }

    /// The present.
    public var now: StreamInstant { StreamInstant(time: Self.start.advanced(by: elapsed), elapsed: elapsed) }

    /// Lets a step of time pass at the exchange.
    public func advance(by step: Duration) {
        elapsed += step
        clock.advance(byMilliseconds: step.wholeMilliseconds)
        venue.tick()
    }

    /// Runs a flow over the exchange's REST side, at this very moment.
    public func ask<Output: Sendable>(_ flow: Flow<Output>) throws -> Output { try result(of: flow).get() }

    /// What becomes of a flow over the exchange's REST side, at this very moment.
    public func result<Output: Sendable>(of flow: Flow<Output>) -> Result<Output, VenueError> {
        flow.run(at: now.time) { call, _, _ in answer(call) }.result
    }

    /// Stamps that must be unique are (VALR).
    private var stamp: SigningStamp {
        nonce += 1
        return SigningStamp(
            venueTime: now.time.advanced(by: .milliseconds(Int64(nonce % 500))),
            nonce: UInt64(Self.start.milliseconds) + nonce)
    }

    private func answer(_ call: VenueCall) -> CallResult {
        do throws(VenueError) {
            let request = try signer.seal(call, at: stamp)
            let reply = venue.respond(
                to: FaceRequest(
                    method: request.method.rawValue, target: request.target, headers: Self.headers(request.headers),
                    body: request.body))
            return .reply(
                WireReply(
                    status: reply.status, headers: reply.headers.fields.map { WireHeader($0.name, $0.value) },
                    body: reply.body))
        } catch {
            return .failure(error)
        }
    }

    private static func headers(_ headers: [WireHeader]) -> FaceHeaders {
        var all = FaceHeaders()
        all.add("Host", "127.0.0.1:9999")
        for header in headers { all.add(header.name, header.value) }
        return all
    }

    /// The request that opens a stream.
    func upgrade(to address: StreamAddress) throws -> FaceRequest {
        var path = address.path
        switch address.root {
        case .market: path = venue.streamPrefixes.market + path
        case .account: path = venue.streamPrefixes.account + path
        case .told(let told): path = String(told.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }) + path
        }
        if let secret = address.secretQuery {
            let query = secret.withBytes { String(decoding: $0, as: UTF8.self) }
            path += (path.contains("?") ? "&" : "?") + query
        }
        let signed = try address.handshake.map { try signer.seal($0, at: SigningStamp(venueTime: stamp.venueTime)) }
        return FaceRequest(method: "GET", target: path, headers: Self.headers(signed?.headers ?? []))
    }

    /// The bytes of a frame, made by the key's owner where it wants that.
    func bytes(of frame: StreamFrame) throws(VenueError) -> [UInt8] {
        switch frame {
        case .text(let text): text
        case .proof(let proof): try signer.frame(proof, at: SigningStamp(venueTime: now.time))
        }
    }
}
