import Fidelity
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKuCoin

/// The face against every REST sample of the sheet.
@Suite("KuCoin face: fidelity to the venue's own answers")
struct KuCoinFidelityTests {
    @Test("Same keys, types, null or absent, status and content type", arguments: KuCoinSample.all)
    func sample(_ sample: KuCoinSample) throws {
        let reply = try sample.reach()
        #expect(reply.isSuccess, "\(reply.text.prefix(400))")
        #expect(reply.headers.first("Content-Type") == "application/json")
        let comparison = ShapeComparison(recordedPlaces: [:], waived: [])
        let actual = sample.prepare(try Shape(reply.body))
        let differences = comparison.differences(expected: try sample.expected(), actual: actual)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(reply.text.prefix(600))")
    }

    @Test("Every REST sample is reached or listed with its reason")
    func coverage() throws {
        let files = try VenueSamples.files(of: "kucoin").filter { $0.hasPrefix("rest-") && $0.hasSuffix(".json") }
        let reached = Set(KuCoinSample.all.map(\.file) + KuCoinRefusalSample.all.map(\.file))
        #expect(files.count > 60)
        for file in files where Self.unreached[file] == nil {
            #expect(reached.contains(file), "\(file) is not reached")
        }
    }

    /// Samples that no answer of a face can show.
    static let unreached = ["rest-order-place-requests.json": "requests, not an answer"]

    @Test("The sheet's example bodies are accepted as they are")
    func requests() throws {
        let file = try VenueSamples.bytes("kucoin", "rest-order-place-requests.json")
        let bodies = try #require(KuCoinReply(.init(status: 200, body: file)).object as? [String: [String: Any]])
        #expect(bodies.count == 7)
        for (name, body) in bodies.sorted(by: { $0.key < $1.key }) {
            var client = try KuCoinClient()
            client.now = .init(milliseconds: 1_763_800_005_000)
            // A sell at 60000 lies beyond the price protection of this market.
            client.requestSwitches = ["priceProtection": "off"]
            let reply = client.post(KuCoinClient.orders, body)
            #expect(reply.isSuccess, "\(name): \(reply.text)")
        }
    }
}
