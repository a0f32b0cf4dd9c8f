import Fidelity
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedVALR

/// The face against every REST sample of the sheet.
@Suite("VALR face: fidelity to the venue's own answers")
struct VALRFidelityTests {
    @Test("Same keys, types, null or absent, status and content type", arguments: VALRSample.all)
    func sample(_ sample: VALRSample) throws {
        let replies = try sample.reach()
        var shapes: [Shape] = []
        for reply in replies {
            #expect(reply.status == sample.status, "\(reply.text.prefix(400))")
            #expect(reply.headers.first("Content-Type") == "application/json")
            shapes.append(try Shape(reply.body))
        }
        let waived = Set(sample.waived.keys)
        let expected = try sample.expected().without(waived).withoutPlaces
        // Files that put several bodies into one array are held against as many answers.
        let found = replies.count > 1 ? Shape.list(shapes) : shapes.first ?? .null
        let actual = sample.selected(found).without(waived).withoutPlaces
        let differences = ShapeComparison(recordedPlaces: [:], waived: [])
            .differences(expected: expected, actual: actual)
        #expect(
            differences.isEmpty,
            "\(differences.joined(separator: "\n"))\n\(replies.map(\.text).joined(separator: "\n").prefix(600))")
    }

    @Test("Every REST sample is reached")
    func coverage() throws {
        let files = try VenueSamples.files(of: "valr").filter { $0.hasPrefix("rest-") && $0.hasSuffix(".json") }
        #expect(files.count == 36)
        #expect(Set(files) == Set(VALRSample.all.map(\.file)))
    }

    @Test("Error texts are the samples' own, byte for byte", arguments: VALRSample.verbatim)
    func errorText(_ sample: VALRSample) throws {
        let wanted = try VenueSamples.text("valr", sample.file).filter { !$0.isWhitespace }
        #expect(try sample.reach().first?.text.filter { !$0.isWhitespace } == wanted)
    }
}
