import AdapterConformanceTesting
import AdapterProtocol
import ArgumentParser
import Foundation
import Testing
import VenueSimulator

@testable import AdapterConformance
@testable import BourseCommand

/// `bourse conformance` as far as it does not depend on which cases there are.
@Suite("The conformance command")
struct CommandRunTests {
    @Test(
        "Whoever repeats a run with the same seed gets the same certificate, to the byte",
        .enabled(if: ProcessInfo.processInfo.environment["CONFORMANCE"] != nil),
        arguments: SimulatedRun.venues)
    func stable(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let runner = ConformanceRunner(place: .simulated, mayTrade: true, seed: 5)
        var certificates: [[UInt8]] = []
        for _ in 0..<2 {
            let run = try await runner.run(module)
            certificates.append(SampleRun.bytes { Certificate.write(run, to: &$0) })
        }
        #expect(certificates[0] == certificates[1])
        let text = String(decoding: certificates[0], as: UTF8.self)
        let face = try #require(module.face).init(
            configuration: .init(seed: 5), at: .init(milliseconds: 1_790_000_000_000))
        for key in face.credentials.values {
            #expect(!text.contains(key.apiKey) && !text.contains(key.apiSecret))
        }
    }

    @Test(
        "What a run recorded is enough for an offline run",
        .enabled(if: ProcessInfo.processInfo.environment["CONFORMANCE"] != nil),
        arguments: SimulatedRun.venues)
    func offline(_ id: String) async throws {
        let module = try #require(VenueModule.named(id))
        let online = try await ConformanceRunner(place: .simulated, mayTrade: true, isRecording: true).run(module)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path()
        defer { try? FileManager.default.removeItem(atPath: file) }
        try RecordingsFiles.write(try #require(online.recordings), of: id, to: file)

        let run = try await ConformanceRunner(place: .recorded(file)).run(module)
        #expect(run.report.coverage == .offline && run.report.isComplete)
        for result in run.report.results where result.outcome.word == "failed" || result.isRedSkip {
            Issue.record("\(id): \(result.case.id): \(result.outcome.detail ?? "")")
        }
    }

    @Test(
        "The shipped recordings are there and can be read",
        .enabled(if: ProcessInfo.processInfo.environment["CONFORMANCE"] != nil),
        arguments: SimulatedRun.venues)
    func shipped(_ id: String) throws {
        let recordings = try #require(try RecordingsFiles.read(id, at: nil))
        #expect(!recordings.exchanges.isEmpty)
    }

    @Test("A file that is no recording is named with its line")
    func damaged() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path()
        defer { try? FileManager.default.removeItem(atPath: file) }
        try ReportFile.write("{\"recordedAtMilliseconds\":1}\n{\"status\":200}\n", to: file)
        let error = #expect(throws: ExitReason.self) { try RecordingsFiles.read("luno", at: file) }
        #expect(error?.message.contains("line 2") == true)
    }

    @Test(
        "What cannot go together is refused before anything runs",
        arguments: [
            [], ["all", "--rest", "http://127.0.0.1:1"], ["luno", "--offline", "--trade"],
            ["luno", "--offline", "--rest", "http://127.0.0.1:1"], ["luno", "--recordings", "x"],
            ["luno", "--only", "place", "--certificate", "x"], ["all", "--record", "one.jsonl"],
        ])
    func arguments(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try ConformanceCommand.parse(arguments) }
    }

    @Test("Real money is touched only with --confirm")
    func confirmation() async throws {
        let module = try #require(VenueModule.named("luno"))
        let runner = ConformanceRunner(
            place: .endpoint(rest: nil, environment: "production", ca: nil), mayTrade: true)
        let error = await #expect(throws: ExitReason.self) { try await runner.run(module) }
        #expect(error?.message.contains("--confirm") == true)
    }

    @Test("From Swift Testing every broken promise is an issue with its id, the promise and what was seen")
    func testing() async throws {
        let adapter = try #require(VenueModule.named("luno")).adapter
        try await expectConformance(of: ConformanceSubject(adapter: adapter)) { $0.id == "identity.id" }
        let one = try #require(ConformanceSuite.allCases.first { $0.id == "identity.id" })
        try await expectConformance(of: ConformanceSubject(adapter: adapter), to: one)
        #expect(one.testDescription == "identity.id")
        let never = ConformanceCase("never.holds", "Never.", because: "No.", needs: .adapter) { _ in }
        await withKnownIssue {
            try await expectConformance(of: ConformanceSubject(adapter: adapter), to: never)
        }
    }
}
