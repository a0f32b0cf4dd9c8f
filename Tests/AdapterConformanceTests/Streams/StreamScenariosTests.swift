import AdapterProtocol
import Testing
import VenueRecordings

@testable import AdapterConformance
@testable import BourseCommand

/// The data that the cases `stream.offline` play.
@Suite("Stream scenarios")
struct StreamScenariosTests {
    private static let sequence =
        #"{"id":"a","source":"x","session":"market","markets":[{"symbol":"BTC/USDT","name":"BTCUSDT","tick":"1","lot":"1"}],"#
        + #""follows":[{"slot":0,"channel":"book","symbol":"BTC/USDT","depth":5}],"#
        + #""steps":[{"frame":"{}","role":"data","expect":{"ending":"fail permission"}},"#
        + #"{"snapshot":{"slot":0,"sequence":"1","bids":[["1","2"]],"asks":[]}}]}"#

    private func shipped(_ id: String) throws -> StreamScenarios {
        try StreamScenarios(reading: try #require(VenueRecordings.streamScenarios(of: id)))
    }

    @Test(
        "The five venues ship theirs: books, other data, refusals, ends, orders and strangers",
        arguments: SimulatedRun.venues)
    func shippedFiles(_ id: String) throws {
        let scenarios = try shipped(id).scenarios
        #expect(scenarios.count >= 12)
        let expectations = scenarios.flatMap { $0.steps ?? [] }.compactMap(\.expect)
        #expect(expectations.flatMap { $0.books ?? [] }.contains { $0.isLive && $0.bids != nil && $0.asks != nil })
        #expect(expectations.contains { $0.books?.contains { !$0.isLive } == true })
        #expect(expectations.contains { !($0.markers ?? []).isEmpty })
        #expect(expectations.contains { $0.account?.isLive == true })
        #expect(expectations.contains { $0.orders != nil || $0.reads != nil })
        for session in [StreamScenario.Session.market, .account] {
            #expect(scenarios.contains { $0.session == session && !($0.others ?? []).isEmpty })
        }
    }

    @Test("Every promise holds at the five venues", arguments: SimulatedRun.venues)
    func holds(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let subject = ConformanceSubject(adapter: module.adapter, streamScenarios: try shipped(id))
        let report = try await ConformanceSuite { $0.id.hasPrefix("stream.offline.") }.run(subject)
        #expect(report.count("passed") >= 50)
        for result in report.results where result.outcome.word != "passed" {
            #expect(result.outcome.word == "notApplicable", "\(result.case.id): \(result.outcome.detail ?? "")")
        }
    }

    @Test("What a sheet says otherwise fails the case that plays it", arguments: ["kraken", "kucoin"])
    func bites(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let text = try #require(VenueRecordings.streamScenarios(of: id))
        let (old, new) =
            id == "kraken" ? ("\"83449369\"", "\"83449368\"") : ("\"phase\":\"ended filled\"", "\"phase\":\"working\"")
        #expect(text.contains(old))
        let subject = ConformanceSubject(
            adapter: module.adapter, streamScenarios: try StreamScenarios(reading: text.replacing(old, with: new)))
        let report = try await ConformanceSuite { $0.id.hasPrefix("stream.offline.replay.") }.run(subject)
        let failed = report.results.filter { $0.outcome.word == "failed" }.map(\.case.id)
        #expect(failed == ["stream.offline.replay." + (id == "kraken" ? "trades" : "orders")])
    }

    @Test(
        "A line that says nothing is refused",
        arguments: [
            (#""depth":5"#, #""deep":5"#), (#""channel":"book""#, #""channel":"books""#),
            (#""ending":"fail permission""#, #""ending":"never""#), (#""role":"data","#, ""),
            (#"["1","2"]"#, #"["1"]"#), (#""tick":"1""#, #""tick":1"#), (#""session":"market""#, #""session":"x""#),
            (#"{"slot":0,"channel""#, #"{"slot":500,"channel""#), (#"{"slot":0,"sequence""#, #"{"slot":1,"sequence""#),
            (#""role":"data","#, #""role":"data","after":-1,"#), (#""sequence":"1""#, #""sequence":"-1""#),
        ])
    func unreadable(_ old: String, _ new: String) throws {
        let other = Self.sequence.replacing(#""id":"a""#, with: #""id":"b""#)
        _ = try StreamScenarios(reading: other)
        let broken = Self.sequence.replacing(old, with: new)
        #expect(broken != Self.sequence)
        let problem = #expect(throws: StreamScenariosProblem.self) {
            try StreamScenarios(reading: other + "\n" + broken)
        }
        #expect(problem?.line == 2)
    }

    @Test("An id stands once; who ships nothing is told that it is not applicable")
    func absent() async throws {
        #expect(throws: StreamScenariosProblem.self) {
            try StreamScenarios(reading: Self.sequence + "\n" + Self.sequence)
        }
        let module = try #require(VenueModule.named("luno"))
        let suite = ConformanceSuite { $0.id.hasPrefix("stream.offline.") }
        let report = try await suite.run(ConformanceSubject(adapter: module.adapter))
        #expect(report.results.count >= 25)
        #expect(report.results.allSatisfy { $0.outcome.word == "notApplicable" })
    }
}
