import AdapterProtocol
import Testing
import VenueRecordings

@testable import AdapterConformance
@testable import BourseCommand

/// A case counts only if a session that does something wrongly fails it.
@Suite("Offline streaming cases find planted mistakes")
struct OfflineTeethTests {
    private static let defects = MarketStreamDefects.all + AccountStreamDefects.all
    private static let ids = ConformanceSuite.allCases.map(\.id).filter { $0.hasPrefix("stream.offline.") }

    @Test("Every case is failed by a planted mistake")
    func everyCase() {
        let toothless = Self.ids.filter { id in !Self.defects.contains { $0.isAimed(at: id) } }
        #expect(toothless.isEmpty, "\(toothless)")
    }

    @Test("Every planted mistake fails the cases it is aimed at, at one venue at least", arguments: defects.map(\.name))
    func found(_ name: String) async throws {
        let defect = try #require(Self.defects.first { $0.name == name })
        var missed = Set(Self.ids.filter { defect.isAimed(at: $0) })
        #expect(missed.count == defect.fails.count, "it is aimed at what is no case")
        for id in ["kraken", "binance", "valr", "kucoin", "luno"] where !missed.isEmpty {
            let module = try #require(VenueModule.named(id))
            let scenarios = try StreamScenarios(reading: try #require(VenueRecordings.streamScenarios(of: id)))
            var subject = ConformanceSubject(adapter: module.adapter, streamScenarios: scenarios)
            defect.plant(&subject)
            let report = try await ConformanceSuite { missed.contains($0.id) }.run(subject)
            for result in report.results where result.outcome.word == "failed" { missed.remove(result.case.id) }
        }
        #expect(missed.isEmpty, "\(name) passes for correct in \(missed.sorted())")
    }
}
