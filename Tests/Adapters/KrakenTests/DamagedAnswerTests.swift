import AdapterTesting
import Testing

/// Damage of every kind to every captured answer: an error or a value, never a crash, and for a write never a claim
/// that nothing happened.
@Suite("Damaged answers")
struct DamagedAnswerTests {
    @Test("Whole samples are read", arguments: Decoders.all.indices)
    func whole(_ index: Int) throws { #expect(try Damage.whole(Decoders.all[index]) == []) }

    @Test("Cut short after every byte: never read, never a claim", arguments: Decoders.all.indices)
    func truncated(_ index: Int) throws { #expect(try Damage.truncated(Decoders.all[index]) == []) }

    @Test("Every member and element removed, nulled or retyped", arguments: Decoders.all.indices)
    func mutated(_ index: Int) throws { #expect(try Damage.mutated(Decoders.all[index]) == []) }

    @Test("Twenty thousand seeded random damages", arguments: [1, 2, 3, 4])
    func fuzz(_ seed: UInt64) throws {
        #expect(try Damage.random(Decoders.all, seed: seed, count: 5000) == [])
    }
}
