import Foundation

/// Counts of endings by decoder, and the first offences.
struct Tally {
    private static let order = [
        "read", "refused", "doubtful", "denied", "absent", "notSent", "endless", "2xx", "3xx", "4xx", "5xx",
    ]

    private(set) var inputs: UInt64 = 0
    private(set) var offences = 0
    private var counts: [String: [String: UInt64]] = [:]
    private var shown: [String: Int] = [:]

    /// Counts a finding, and prints its offences while they are new.
    mutating func add(_ finding: Finding, input: UInt64, seed: UInt64) {
        inputs += 1
        counts[finding.decoder, default: [:]][finding.ending, default: 0] += 1
        for offence in finding.offences {
            offences += 1
            // One of a kind is enough to look at: numbers differ, words do not.
            let kind = finding.decoder + offence.filter { !$0.isNumber }.prefix(30)
            shown[kind, default: 0] += 1
            guard shown[kind] == 1 else { continue }
            print("OFFENCE \(finding.decoder): \(offence)")
            print("  again with: --seed \(seed) --only \(input)   (\(finding.note))")
            print("  input: \(String(decoding: finding.input.prefix(700), as: UTF8.self))")
            fflush(nil)
        }
    }

    /// A table in Markdown, a line for each decoder.
    func table() -> String {
        let words = Self.order.filter { word in counts.values.contains { $0[word] != nil } }
        let others = Set(counts.values.flatMap(\.keys)).subtracting(words).sorted()
        let columns = words + others
        var lines = ["| decoder | inputs | " + columns.joined(separator: " | ") + " |"]
        lines.append("|---|---:|" + columns.map { _ in "---:|" }.joined())
        for (decoder, endings) in counts.sorted(by: { $0.key < $1.key }) {
            let sum = endings.values.reduce(0, +)
            let cells = columns.map { endings[$0].map(String.init) ?? "" }
            lines.append("| \(decoder) | \(sum) | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }
}
