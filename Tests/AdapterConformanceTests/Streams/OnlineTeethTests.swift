import AdapterConformance
import AdapterProtocol
import Foundation
import Testing

@testable import BourseCommand

/// A case counts only if a session that does something wrongly fails it.
@Suite(
    "Online streaming cases find planted mistakes",
    .enabled(if: ProcessInfo.processInfo.environment["CONFORMANCE"] != nil))
struct OnlineTeethTests {
    private static let defects = OnlineStreamDefects.all

    @Test("Every planted mistake fails the cases it is aimed at, at one venue at least", arguments: defects.map(\.name))
    func found(_ name: String) async throws {
        let defect = try #require(Self.defects.first { $0.name == name })
        var missed = Set(ConformanceSuite.allCases.map(\.id).filter { defect.isAimed(at: $0) })
        #expect(!missed.isEmpty, "it is aimed at what is no case")
        for id in ["binance", "kraken", "valr", "kucoin", "luno"] where !missed.isEmpty {
            let report = try await SimulatedRun.report(of: id, planting: defect) { missed.contains($0.id) }
            for result in report.results where result.outcome.word == "failed" { missed.remove(result.case.id) }
        }
        #expect(missed.isEmpty, "\(name) passes for correct in \(missed.sorted())")
    }
}
