import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Foundation
import Testing

@testable import BourseCommand

/// The suite against every venue's simulated exchange, in this process and on a virtual clock.
///
/// Minutes a venue in a debug build, `CONFORMANCE=1 swift test --filter SimulatedRun`.
@Suite("Conformance of every venue against its simulated exchange")
struct SimulatedRun {
    static let venues = VenueModule.builtIn.map { $0.profile.id.rawValue }

    /// Runs what `isWanted` picks against one venue.
    static func report(
        of id: String, planting defect: Defect? = nil, seed: UInt64 = 7,
        cases isWanted: (ConformanceCase) -> Bool = { _ in true }
    ) async throws -> ConformanceReport {
        let module = try #require(VenueModule.named(id))
        let keys = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
        defer { try? FileManager.default.removeItem(atPath: keys) }
        let documents = try VenueDocuments(module)
        var subject = ConformanceSubject(
            adapter: module.adapter, documentedErrors: documents.errors, publishedLimits: documents.limits,
            streamScenarios: documents.streams,
            endpoint: try SimulatedEndpoint.make(module, seed: seed, keyDirectory: keys, mayTrade: true))
        defect?.plant(&subject)
        return try await ConformanceSuite(isWanted).run(subject, random: SeededRandomSource(seed: seed))
    }

    @Test(
        "Every promise holds", .enabled(if: ProcessInfo.processInfo.environment["CONFORMANCE"] != nil),
        arguments: venues)
    func holds(_ id: String) async throws {
        // For work on one group: CONFORMANCE_ONLY=market swift test --filter SimulatedRun
        let prefix = ProcessInfo.processInfo.environment["CONFORMANCE_ONLY"] ?? ""
        let report = try await Self.report(of: id) { $0.id.hasPrefix(prefix) }
        for result in report.results {
            guard case .failed(let seen) = result.outcome else { continue }
            Issue.record("\(id): \(result.case.id): \(result.case.promise) Seen: \(seen)")
        }
        guard prefix.isEmpty else { return }
        for problem in report.cellProblems {
            Issue.record("\(id): \(problem.capability) is \(problem.problem)")
        }
        #expect(report.isGreen)
    }

    @Test("Every case has its own id, and says what it promises and why")
    func named() {
        let cases = ConformanceSuite.allCases
        #expect(Set(cases.map(\.id)).count == cases.count)
        for one in cases {
            #expect(one.promise.hasSuffix(".") && one.reason.hasSuffix("."), "\(one.id)")
            #expect(
                one.id.utf8.allSatisfy {
                    $0 == 0x2E || Character(UnicodeScalar($0)).isLetter || Character(UnicodeScalar($0)).isNumber
                }, "\(one.id)")
        }
    }
}
