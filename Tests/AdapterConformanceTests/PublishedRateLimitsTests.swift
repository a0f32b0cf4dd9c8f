import AdapterProtocol
import Testing
import VenueRecordings

@testable import AdapterConformance
@testable import BourseCommand

/// The data that the cases `rateLimit.published` read, and that they bite.
@Suite("Published rate limits")
struct PublishedRateLimitsTests {
    private static let budget = #"{"budget":"minute","source":"x","units":60,"milliseconds":60000}"#
    private static let call = #"{"call":"GET /v1/orders/*","source":"x","costs":{"minute":2}}"#

    private static func call(_ path: String, _ parameters: [(String, String)] = []) -> VenueCall {
        VenueCall(
            operation: "order.query", intent: .read, priority: .privateRead, method: .get, path: path,
            parameters: parameters.map { VenueCall.Parameter($0.0, $0.1) }, isSigned: true, charges: [])
    }

    @Test("The five venues list theirs, and every call that their adapters make", arguments: SimulatedRun.venues)
    func shipped(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let text = try #require(VenueRecordings.publishedLimits(of: id))
        let subject = ConformanceSubject(
            adapter: module.adapter, publishedLimits: try PublishedRateLimits(reading: text))
        let suite = ConformanceSuite { $0.id.hasPrefix("rateLimit.published.") }
        for result in try await suite.run(subject).results {
            #expect(result.outcome == .passed, "\(id): \(result.case.id): \(result.outcome.detail ?? "")")
        }
    }

    @Test("A venue that grants less fails the adapter that takes more", arguments: SimulatedRun.venues)
    func bites(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let text = try #require(VenueRecordings.publishedLimits(of: id))
        let limits = try PublishedRateLimits(reading: text.replacing(#""milliseconds":"#, with: #""milliseconds":3"#))
        let subject = ConformanceSubject(adapter: module.adapter, publishedLimits: limits)
        let report = try await ConformanceSuite { $0.id == "rateLimit.published.within" }.run(subject)
        #expect(report.results.map(\.outcome.word) == ["failed"])
    }

    @Test("Paths fit with ids in them, parameters where they are named, the first line that fits")
    func fitting() throws {
        let dearer = #"{"call":"GET /v1/orders/*","source":"x","costs":{"minute":9},"with":["depth=full"]}"#
        let limits = try PublishedRateLimits(reading: [Self.budget, dearer, Self.call].joined(separator: "\n"))
        #expect(limits.cost(of: Self.call("/v1/orders/17"))?.costs == ["minute": 2])
        #expect(limits.cost(of: Self.call("/v1/orders/17", [("depth", "full")]))?.costs == ["minute": 9])
        #expect(limits.cost(of: Self.call("/v1/orders")) == nil)
        #expect(limits.cost(of: Self.call("/v2/orders/17")) == nil)
    }

    @Test(
        "A line that says nothing is refused",
        arguments: [
            #"{"budget":"hour","source":"x","units":0,"milliseconds":1}"#, budget, "{}",
            #"{"call":"GET /x","source":"x","costs":{"hour":1}}"#,
        ])
    func unreadable(_ line: String) {
        let problem = #expect(throws: DocumentedErrorsProblem.self) {
            try PublishedRateLimits(reading: Self.budget + "\n" + line)
        }
        #expect(problem?.line == 2)
    }
}
