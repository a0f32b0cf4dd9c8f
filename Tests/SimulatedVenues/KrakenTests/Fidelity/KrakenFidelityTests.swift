import Fidelity
import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKraken

/// The face against every REST sample of the sheet.
@Suite("Kraken face: fidelity to the venue's own answers")
struct KrakenFidelityTests {
    @Test(
        "Same keys, types, decimal places, null or absent, status and content type",
        arguments: KrakenSample.all)
    func sample(_ sample: KrakenSample) throws {
        let reply = try sample.reach()
        #expect(reply.status == 200)
        #expect(reply.headers.first("Content-Type") == "application/json")
        let comparison = ShapeComparison(recordedPlaces: [:], waived: Set(sample.waived.keys))
        let differences = comparison.differences(
            expected: try sample.expected(), actual: try sample.actual(reply)
        )
        .filter { line in !sample.waived.keys.contains { line.hasPrefix($0 + ":") } }
        #expect(
            differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(reply.text.prefix(900))")
    }

    @Test("Refusals are the samples' texts, not only their shape", arguments: KrakenSample.refusals)
    func refusal(_ sample: KrakenSample) throws {
        let bytes = try VenueSamples.bytes("kraken", sample.file)
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: [String]]
        #expect(try sample.reach().errors == object?["error"])
    }

    /// What no sample of these proves, said aloud so that nobody counts it.
    @Test("Every sample file is reached, or listed as not reached with its reason")
    func coverage() throws {
        let files = try VenueSamples.files(of: "kraken").filter {
            $0.hasPrefix("rest-") && $0.hasSuffix(".json")
        }
        let reached = Set(KrakenSample.all.map(\.file))
        for file in files {
            #expect(reached.contains(file) || file == Self.catalogue, "\(file) is not reached")
        }
        print("not reached: \(Self.unreached.joined(separator: "; "))")
    }

    @Test("Texts that the face uses are in the sheet's catalogue")
    func catalogueHoldsRefusals() throws {
        let bytes = try VenueSamples.bytes("kraken", Self.catalogue)
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: [String]]
        let texts = Set(try #require(object?["error_strings"]))
        let used: [Kraken.Refusal] = [
            .invalidKey, .invalidSignature, .invalidNonce, .rateLimit, .permission, .lockout, .tooMany,
            .unknownMethod,
            .arguments, .clientIDTaken, .unknownPair, .unknownAsset, .funds, .minimum, .costMinimum,
            .tick, .price,
            .invalidOrder, .postOnly, .unknownOrder, .engineLimit, .openOrders, .scheduled, .notEditable,
            .leaves,
            .deadline, .unavailable, .internalError, .market("cancel_only"), .market("post_only"),
            .market("limit_only"), .argument("volume"), .argument("price"), .argument("viqc"),
            .argument("cl_ord_id"),
            .throttled(until: 1_762_820_600), .argument("Index unavailable"),
        ]
        for refusal in used { #expect(texts.contains(refusal.text), "\(refusal.text)") }
    }

    private static let catalogue = "rest-error-catalogue.json"

    static let unreached = [
        "rest-open-orders.json OXVPSU..., rest-query-orders.json OICRC3...: trailing stops; the engine has none",
        "rest-error-catalogue.json: texts of margin, funding and account states that no spot call of the face provokes",
    ]
}
