import AdapterProtocol
import Foundation

/// Feeds damaged bytes to everything that reads bytes of strangers, and holds what is made of them against an independent
/// reading. The same seed gives the same inputs, each of which can be run alone.
@main
enum Fuzz {
    /// Processor seconds that one input may take: far above any honest one, and no wall clock.
    private static let mostSeconds = 20

    static func main() async throws {
        let options: Options
        do {
            options = try Options(Array(CommandLine.arguments.dropFirst()))
        } catch let error as Options.Wrong {
            print(error.text)
            exit(64)
        }
        if let changes = options.deltas { exit(try DeltaReport.run(options, changes: changes) ? 0 : 1) }
        var corpora: [Corpus] = []
        for venue in FuzzedVenue.all
        where [nil, venue.name, "pieces", "streams"].contains(options.group) {
            corpora.append(try Corpus(venue, samples: samples(of: venue.name, in: options.samples)))
        }
        if options.lists {
            for corpus in corpora { list(corpus) }
            return
        }
        complain(SelfCheck.missed(corpora))
        let targets = try await lottery(corpora, options)
        var tally = Tally()
        let progress = options.progress.map { open($0, O_CREAT | O_WRONLY, 0o644) } ?? -1
        print("seed \(options.seed), \(options.inputs) inputs")
        for input in options.only.map({ $0..<$0 + 1 }) ?? 0..<options.inputs {
            if progress >= 0 { note(input, to: progress) }
            limitProcessorTime()
            var random = SplitMix(seed: options.seed, input: input)
            guard let target = targets.pick(&random) else { break }
            tally.add(target.run(&random), input: input, seed: options.seed)
        }
        print("\n" + tally.table() + "\n")
        print("\(tally.inputs) inputs, 0 crashes, \(tally.offences) offences")
        exit(tally.offences == 0 ? 0 : 1)
    }

    /// Ends it when an oracle does not see what is wrong.
    private static func complain(_ missed: [String]) {
        guard !missed.isEmpty else { return }
        for wrong in missed { print("NOT SEEN \(wrong)") }
        exit(1)
    }

    private static func lottery(_ corpora: [Corpus], _ options: Options) async throws -> Lottery<any Target> {
        var targets: [(target: any Target, weight: UInt64)] = []
        if options.group != "pieces" {
            for corpus in corpora {
                let frames = try frames(of: corpus.venue.name, in: options.samples)
                if options.group != "streams" {
                    targets += [(AdapterTarget(corpus), 16), (try FaceTarget(corpus), 2)]
                }
                let market = try MarketStreamTarget(corpus.venue, samples: frames)
                complain(market.missed)
                targets += [(market, 5), (try AccountStreamTarget(corpus.venue, samples: frames), 3)]
            }
        }
        if options.group == nil || options.group == "pieces" {
            targets.append((PieceTarget(corpora.flatMap(\.answers)), 10))
            targets.append((try await RecordingTarget(corpora.map(\.venue)), 1))
        }
        return Lottery(targets.map(\.target), weights: targets.map(\.weight))
    }

    /// The captured answers of a venue, without those of its streams.
    private static func samples(of venue: String, in folder: String) throws -> [(name: String, bytes: [UInt8])] {
        guard !folder.isEmpty else { return [] }
        let path = folder + "/" + venue
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().compactMap { file in
            guard file.hasSuffix(".json"), ["rest-", "sapi-", "uta-account"].contains(where: { file.hasPrefix($0) })
            else { return nil }
            guard let data = FileManager.default.contents(atPath: path + "/" + file) else { return nil }
            return (String(file.dropLast(5)), Array(data))
        }
    }

    /// The captured frames of a venue's streams: a file is one, a list of them, or a frame around several.
    private static func frames(of venue: String, in folder: String) throws -> [[UInt8]] {
        guard !folder.isEmpty else { return [] }
        let path = folder + "/" + venue
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().flatMap { file -> [[UInt8]] in
            guard file.hasSuffix(".json"), ["ws", "uta-ws"].contains(where: { file.hasPrefix($0) }),
                let data = FileManager.default.contents(atPath: path + "/" + file)
            else { return [] }
            return Self.frames(in: Array(data))
        }
    }

    private static func frames(in bytes: [UInt8]) -> [[UInt8]] {
        guard let document = Document(bytes) else { return [bytes] }
        let parts = document.elements + document.members.flatMap { $0.value.elements.prefix(64) }
        return [document.bytes] + parts.filter { !$0.members.isEmpty }.map(\.bytes)
    }

    private static func list(_ corpus: Corpus) {
        for seed in corpus.seeds {
            let ending = seed.run(Damage(whole: seed.healthy, status: seed.status))
            print("\(seed.decoder) <- \(seed.source), \(seed.healthy.count) bytes: \(ending.taken)")
        }
        print("\(corpus.venue.name): \(corpus.seeds.count) seeds; unread: \(corpus.unread.joined(separator: " "))")
    }

    private static func note(_ input: UInt64, to file: Int32) {
        let text = Array("\(input)\n".utf8)
        _ = pwrite(file, text, text.count, 0)
    }

    /// A loop without an end is killed by the system, with the number of its input written down.
    private static func limitProcessorTime() {
        var timer = itimerval()
        timer.it_value.tv_sec = mostSeconds
        setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &timer, nil)
    }
}
