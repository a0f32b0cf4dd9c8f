import AdapterConformance
import Foundation
import Testing

private func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

/// For work on cases and mistakes: looks for a mistake that fails each case that none is aimed at.
@Suite("Survey of planted mistakes", .enabled(if: setting("CONFORMANCE_SURVEY") != nil))
struct AimSurvey {
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
                + " cancel clock nonce taskCancellation metadata keyTest errors"
        ),
        (
            CarrierDefects.all,
            "ambiguity lostAnswer rateLimit clock nonce race clientID taskCancellation call raw signer keyTest life"
        ),
        (KeyTestDefects.all, "keyTest refusal leak clock taskCancellation"),
        (ClockDefects.all, "clock nonce keyTest rateLimit taskCancellation"),
        (ReadDefects.all, "damaged unanswered unreadable"),
        (LeakDefects.all, "leak signer hostile digits keyTest refusal precision"),
        (DocumentDefects.all, "errors"),
        (InventionDefects.all, "history fills openOrders ticker feeRates answer clock option metadata hostile"),
        (OneCallDefects.all, "call rateLimit.published hostile signer leak"),
        (MarketStreamDefects.all, "stream"), (AccountStreamDefects.all, "stream"), (OnlineStreamDefects.all, "stream"),
        (StreamRuleDefects.all, "stream"),
    ]

    /// `CONFORMANCE_SURVEY=1 swift test --filter AimSurvey`; with `CONFORMANCE_VENUES=kraken,luno` at these only. To
    /// aim a case anew take its lines out of `aims.txt` first.
    @Test("Cases that nothing is aimed at are tried with the mistakes of their group")
    func survey() async throws {
        let named = setting("CONFORMANCE_VENUES").map { $0.split(separator: ",").map(String.init) }
        let cases = ConformanceSuite.allCases
        var aims = Aims.shipped
        for venue in named ?? ["binance", "kraken", "kucoin", "valr", "luno"] {
            var open = Set(cases.map(\.id)).subtracting(aims.cases)
            // What fails anyway shows nothing.
            let report = try await SimulatedRun.report(of: venue) { open.contains($0.id) }
            open.subtract(Self.failed(report))
            for (defects, words) in Self.groups {
                for defect in defects where !open.isEmpty {
                    let found = try await Self.failed(by: defect, at: venue) { one in
                        open.contains(one.id) && Self.isSeen(defect, in: one, words.split(separator: " "))
                    }
                    guard !found.isEmpty else { continue }
                    open.subtract(found)
                    aims.add(found, at: venue, by: defect.name)
                    try aims.write(inOrderOf: cases.map(\.id))
                }
            }
        }
    }

    private static func isSeen(_ defect: Defect, in one: ConformanceCase, _ words: [Substring]) -> Bool {
        words.contains { one.id.hasPrefix($0) }
            || words.contains("proves") && one.proves.contains { defect.name.hasSuffix(" \($0)") }
    }

    private static func failed(_ report: ConformanceReport) -> [String] {
        report.results.filter { $0.outcome.word == "failed" }.map(\.case.id)
    }

    private static func failed(
        by defect: Defect, at venue: String, _ isWanted: (ConformanceCase) -> Bool
    ) async throws -> [String] {
        guard ConformanceSuite.allCases.contains(where: isWanted) else { return [] }
        // A mistake with which not even a market can be read shows nothing.
        guard let report = try? await SimulatedRun.report(of: venue, planting: defect, cases: isWanted) else {
            return []
        }
        return failed(report)
    }
}
