import AdapterProtocol
import AdapterTesting
import Testing

/// Damaged account frames: an ending or nothing, never a crash, never an invented sum.
@Suite("Hostile account frames")
struct HostileAccountFrameTests {
    private static let names = [
        "ws-order-received", "ws-order-open", "ws-order-match-maker", "ws-order-match-taker", "ws-order-update",
        "ws-order-filled", "ws-order-canceled", "ws-balance-hold", "ws-balance-settled", "ws-stop-order-open",
    ]

    @Test("Cut short after every byte", arguments: names)
    func truncated(_ name: String) throws {
        let bytes = Array(try Wire.frame(name).utf8)
        for length in bytes.indices {
            var wire = try AccountWire()
            wire.receive(Array(bytes.prefix(length)))
            guard case .reconnect(.undecodable, _)? = wire.output.ending else {
                Issue.record("\(length) bytes were read")
                return
            }
            #expect(wire.told.isEmpty)
        }
    }

    @Test("Every member removed, nulled, retyped or made huge: no sum below zero", arguments: names)
    func mutated(_ name: String) throws {
        let fresh = try AccountWire()
        for mutation in try Sample.tree(name).mutations(Damage.strangers) {
            var wire = fresh
            wire.receive(mutation.text)
            for order in wire.orders { #expect(!order.filledBase.isNegative) }
            for order in wire.orders { #expect(order.filledQuote?.isNegative != true) }
            for balance in wire.balances { #expect((try balance.available + balance.held) == balance.total) }
        }
    }

    @Test("Five thousand seeded random damages", arguments: [1, 2])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let bodies = try Self.names.map { Array(try Wire.frame($0).utf8) }
        var wire = try AccountWire()
        for _ in 0..<2500 {
            var bytes = bodies[random.index(below: bodies.count)]
            for _ in 0...random.index(below: 4) {
                bytes[random.index(below: bytes.count)] = UInt8(truncatingIfNeeded: random.next())
            }
            wire.receive(bytes)
            for order in wire.orders { #expect(order.filledQuote?.isNegative != true) }
        }
    }

    @Test("Many orders are forgotten, not kept for ever")
    func many() throws {
        var wire = try AccountWire()
        let open = try Wire.frame("ws-order-open")
        for number in 0..<12_000 { wire.receive(open.replacing("6720ecd9ec71f4000747731a", with: "id\(number)")) }
        wire.receive(open.replacing("6720ecd9ec71f4000747731a", with: "id11999"))
        #expect(wire.told.isEmpty)
        wire.receive(open.replacing("6720ecd9ec71f4000747731a", with: "id0"))
        #expect(wire.told == ["order working 0"])
    }
}
