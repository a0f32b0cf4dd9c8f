import AdapterProtocol
import BinanceAdapter
import Testing

/// Damage of every kind to every captured answer: an error or a value, never a crash, and for a write never a claim
/// that nothing happened.
@Suite("Damaged answers")
struct DamagedAnswerTests {
    @Test("Whole samples are read", arguments: Decoders.all)
    func whole(_ decoder: Decoder) throws {
        #expect(try decoder.take(.ok(try decoder.body().text)) == .read)
    }

    @Test("Cut short after every byte: never read, never a claim", arguments: Decoders.all)
    func truncated(_ decoder: Decoder) throws {
        // The instrument list repeats itself: the first market has every shape.
        let tree = try decoder.body()
        let bytes = Array((decoder.sample == "rest-exchange-info" ? try firstMarket(tree) : tree).text.utf8)
        for length in 0..<bytes.count {
            let reply = WireReply(status: 200, headers: [], body: Array(bytes.prefix(length)))
            let taken = try decoder.take(.reply(reply))
            #expect(taken == .refused || taken == .doubtful, "\(length) bytes")
        }
    }

    private func firstMarket(_ tree: Tree) throws -> Tree {
        let market = try #require(tree["symbols"]?.elements.first)
        return .object([.init(name: "symbols", value: .array([market]))])
    }

    private static let strangers = [
        "null", "true", "\"\"", "\"x\"", "0", "-1", "\"-1\"", "1.5", "1e400", "99999999999999999999", "\"1e99\"",
        "\"0.12345678901234567890123456789012345678901234567890\"", "[]", "{}", "[[]]", "\"\\ud800\"",
    ].compactMap { Tree($0) }

    @Test("Every member and element removed, nulled or retyped", arguments: Decoders.all)
    func mutated(_ decoder: Decoder) throws {
        let tree = try decoder.body()
        let mutations = (decoder.sample == "rest-exchange-info" ? try firstMarket(tree) : tree).mutations(
            Self.strangers)
        #expect(Self.strangers.count == 16)
        #expect(!mutations.isEmpty)
        for mutation in mutations {
            let taken = try decoder.take(.ok(mutation.text))
            #expect(taken != .claimedRefusal, "\(mutation.text)")
        }
    }

    @Test("Twenty thousand seeded random damages", arguments: [1, 2, 3, 4])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let samples = try Decoders.all.filter { $0.sample != "rest-exchange-info" }.map {
            ($0, Array(try $0.body().text.utf8))
        }
        for _ in 0..<5000 {
            let (decoder, original) = samples[random.index(below: samples.count)]
            var bytes = original
            for _ in 0...random.index(below: 4) where !bytes.isEmpty {
                let position = random.index(below: bytes.count)
                switch random.index(below: 4) {
                case 0: bytes[position] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: position)
                case 2: bytes.insert(Array(#"{}[]",:0-e\"#.utf8)[random.index(below: 11)], at: position)
                default: bytes.removeSubrange(position..<min(bytes.count, position + random.index(below: 20)))
                }
            }
            let status = [200, 200, 200, 400, 418, 500][random.index(below: 6)]
            let taken = try decoder.take(.reply(WireReply(status: status, headers: [], body: bytes)))
            if status == 200 { #expect(taken != .claimedRefusal, "\(decoder.sample): \(bytes)") }
        }
    }
}

/// SplitMix64: the same damages on every machine.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func index(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
