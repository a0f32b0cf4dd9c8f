import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// One stream of the venue serves all subscriptions of its channel.
@Suite("A further subscription of a stream that is followed")
struct JoiningTests {
    private func subscription(_ slot: Int) throws -> MarketSubscription {
        MarketSubscription(slot: slot, channel: .trades, instrument: try Sample.bitcoin())
    }

    @Test("Is live at once where the stream is, and asks the venue for nothing")
    func live() throws {
        var rig = MarketRig.following([.trades], of: [try Sample.bitcoin()])
        rig.forget()
        rig.subscribe([try subscription(5)])
        #expect(rig.told == ["live 5"] && rig.sent.isEmpty)
        #expect(rig.session.isLive(5))
    }

    @Test("Becomes live with the stream where that is not yet")
    func waiting() throws {
        var rig = MarketRig()
        rig.subscribe([try subscription(0)])
        rig.open()
        rig.subscribe([try subscription(5)])
        #expect(rig.told.isEmpty && !rig.session.isLive(5))
        rig.acknowledge()
        #expect(Set(rig.told) == ["live 0", "live 5"])
    }
}
