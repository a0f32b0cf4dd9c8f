import Fidelity
import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedLuno

/// The face's frames against every stream sample of the sheet.
@Suite("Luno face: fidelity of its frames")
struct LunoStreamFidelityTests {
    /// A sample and how the face is brought to send the like.
    struct Case: Sendable, CustomStringConvertible {
        let file: String
        /// How many elements of the lists are held against the face; a sample is trimmed, the face is not.
        var kept: Int?
        let reach: @Sendable () throws -> String?

        var description: String { file }
    }

    private static func market(
        switches: [String: String] = [:], pair: String = "XBTZAR", _ kind: String,
        _ act: @Sendable (inout LunoClient) -> Void = { _ in }
    ) throws -> String? {
        var listener = try LunoListener(switches)
        let id = listener.join("/api/1/stream/" + pair)
        listener.ask { act(&$0) }
        return listener.frames(id).first { $0.kind == kind }?.text
    }

    private static func user(_ kind: String) throws -> String? {
        var listener = try LunoListener()
        let id = listener.join("/api/1/userstream")
        listener.ask { _ = $0.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=5000") }
        return listener.frames(id).first { $0.kind == kind }?.text
    }

    private static func error(_ path: String, _ text: String?) throws -> String? {
        var listener = try LunoListener()
        let id = try listener.enter(path)
        if let text { listener.say(text.isEmpty ? listener.credentials() : text, on: id) }
        listener.advance(10_000)
        return listener.frames(id).first?.text
    }

    static let all: [Case] = [
        Case(file: "ws-market-snapshot.json", kept: 3) { try market("snapshot") },
        Case(file: "ws-market-snapshot-empty.json") { try market(pair: "NEWZAR", "snapshot") },
        Case(file: "ws-market-create.json") { try market("create") { $0.rest() } },
        Case(file: "ws-market-delete.json") { try market("delete") { _ = $0.stop($0.rest()) } },
        Case(file: "ws-market-trade.json", kept: 1) {
            try market("trades") {
                _ = $0.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=500")
            }
        },
        Case(file: "ws-market-trade-partial.json", kept: 1) {
            try market("trades") {
                _ = $0.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=500")
            }
        },
        Case(file: "ws-market-trade-and-create.json", kept: 1) {
            try market(switches: ["streamUpdates": "combined"], "trades+create") { client in
                let ask = client.best().ask
                _ = client.limit("type=BID&volume=4&price=\(ask + 10)")
            }
        },
        Case(file: "ws-market-status.json") {
            try market("status") { client in
                guard let events = try? client.face.exchange.setPhase(.halt, symbol: "XBTZAR") else { return }
                client.face.absorb(events)
            }
        },
        Case(file: "ws-market-noop.json") { try market("nothing") { $0.advance(300_000) } },
        Case(file: "ws-error-auth-timeout.json") { try error("/api/1/userstream", nil) },
        Case(file: "ws-error-invalid-credentials.json") { try error("/api/1/userstream", "hello") },
        Case(file: "ws-error-invalid-market.json") { try error("/api/1/stream/NOPEUSDT", "") },
        Case(file: "ws-user-order-status.json") { try user("PENDING") },
        Case(file: "ws-user-order-fill.json") { try user("fill") },
        Case(file: "ws-user-balance-update.json") { try user("balance") },
    ]

    private func trimmed(_ shape: Shape, _ kept: Int?) -> Shape {
        guard let kept else { return shape }
        switch shape {
        case .list(let elements): return .list(elements.prefix(kept).map { trimmed($0, kept) })
        case .members(let members): return .members(members.mapValues { trimmed($0, kept) })
        default: return shape
        }
    }

    @Test("Same keys, types and nulls", arguments: all)
    func sample(_ sample: Case) throws {
        let text = try #require(try sample.reach(), "no such frame")
        let expected = try Shape(VenueSamples.bytes("luno", sample.file))
        let differences = ShapeComparison(recordedPlaces: [:], waived: []).differences(
            expected: trimmed(expected, sample.kept).withoutPlaces,
            actual: trimmed(try Shape(Array(text.utf8)), sample.kept).withoutPlaces)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(text.prefix(600))")
    }

    @Test("The three recorded errors, byte for byte")
    func errors() throws {
        for sample in Self.all where sample.file.hasPrefix("ws-error") {
            let wanted = try VenueSamples.text("luno", sample.file).filter { !$0.isNewline }
            let found = try #require(try sample.reach())
            #expect(found.filter { !$0.isWhitespace } == wanted.filter { !$0.isWhitespace }, "\(sample.file)")
        }
    }

    @Test("Every stream sample is reached, but what a client sends and the script that is built from the others")
    func coverage() throws {
        let files = try VenueSamples.files(of: "luno").filter { $0.hasPrefix("ws-") }
        let others = ["ws-credentials.json", "ws-market-replay.json", "ws-keepalive.json"]
        #expect(Set(files) == Set(Self.all.map(\.file) + others))
    }

    @Test("The keep-alive is two bytes")
    func keepAlive() throws {
        var listener = try LunoListener()
        let id = listener.join("/api/1/stream/NEWZAR")
        listener.advance(20_000)
        #expect(
            listener.texts(id).last == (try VenueSamples.text("luno", "ws-keepalive.json")).filter { !$0.isNewline })
    }
}
