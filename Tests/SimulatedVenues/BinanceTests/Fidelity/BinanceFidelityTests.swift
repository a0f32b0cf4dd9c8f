import Fidelity
import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedBinance

/// The face against every REST answer of the venue that SOURCES.md calls recorded or official.
@Suite("Binance face: fidelity to the venue's own answers")
struct BinanceFidelityTests {
    @Test("Same keys, types, decimal places, null or absent, status and content type", arguments: BinanceSample.all)
    func sample(_ sample: BinanceSample) throws {
        let reply = try sample.reach()
        #expect(reply.status == sample.status, "\(reply.text.prefix(400))")
        #expect(reply.headers.first("Content-Type") == "application/json;charset=UTF-8")
        let comparison = ShapeComparison(
            recordedPlaces: sample.kind == .recorded ? [:] : try Self.recordedPlaces(),
            waived: Set(sample.waived.keys)
        )
        let differences = comparison.differences(expected: try sample.expected(), actual: try Shape(reply.body))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(reply.text.prefix(600))")
    }

    /// What no sample of these proves, said aloud so that nobody counts it.
    @Test("Every sample file is reached, or composed and listed as proving nothing")
    func coverage() throws {
        let files = try VenueSamples.files(of: "binance")
            .filter { ($0.hasPrefix("rest-") || $0.hasPrefix("sapi-")) && $0.hasSuffix(".json") }
        let reached = Set(BinanceSample.all.map(\.file) + BinanceRecordedRefusal.all.map(\.file))
        for file in files.sorted() {
            #expect(reached.contains(file) || Self.composed.contains(file), "\(file) is neither reached nor composed")
        }
        print("composed samples, prove nothing: \(Self.composed.sorted().joined(separator: ", "))")
        print("composed parts of reached files, prove nothing: \(Self.composedParts.joined(separator: "; "))")
        print("not reached: \(Self.unreached.joined(separator: "; "))")
    }

    static let composed: Set<String> = [
        "sapi-api-restrictions.json", "rest-error-auth.json", "rest-error-clock-skew.json",
        "rest-error-order-rejected.json", "rest-error-order-not-found.json", "rest-error-rate-limit.json",
        "rest-error-unknown-state.json",
    ]

    static let composedParts = [
        "rest-exchange-info.json: BTCUSDT and the non-ASCII symbol",
        "rest-order-new-market-expired-partial.json: expiryReason and origQuoteOrderQty (from the changelog)",
        "rest-error-filters.json, rest-error-bad-request.json, rest-error-blocked.json: all rows but the recorded ones",
    ]

    static let unreached = [
        "rest-open-orders-cancel-all.json, third element: an order list; the face has no order lists"
    ]

    /// Decimal places by field name, from the recorded samples.
    private static func recordedPlaces() throws -> [String: Int] {
        var out: [String: Int] = [:]
        for sample in BinanceSample.all where sample.kind == .recorded { collect(try sample.expected(), "", &out) }
        return out
    }

    private static func collect(_ shape: Shape, _ name: String, _ out: inout [String: Int]) {
        switch shape {
        case .members(let members): for (name, value) in members { collect(value, name, &out) }
        case .list(let elements): for element in elements { collect(element, name, &out) }
        case .decimal(let places): out[name] = places
        default: break
        }
    }
}
