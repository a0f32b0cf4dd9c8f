import AdapterConformance
import AdapterProtocol
import Foundation
import Testing

@testable import BourseCommand

/// A case counts only if something broken fails it.
@Suite("The suite finds planted mistakes", .enabled(if: ProcessInfo.processInfo.environment["CONFORMANCE"] != nil))
struct TeethTests {
    @Test("Every case is failed by a planted mistake")
    func everyCase() {
        let toothless = ConformanceSuite.allCases.map(\.id).filter { id in
            !Defects.all.contains { $0.isAimed(at: id) }
        }
        #expect(toothless.isEmpty, "\(toothless.count) cases are failed by no planted mistake: \(toothless)")
    }

    /// A case may not apply to one venue; it must be failed at one of them at least.
    @Test("Every planted mistake fails the cases it is aimed at", arguments: Defects.all.map(\.name))
    func found(_ name: String) async throws {
        let defect = try #require(Defects.all.first { $0.name == name })
        let aimed = ConformanceSuite.allCases.map(\.id).filter { defect.isAimed(at: $0) }
        #expect(!aimed.isEmpty, "\(name) is aimed at no case")
        var missed = Set(aimed)
        for id in ["binance", "kraken", "kucoin", "valr", "luno"] where !missed.isEmpty {
            let report = try await SimulatedRun.report(of: id, planting: defect) { missed.contains($0.id) }
            for result in report.results {
                if case .failed = result.outcome { missed.remove(result.case.id) }
            }
        }
        #expect(missed.isEmpty, "\(name) passes for correct in \(missed.sorted())")
    }
}
