import AdapterConformance
import Foundation
import Synchronization
import Testing

private func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

/// For work on cases and mistakes: which cases each mistake fails, so that it can be aimed.
@Suite("Survey of planted mistakes", .enabled(if: setting("CONFORMANCE_SURVEY") != nil))
struct DefectSurvey {
    /// Groups of mistakes, and the groups of cases in which they can be seen.
    private static let groups: [(defects: [Defect], cases: String)] = [
        (IdentityDefects.all, "identity capability call metadata rateLimit"),
        (CapabilityDefects.all, "capability identity metadata proves"),
        (SignerDefects.all, "signer leak clock nonce hostile digits keyTest refusal"),
        (MetadataDefects.all, "metadata precision digits capability marketOrder.buy tickers hostile"),
        (MarketDataDefects.all, "ticker book trades candles clock raw metadata unanswered unreadable damaged hostile"),
        (
            AccountDefects.all,
            "balances feeRates transfers deposits withdrawals life marketOrder unanswered unreadable damaged"
        ),
        (PagingDefects.all, "history fills openOrders hostile transfers paging"),
        (
            PlaceDefects.all,
            "life marketOrder lifetime trigger option clientID lostAnswer ambiguity race openOrders history dryRun"
                + " unanswered unreadable hostile taskCancellation cancelled capability digits signer call"
        ),
        (OrderViewDefects.all, "life marketOrder lifetime trigger clientID openOrders history cancel amend race"),
        (FillDefects.all, "life marketOrder lifetime fills clientID race"),
        (CancelDefects.all, "cancel lostAnswer ambiguity race life hostile taskCancellation"),
        (AmendDefects.all, "amend lostAnswer ambiguity race taskCancellation"),
        (
            ErrorDefects.all,
            "ambiguity unanswered unreadable damaged refusal hostile leak rateLimit lostAnswer life clientID"
                + " cancel clock nonce taskCancellation metadata keyTest"
        ),
        (
            CarrierDefects.all,
            "ambiguity lostAnswer rateLimit clock nonce race clientID taskCancellation call raw signer keyTest life"
        ),
        (KeyTestDefects.all, "keyTest refusal leak clock taskCancellation"),
        (ClockDefects.all, "clock nonce keyTest rateLimit taskCancellation"),
        (ReadDefects.all, "damaged unanswered unreadable"),
        (LeakDefects.all, "leak signer hostile digits keyTest refusal precision"),
    ]

    /// `CONFORMANCE_SURVEY=/tmp/survey.txt CONFORMANCE_VENUES=binance swift test --filter DefectSurvey`; with
    /// `CONFORMANCE_CASES=FILE` only the cases that the file names.
    @Test("What every mistake fails", arguments: Defects.all.map(\.name))
    func survey(_ name: String) async throws {
        let path = try #require(setting("CONFORMANCE_SURVEY"))
        let done = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let only = setting("CONFORMANCE_CASES").flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }
        let wanted = only.map { Set($0.split(separator: "\n").map(String.init)) }
        let defect = try #require(Defects.all.first { $0.name == name })
        let group = try #require(Self.groups.first { $0.defects.contains { $0.name == name } })
        let words = group.cases.split(separator: " ")
        for id in (setting("CONFORMANCE_VENUES") ?? "binance").split(separator: ",").map(String.init) {
            guard !done.contains("\(name)\t\(id)\t-") else { continue }
            var lines = ""
            do {
                let report = try await SimulatedRun.report(of: id, planting: defect) { one in
                    (wanted?.contains(one.id) ?? true)
                        && (words.contains { one.id.hasPrefix($0) }
                            || words.contains("proves") && one.proves.contains { name.hasSuffix(" \($0)") })
                }
                for result in report.results {
                    guard case .failed(let seen) = result.outcome else { continue }
                    lines += "\(name)\t\(id)\t\(result.case.id)\t\(seen.prefix(160).replacing("\n", with: " "))\n"
                }
                lines += "\(name)\t\(id)\t-\t\n"
            } catch {
                lines = "\(name)\t\(id)\tBROKEN\t\(error)\n\(name)\t\(id)\t-\t\n"
            }
            Self.append(lines, to: path)
        }
    }

    @Test("The names of all cases, and what fails without a mistake")
    func names() async throws {
        let path = try #require(setting("CONFORMANCE_SURVEY"))
        for id in (setting("CONFORMANCE_VENUES") ?? "binance").split(separator: ",").map(String.init) {
            let report = try await SimulatedRun.report(of: id)
            for result in report.results {
                let seen = (result.outcome.detail ?? "").prefix(160).replacing("\n", with: " ")
                Self.append("\(result.outcome.word)\t\(id)\t\(result.case.id)\t\(seen)\n", to: path + ".base")
            }
        }
        let names = ConformanceSuite.allCases.map(\.id).joined(separator: "\n")
        try Data(names.utf8).write(to: URL(filePath: path + ".ids"))
    }

    private static let lock = Mutex(())

    private static func append(_ text: String, to path: String) {
        lock.withLock { _ in
            guard let file = FileHandle(forWritingAtPath: path) else {
                try? Data(text.utf8).write(to: URL(filePath: path))
                return
            }
            _ = try? file.seekToEnd()
            try? file.write(contentsOf: Data(text.utf8))
            try? file.close()
        }
    }
}
