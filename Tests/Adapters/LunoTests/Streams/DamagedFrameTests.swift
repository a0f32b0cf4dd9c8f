import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Damage of every kind to streams: no crash, and a book that says it is live is the venue's.
@Suite("Damaged frames")
struct DamagedFrameTests {
    private static let marketSamples = [
        "ws-market-snapshot", "ws-market-create", "ws-market-delete", "ws-market-trade-partial",
        "ws-market-trade-and-create", "ws-market-status", "ws-market-noop", "ws-error-invalid-market",
    ]
    private static let accountSamples = ["ws-user-order-status", "ws-user-order-fill", "ws-user-balance-update"]

    @Test("Cut short after every byte: never taken, always the end of the connection", arguments: marketSamples)
    func truncated(_ sample: String) throws {
        let bytes = Array(try Sample.body(sample).utf8)
        for length in 0..<bytes.count {
            var probe = try MarketProbe()
            if sample != "ws-market-snapshot" { try probe.feed(sample: "ws-market-snapshot") }
            probe.feed(Array(bytes.prefix(length)))
            #expect(probe.output.reconnect == .undecodable && probe.book?.state.isLive == false, "\(length) bytes")
        }
    }

    @Test("Every member and element removed, nulled or retyped: taken or not, never half", arguments: marketSamples)
    func mutated(_ sample: String) throws {
        for mutation in try Sample.tree(sample).mutations(Damage.strangers) {
            var probe = try MarketProbe()
            if sample != "ws-market-snapshot" {
                let number = Int64(try Sample.tree(sample)["sequence"]?.plain ?? "") ?? 74_538_168
                let start = try Sample.tree("ws-market-snapshot").replacing("sequence", with: "\"\(number - 1)\"")
                probe.feed(start.text)
            }
            probe.feed(mutation.text)
            #expect(probe.book.map { !$0.state.isLive || !$0.isCrossed } ?? false)
            if probe.output.ending != nil { #expect(probe.levels(.buy).isEmpty && probe.levels(.sell).isEmpty) }
        }
    }

    @Test("Account frames cut, mutated and hurt", arguments: accountSamples)
    func account(_ sample: String) throws {
        let tree = try Sample.tree(sample)
        let bytes = Array(tree.text.utf8)
        for length in 0..<bytes.count {
            var probe = try AccountProbe.live()
            probe.feed(String(decoding: bytes.prefix(length), as: UTF8.self))
            #expect(probe.output.reconnect == .undecodable)
        }
        for mutation in tree.mutations(Damage.strangers) {
            var probe = try AccountProbe.live()
            for event in probe.feed(mutation.text) {
                if case .balance = event { Issue.record("a balance from \(mutation.text)") }
                if case .fill = event { Issue.record("a fill from \(mutation.text)") }
            }
        }
    }

    @Test(
        "Frames lost, doubled, swapped or cut: a live book is that of its number",
        arguments: 1...20 as ClosedRange<UInt64>)
    func unreliable(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed &* 7919)
        var checked = 0
        for round in 0..<8 {
            var model = MarketModel(seed: seed &* 1_000 &+ UInt64(round))
            var frames = [model.snapshot] + (0..<60).map { _ in model.next() }
            if round > 0 { Self.hurt(&frames, &random) }
            var probe = try MarketProbe()
            for frame in frames {
                probe.feed(frame, after: .milliseconds(1))
                guard let book = probe.book, book.state.isLive else { continue }
                checked += 1
                let number = try #require(book.sequence.flatMap { Int64(exactly: $0) })
                #expect(model.history[number] == probe.levels(.buy) + ["|"] + probe.levels(.sell))
            }
            if round == 0 { #expect(probe.book?.sequence == UInt64(model.sequence)) }
        }
        #expect(checked > 80)
    }

    @Test("Bytes changed at random: never a crash, never a crossed live book", arguments: 1...8 as ClosedRange<UInt64>)
    func randomBytes(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for round in 0..<12 {
            var model = MarketModel(seed: seed &* 100 &+ UInt64(round))
            var probe = try MarketProbe()
            for frame in [model.snapshot] + (0..<20).map({ _ in model.next() }) {
                var bytes = Array(frame.utf8)
                if random.index(below: 10) == 0 {
                    bytes[random.index(below: bytes.count)] = UInt8(truncatingIfNeeded: random.next())
                }
                probe.feed(bytes)
                #expect(probe.book.map { !$0.state.isLive || !$0.isCrossed } ?? false)
            }
        }
    }

    private static func hurt(_ frames: inout [String], _ random: inout SplitMix) {
        for _ in 0...random.index(below: 3) {
            let index = random.index(below: frames.count)
            switch random.index(below: 4) {
            case 0: frames.remove(at: index)
            case 1: frames.insert(frames[index], at: index + random.index(below: frames.count - index))
            case 2: frames.swapAt(index, random.index(below: frames.count))
            default: frames[index] = String(frames[index].prefix(random.index(below: frames[index].count)))
            }
        }
    }
}
