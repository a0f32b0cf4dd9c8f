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
    private(set) var all: [Aim] = []

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
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let (venue, mistake) = (words.count > 1 ? words[1] : "", words.dropFirst(2).joined(separator: " "))
            all.append(Aim(case: words[0], venue: venue, mistake: mistake))
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

    /// Writes the file, its lines in the order of `cases`; what is of no case any more is left out.
    func write(inOrderOf cases: [String]) throws {
        let byCase = Dictionary(grouping: all, by: \.case)
        let lines = cases.flatMap { one in
            let aims = (byCase[one] ?? []).sorted { ($0.venue, $0.mistake) < ($1.venue, $1.mistake) }
            return aims.map { "\(one)\t\($0.venue)\t\($0.mistake)\n" }
        }
        try Data((Self.head + lines.joined()).utf8).write(to: Self.file)
    }
}
