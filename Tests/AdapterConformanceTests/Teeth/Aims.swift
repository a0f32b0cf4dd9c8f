import Foundation

/// Which planted mistake fails which case, and at which venue: `aims.txt`, which ``AimSurvey`` writes.
struct Aims: Sendable {
    /// One line: a case, the venue at which it is seen, the mistake that fails it.
    struct Aim: Sendable, Hashable {
        let `case`: String
        let venue: String
        let mistake: String
    }

    /// A mistake planted at a venue, and the cases that must fail there.
    struct Lot: Sendable, Hashable {
        let venue: String
        let mistake: String
        let cases: Set<String>
    }

    /// All, in the order of the file.
    private(set) var all: [Aim]

    /// The cases that some mistake fails.
    var cases: Set<String> { Set(all.map(\.case)) }

    /// One run for each mistake and venue.
    var lots: [Lot] {
        let byRun = Dictionary(grouping: all) { [$0.venue, $0.mistake] }
        return byRun.values.compactMap { aims in
            aims.first.map { Lot(venue: $0.venue, mistake: $0.mistake, cases: Set(aims.map(\.case))) }
        }.sorted { ($0.mistake, $0.venue) < ($1.mistake, $1.venue) }
    }

    /// Reads the file's content. What is no aim has no case of that name, which the tests tell.
    init(reading text: String) {
        all = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Aim(
                case: words[0], venue: words.count > 1 ? words[1] : "",
                mistake: words.dropFirst(2).joined(separator: " "))
        }
    }

    /// Adds what a run at a venue showed.
    mutating func add(_ cases: [String], at venue: String, by mistake: String) {
        all += cases.map { Aim(case: $0, venue: venue, mistake: mistake) }
    }
}

extension Aims {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "aims.txt")

    /// The file; nothing where it is not there, which the tests tell.
    static let shipped = Aims(reading: (try? String(contentsOf: file, encoding: .utf8)) ?? "")

    private static let head = """
        # Which planted mistake fails which case, and at which venue: case, venue, mistake.
        # Written by `CONFORMANCE_SURVEY=1 swift test --filter AimSurvey`, held true by TeethTests.

        """

    /// Writes the file, its lines in the order of `cases`.
    func write(inOrderOf cases: [String]) throws {
        let position = Dictionary(cases.enumerated().map { ($1, $0) }) { first, _ in first }
        let known = all.filter { position[$0.case] != nil }
        let lines = known.sorted {
            (position[$0.case] ?? 0, $0.venue, $0.mistake) < (position[$1.case] ?? 0, $1.venue, $1.mistake)
        }.map { "\($0.case)\t\($0.venue)\t\($0.mistake)\n" }
        try Data((Self.head + lines.joined()).utf8).write(to: Self.file)
    }
}
