import AdapterKit
import AdapterProtocol
import AdapterRuntime
import SimulatedBinance
import Testing
import VenueSimulator

@testable import BourseCommand

/// Our signers against the simulated venues' checks: other hands, the same sheets, no shared code. Each venue gets
/// thousands of random requests; the same seed gives the same ones.
@Suite("Signed requests, the venue's check against our signer")
struct SignedRequestTests {
    @Test("Every venue that can be simulated is in here")
    func venues() {
        #expect(Set(SignedVenue.all.keys) == Set(VenueModule.builtIn.map(\.profile.id.rawValue)))
    }

    @Test(
        "Random requests are let in; with one bit, one byte, the path or the secret changed they are badly signed",
        arguments: VenueModule.builtIn.map(\.profile.id.rawValue))
    func signed(_ id: String) throws {
        let venue = try #require(SignedVenue.all[id])
        let module = try #require(VenueModule.named(id))
        let face = try #require(module.face).init(
            configuration: FaceConfiguration(seed: 7, switches: venue.switches), at: Self.start)
        let key = try #require(face.credentials[.trade])
        try Self.check(2_000, face, venue, key, otherSecret: Self.changed(key.apiSecret))
    }

    @Test("The same with Binance's other kind of key")
    func ed25519() throws {
        var venue = try #require(SignedVenue.all["binance"])
        venue.place = .base64Parameter
        let face = try BinanceFace(configuration: FaceConfiguration(seed: 7), at: Self.start)
        let other = try BinanceFace(configuration: FaceConfiguration(seed: 8), at: Self.start)
        try Self.check(250, face, venue, face.ed25519Credentials, otherSecret: other.ed25519Credentials.apiSecret)
    }

    private static let start = SimulatedInstant(milliseconds: 1_790_000_000_000)

    private static func check(
        _ count: Int, _ face: any VenueFace, _ venue: SignedVenue, _ key: SimulatedCredentials, otherSecret: String
    ) throws {
        var face = face
        face.freezeMarket(true)
        let signer = try venue.adapter.makeSigner(credentials(key, secret: key.apiSecret))
        let other = try venue.adapter.makeSigner(credentials(key, secret: otherSecret))
        var chance = RequestChance(seed: 11)
        var now = start.milliseconds
        var refused = 0
        for number in 0..<count {
            // A minute apart, so that no limit answers in the signature's place.
            now += 60_000
            let instant = SimulatedInstant(milliseconds: now)
            face.tick(to: instant)
            let endpoint = venue.endpoints[number % venue.endpoints.count]
            let call = chance.call(of: endpoint)
            let stamp = SigningStamp(venueTime: Timestamp(milliseconds: now), nonce: UInt64(now))
            let request = try signer.seal(call, at: stamp)
            var bad = SignedTampering(venue: venue, endpoint: endpoint, call: call, request: request).all(&chance)
            bad.append(("another secret", try other.seal(call, at: stamp)))
            for (what, request) in bad {
                // A copy: what the venue remembers of a bad request is not what is asked about.
                var copy = face
                let answer = text(copy.respond(to: arrived(request), at: instant))
                #expect(answer.contains(venue.refusal), "\(what) of \(request): \(answer)")
                refused += 1
            }
            let answer = text(face.respond(to: arrived(request), at: instant))
            #expect(!venue.distrust.contains { answer.contains($0) }, "\(request): \(answer)")
        }
        #expect(refused == (venue.coversText ? venue.coversPath ? 4 : 3 : 2) * count)
    }

    private static func credentials(_ key: SimulatedCredentials, secret: String) -> Credentials {
        var fields = ["api_key": Secret(key.apiKey), "api_secret": Secret(secret)]
        if let passphrase = key.passphrase { fields["passphrase"] = Secret(passphrase) }
        return Credentials(fields)
    }

    /// The secret with another first character, of every alphabet that secrets have.
    private static func changed(_ secret: String) -> String { (secret.first == "a" ? "b" : "a") + secret.dropFirst() }

    private static func arrived(_ request: WireRequest) -> FaceRequest {
        var headers = FaceHeaders()
        for header in request.headers { headers.add(header.name, header.value) }
        return FaceRequest(
            method: request.method.rawValue, target: request.target, headers: headers, body: request.body)
    }

    private static func text(_ reply: FaceReply) -> String {
        "HTTP \(reply.status) " + String(decoding: reply.body, as: UTF8.self)
    }
}
