import AdapterProtocol
import Testing
import VenueRecordings

@testable import AdapterConformance
@testable import BourseCommand

/// The data that the cases `errors.documented` read, and that they bite.
@Suite("Documented errors")
struct DocumentedErrorsTests {
    private static let row =
        #"{"id":"-2010","source":"x","status":400,"body":"{}","on":["place"],"kind":"badRequest","effect":"stated","advice":"never"}"#

    @Test("The five venues list theirs, for reads and for all their commands", arguments: SimulatedRun.venues)
    func shipped(_ id: String) throws {
        let text = try #require(VenueRecordings.documentedErrors(of: id))
        let errors = try DocumentedErrors(reading: text).errors
        #expect(errors.count >= 60)
        for operation in [DocumentedError.Operation.read, .lookUp, .place, .cancel] {
            #expect(errors.contains { $0.on.contains(operation) })
        }
        // What every sheet has at least: a key that is refused, a limit, missing funds, and doubt.
        for kind in ["authentication", "rateLimited", "insufficientFunds", "orderNotFound", "unavailable"] {
            #expect(errors.contains { $0.kinds.contains(Substring(kind)) }, "\(kind)")
        }
    }

    @Test(
        "A word that nobody knows is refused with its line",
        arguments: [
            (#""advice":"never""#, #""advice":"newer""#), (#""advice":"never""#, #""advice":"wait 5s""#),
            (#""advice":"never""#, #""advice":"fix colour""#), (#""effect":"stated""#, #""effect":"certain""#),
            (#""on":["place"]"#, #""on":[]"#), (#""on":["place"]"#, #""on":["trade"]"#),
            (#""status":400,"#, ""), (#""advice":"never""#, #""pause":"-5""#),
        ])
    func unreadable(_ old: String, _ new: String) throws {
        let broken = Self.row.replacing(old, with: new)
        let other = Self.row.replacing("-2010", with: "-2011")
        let problem = #expect(throws: DocumentedErrorsProblem.self) {
            try DocumentedErrors(reading: other + "\n" + broken + "\n")
        }
        #expect(problem?.line == 2)
    }

    @Test("An id stands once")
    func repeated() {
        #expect(throws: DocumentedErrorsProblem.self) { try DocumentedErrors(reading: Self.row + "\n" + Self.row) }
    }

    @Test(
        "Advice fits as it is written",
        arguments: [
            ("never", VenueError.Advice.never, true), ("never", .afterResync, false),
            ("resync|never", .afterResync, true), ("fix", .afterFixing(.side), true),
            ("fix amount", .afterFixing(.side), false), ("wait", .after(.milliseconds(1)), true),
            ("wait", .after(.zero), false), ("wait 5000", .after(.seconds(5)), true),
            ("wait 5000", .after(.seconds(10)), false), ("wait 5000-", .after(.seconds(900)), true),
            ("wait 1000-5000", .after(.milliseconds(5001)), false),
        ])
    func advice(_ text: String, _ advice: VenueError.Advice, _ fits: Bool) throws {
        let alternatives = try #require(ExpectedAdvice.alternatives(text))
        #expect(alternatives.contains { $0.fits(advice) } == fits)
    }

    @Test("A row that reads otherwise than the document fails its case, and no other", arguments: ["kraken", "valr"])
    func bites(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let text = try #require(VenueRecordings.documentedErrors(of: id))
        let wrong = text.replacing(#""kind":"insufficientFunds""#, with: #""kind":"tooManyOpenOrders""#)
        let subject = ConformanceSubject(
            adapter: module.adapter, documentedErrors: try DocumentedErrors(reading: wrong))
        let suite = ConformanceSuite { $0.id.hasPrefix("errors.documented.") }
        let failed = try await suite.run(subject).results.filter { $0.outcome.word == "failed" }
        #expect(failed.map(\.case.id) == ["errors.documented.tooManyOpenOrders.place"])
    }

    @Test("Who ships none is told so, and is not called right")
    func absent() async throws {
        let module = try #require(VenueModule.named("luno"))
        let suite = ConformanceSuite { $0.id.hasPrefix("errors.documented.") && $0.needs == .adapter }
        let report = try await suite.run(ConformanceSubject(adapter: module.adapter))
        #expect(report.results.allSatisfy { $0.outcome.word == "skipped" })
    }
}
