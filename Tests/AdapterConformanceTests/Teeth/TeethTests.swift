import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Foundation
import Testing

/// A case counts only if something broken fails it.
@Suite("The suite finds planted mistakes")
struct TeethTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isWhole = environment["CONFORMANCE"] != nil
    private static let seed = environment["TEETH_SEED"].flatMap { UInt64($0) } ?? 1

    /// All take minutes in a debug build: without CONFORMANCE a sample, drawn by TEETH_SEED.
    private static let lots: [Aims.Lot] = {
        var lots = Aims.shipped.lots
        guard !isWhole else { return lots }
        let random = SeededRandomSource(seed: seed)
        print("teeth: 40 of \(lots.count) planted mistakes, TEETH_SEED=\(seed); all with CONFORMANCE=1")
        return (0..<min(40, lots.count)).map { _ in lots.remove(at: Int(random.next() % UInt64(lots.count))) }
    }()

    @Test("Every case is failed by a planted mistake")
    func everyCase() {
        let aimed = Aims.shipped.cases
        let toothless = ConformanceSuite.allCases.map(\.id).filter { !aimed.contains($0) }
        #expect(
            toothless.isEmpty,
            """
            \(toothless.count) cases are failed by no planted mistake: \(toothless.joined(separator: " ")).
            Plant one in Defects if need be, then CONFORMANCE_SURVEY=1 swift test --filter AimSurvey
            """)
    }

    @Test("Every aim names a case, a venue and a mistake; every mistake is aimed, and has its own name")
    func known() {
        let cases = Set(ConformanceSuite.allCases.map(\.id))
        let mistakes = Defects.all.map(\.name)
        #expect(Set(mistakes).count == mistakes.count)
        for aim in Aims.shipped.all {
            #expect(
                cases.contains(aim.case) && SimulatedRun.venues.contains(aim.venue) && mistakes.contains(aim.mistake),
                "\(aim)")
        }
        let idle = Set(mistakes).subtracting(Aims.shipped.all.map(\.mistake))
        #expect(idle.isEmpty, "aimed at nothing: \(idle.sorted())")
    }

    /// What counts at a venue applies there, holds there, and has teeth.
    @Test("At least 150 cases count at every venue", arguments: SimulatedRun.venues)
    func counted(_ venue: String) throws {
        let passed = try CertifiedCases.passed(at: venue)
        let counted = passed.intersection(Aims.shipped.cases)
        #expect(counted.count >= 150, "\(venue): \(counted.count) of \(passed.count) count")
        print("\(venue): \(counted.count) cases apply, hold and are failed by a mistake, of \(passed.count) that hold")
    }

    /// One run a mistake: the cases it is aimed at, nothing else. In four rows, since hundreds of exchanges at once
    /// fill the memory.
    @Test("Planted mistakes fail what they are aimed at", arguments: 0..<4)
    func found(_ row: Int) async throws {
        for (index, lot) in Self.lots.enumerated() where index % 4 == row { try await Self.hold(lot) }
    }

    private static func hold(_ lot: Aims.Lot) async throws {
        let defect = try #require(Defects.all.first { $0.name == lot.mistake }, "\(lot.mistake)")
        let report = try await SimulatedRun.report(of: lot.venue, planting: defect) { lot.cases.contains($0.id) }
        let missed = report.results.filter { $0.outcome.word != "failed" }.map { "\($0.case.id) \($0.outcome)" }
        #expect(missed.isEmpty, "'\(lot.mistake)' passes for correct at \(lot.venue) in \(missed)")
        #expect(report.results.count == lot.cases.count, "\(lot)")
    }

    /// Else a case that is always red would count.
    @Test("None of these cases fails without a mistake", .enabled(if: isWhole), arguments: SimulatedRun.venues)
    func healthy(_ venue: String) async throws {
        let cases = Set(Aims.shipped.all.filter { $0.venue == venue }.map(\.case))
        let report = try await SimulatedRun.report(of: venue) { cases.contains($0.id) }
        for result in report.results { #expect(result.outcome.word != "failed", "\(result.case.id)") }
    }
}
