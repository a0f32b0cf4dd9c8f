import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("The account's connection", .timeLimit(.minutes(1))) struct AccountLineTests {
    final class Sink: AccountSink {
        let heard = Watched<[String]>([])

        func received(_ event: AccountStreamEvent, on connection: UInt64, at now: StreamInstant) {
            heard.change { $0.append("\(connection) \(event == .live ? "live" : "news")") }
        }

        func ended(_ connection: UInt64, because cause: StreamCause, isCovered: Bool, at now: StreamInstant) {
            heard.change { $0.append("\(connection) \(isCovered ? "covered" : cause.rawValue)") }
        }

        func failed(_ error: VenueError) { heard.change { $0.append("failed") } }
    }

    @Test("its owner hears what is live, what is news and what is lost; a replaced one leaves no hole") func life()
        async throws
    {
        let bench = StreamBench()
        let tasks = TaskBag()
        let sink = Sink()
        let line = AccountLine(bench.hub.kit, FakeBackend.rules(), tasks: tasks, sink: sink)
        line.start()
        let first = await bench.transport.link(1)
        #expect(first.sent == ["proof of logon"])
        first.say("live", "balances", "replace")
        let second = await bench.transport.link(2)
        second.say("live")
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(1))
        await sink.heard.wait { $0.contains("1 covered") }
        second.end(.cut("gone"))
        #expect(sink.heard.value == ["1 live", "1 news", "2 live", "1 covered", "2 disconnected"])
        let third = await bench.next(3, sleepers: 1)
        await tasks.cancelAndWait()
        #expect(third.isClosed && tasks.count == 0)
    }
}
