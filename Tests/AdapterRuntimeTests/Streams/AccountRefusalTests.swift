import AdapterProtocol
import Testing

@testable import AdapterRuntime

/// A reader is never left in silence: not by a key that is refused, nor by what ended before it came.
@Suite("An account's stream that cannot go on", .timeLimit(.minutes(1))) struct AccountRefusalTests {
    private let bench = AccountBench()
    private let refusal = VenueError.notSent(.authentication, "the key was refused")

    /// How often a connection was asked for.
    private var openings: Int { bench.backend.state.value.opened.count }

    private func expectRefusal(_ reader: inout EventStream<AccountEvent>.Iterator) async {
        do {
            let event = try await reader.next()
            Issue.record("told \(String(describing: event)) instead of the error")
        } catch {
            #expect(error == refusal)
        }
    }

    /// A new reader is told what is, by a new connection.
    private func expectAnew(connection number: Int) async throws {
        bench.change { $0.orders = [FakeAccount.order("1")] }
        var reader = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(number)
        link.say("live")
        #expect(try await reader.words(2) == ["order 1 working 0", "resynced(started)"])
        link.say("look 1", "fill a 1 1")
        #expect(try await reader.words(1) == ["fill a"])
        await bench.streams.close()
        #expect(link.isClosed)
    }

    @Test("a refused key: whoever comes next is told so at once; a little later the venue is asked again")
    func refusedKey() async throws {
        bench.backend.state.change { $0.opening = [refusal] }
        var first = bench.streams.events().makeAsyncIterator()
        await expectRefusal(&first)
        var second = bench.streams.events().makeAsyncIterator()
        await expectRefusal(&second)
        #expect(openings == 1)
        bench.clock.advance(by: .seconds(5))
        try await expectAnew(connection: 1)
        #expect(openings == 2)
    }

    @Test("an account that may not be read: the connection is closed, and whoever comes next is told so at once")
    func refusedReading() async throws {
        var first = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        bench.backend.state.change { $0.failure = refusal }
        link.say("live")
        await expectRefusal(&first)
        var second = bench.streams.events().makeAsyncIterator()
        await expectRefusal(&second)
        await link.closed()
        #expect(openings == 1)
        bench.backend.state.change { $0.failure = nil }
        bench.clock.advance(by: .seconds(5))
        try await expectAnew(connection: 2)
    }

    @Test("all who read are told; the one who comes after the pause starts anew though they have not left")
    func stayingReaders() async throws {
        bench.backend.state.change { $0.opening = [refusal] }
        var readers = (0..<3).map { _ in bench.streams.events().makeAsyncIterator() }
        for index in readers.indices { await expectRefusal(&readers[index]) }
        bench.clock.advance(by: .seconds(5))
        try await expectAnew(connection: 1)
        for index in readers.indices { #expect(try await readers[index].next() == nil) }
    }

    @Test("who comes back after nobody read for a while is told everything anew") func comesBack() async throws {
        bench.change { $0.orders = [FakeAccount.order("1")] }
        let link: ScriptedLink
        do {
            var reader = bench.streams.events().makeAsyncIterator()
            link = await bench.transport.link(1)
            link.say("live")
            #expect(try await reader.words(2) == ["order 1 working 0", "resynced(started)"])
        }
        // What reads now and then, the connection's timer, and who left.
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(5))
        await link.closed()
        try await expectAnew(connection: 2)
    }
}
