import Fidelity
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedLuno

/// The face against every REST sample of the sheet.
@Suite("Luno face: fidelity to the venue's own answers")
struct LunoFidelityTests {
    @Test("Same keys, types, null or absent, status and content type", arguments: LunoSample.all)
    func sample(_ sample: LunoSample) throws {
        let reply = try sample.reach()
        #expect(reply.status == sample.status, "\(reply.text.prefix(400))")
        #expect(reply.headers.first("Content-Type") == "application/json")
        var expected = try sample.expected().without(Set(sample.additional.keys))
        var actual = try Shape(reply.body).without(Set(sample.additional.keys))
        if !sample.hasExactPlaces {
            expected = expected.withoutPlaces
            actual = actual.withoutPlaces
        }
        let differences = ShapeComparison(recordedPlaces: [:], waived: [])
            .differences(expected: expected, actual: actual)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(reply.text.prefix(600))")
    }

    @Test("Every REST sample is reached")
    func coverage() throws {
        let files = try VenueSamples.files(of: "luno").filter { $0.hasPrefix("rest-") && $0.hasSuffix(".json") }
        #expect(files.count == 39)
        #expect(Set(files) == Set(LunoSample.all.map(\.file)))
    }

    @Test("Error texts are the samples' own, byte for byte", arguments: LunoSample.errors)
    func errorText(_ sample: LunoSample) throws {
        let wanted = try VenueSamples.text("luno", sample.file).filter { !$0.isWhitespace }
        #expect(try sample.reach().text.filter { !$0.isWhitespace } == wanted)
    }
}
