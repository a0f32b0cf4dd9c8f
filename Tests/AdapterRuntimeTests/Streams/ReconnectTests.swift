import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("Connections are lost and come back", .timeLimit(.minutes(1))) struct ReconnectTests {
    @Test("a lost book is stale at once, and live again only once the new connection's is") func book() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("book 1 7 100 101")
        #expect(try await reader.words(1) == ["live 7"])
        first.end(.cut("gone"))
        #expect(try await reader.words(2) == ["stale(disconnected)", "stale: disconnected 7"])
        let second = await bench.next(2)
        #expect(second.sent == ["hello", "+1 book BTC/USDT"])
        second.say("book 1 3 99 100")
        #expect(try await reader.words(2) == ["resynced(disconnected)", "live 3"])
        // What the old connection still says concerns nobody.
        first.say("book 1 8 100 101")
        second.say("book 1 4 99 100")
        #expect(try await reader.words(1) == ["live 4"])
        await bench.hub.close()
    }

    @Test("trades missed in a gap are told once each, in their order, before the ones after it") func backfill()
        async throws
    {
        let bench = StreamBench()
        var reader = bench.trades(Markets.bitcoin).makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("live 1", "trade 1 a 1", "trade 1 b 2")
        #expect(try await reader.words(2) == ["a", "b"])
        bench.backend.state.change { state in
            state.trades = ["a", "b", "c", "d", "e"].map(Self.trade)
            state.isHeld = true
        }
        first.end(.byPeer(code: 1001, reason: ""))
        let second = await bench.next(2)
        second.say("live 1", "trade 1 e 5", "trade 1 f 6")
        await bench.backend.state.wait { $0.asked == ["trades BTC/USDT"] }
        bench.backend.state.change { $0.isHeld = false }
        #expect(
            try await reader.words(8) == [
                "stale(disconnected)", "gap(disconnected)", "c", "d", "e", "backfilled(disconnected)",
                "resynced(disconnected)", "f",
            ])
        await bench.hub.close()
    }

    @Test("a hole that the answer does not reach stays a hole", arguments: [true, false])
    func hole(isUnread: Bool) async throws {
        let bench = StreamBench()
        var reader = bench.trades(Markets.bitcoin).makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("live 1", "trade 1 a 1")
        #expect(try await reader.words(1) == ["a"])
        bench.backend.state.change { state in
            state.trades = ["x", "y"].map(Self.trade)
            if isUnread { state.failure = .notSent(.unavailable, "down") }
        }
        first.end(.cut("gone"))
        let second = await bench.next(2)
        second.say("live 1", "trade 1 z 5")
        #expect(
            try await reader.words(4) == [
                "stale(disconnected)", "gap(disconnected)", "resynced(disconnected)", "z",
            ])
        await bench.hub.close()
    }

    private static func trade(_ id: String) -> PublicTrade {
        PublicTrade(
            id: id, symbol: Markets.bitcoin, price: 1, quantity: 1, aggressor: nil, time: StreamBench.start)
    }

    @Test("a connection is replaced before its age, and readers see no seam", arguments: [true, false])
    func rotation(byAge: Bool) async throws {
        let bench = StreamBench(FakeBackend.rules(rotation: .seconds(40)))
        var books = bench.books(Markets.bitcoin).makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("book 1 1 100 101")
        #expect(try await books.words(1) == ["live 1"])
        var trades = bench.trades(Markets.bitcoin).makeAsyncIterator()
        await first.state.wait { $0.sent.count == 3 }
        first.say("live 2", "trade 2 a 1")
        if byAge {
            await bench.clock.sleepers(atLeast: 2)
            bench.clock.advance(by: .seconds(40))
        } else {
            first.say("replace")
        }
        let second = await bench.transport.link(2)
        #expect(!first.isClosed)
        first.say("book 1 2 100 101", "trade 2 b 1")
        #expect(try await books.words(1) == ["live 2"])
        // Both tell the same trades for a while.
        second.say("trade 2 b 1", "trade 2 c 1")
        first.say("trade 2 c 1", "trade 2 d 1")
        second.say("book 1 1 99 100", "trade 2 d 1", "trade 2 e 1")
        first.say("book 1 3 100 101")
        #expect(try await books.words(1) == ["live 1"])
        #expect(try await trades.words(5) == ["a", "b", "c", "d", "e"])
        #expect(!first.isClosed)
        // Two connections, the audit, and the keeper.
        await bench.clock.sleepers(atLeast: 4)
        bench.clock.advance(by: .seconds(1))
        await first.closed()
        second.say("book 1 2 99 100", "trade 2 f 1")
        #expect(try await books.words(1) == ["live 2"])
        #expect(try await trades.words(1) == ["f"] && !second.isClosed)
        await bench.hub.close()
    }

    @Test("an old connection that ends before the new one is ready leaves a gap that is told") func overtaken()
        async throws
    {
        let bench = StreamBench()
        var books = bench.books(Markets.bitcoin).makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("book 1 1 100 101", "replace")
        #expect(try await books.words(1) == ["live 1"])
        let second = await bench.transport.link(2)
        first.end(.byPeer(code: 1001, reason: "maintenance"))
        #expect(try await books.words(2) == ["stale(disconnected)", "stale: disconnected 1"])
        second.say("book 1 5 100 101")
        #expect(try await books.words(2) == ["resynced(disconnected)", "live 5"])
        await bench.hub.close()
    }

    @Test("pauses grow as the rules say, spread by half; a short life does not make them short again") func backoff()
        async throws
    {
        let bench = StreamBench()
        let gone = StreamFailure.transport(
            .init(kind: .connectionRefused, wasHeadWritten: false, message: "nobody there"))
        bench.transport.fail(gone, gone, gone, gone)
        let stream = bench.books(Markets.bitcoin)
        var last = Duration.zero
        var pauses: [Duration] = []
        for attempt in 1...5 {
            while bench.transport.state.value.requests.count < attempt, !Task.isCancelled {
                await bench.clock.sleepers(atLeast: 2)
                bench.clock.advance(by: .milliseconds(50))
                await Task.yield()
            }
            pauses.append(bench.clock.elapsed - last)
            last = bench.clock.elapsed
        }
        for (pause, middle) in zip(pauses.dropFirst(2), [1.0, 2, 4]) {
            #expect(pause >= .seconds(middle / 2) && pause < .seconds(middle * 1.5 + 1))
        }
        // Accepted and closed at once: the next pause is the fifth, 8 s.
        let first = await bench.transport.link(1)
        first.end(.byPeer(code: 1008, reason: ""))
        last = bench.clock.elapsed
        _ = await bench.next(2)
        #expect(bench.clock.elapsed - last >= .seconds(4))
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }

    @Test("a refused key or path is not knocked at again", arguments: [400, 401, 403, 404, 426])
    func lasting(status: Int) async throws {
        let bench = StreamBench()
        bench.transport.fail(.refused(.json("{}", status: status)))
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        await #expect { try await reader.next() } throws: { error in
            (error as? VenueError)?.evidence?.httpStatus == status && (error as? VenueError)?.advice == .never
        }
        bench.clock.advance(by: .seconds(600))
        #expect(bench.transport.state.value.requests.count == 1)
        await bench.hub.close()
    }

    @Test("a session that says that no connection will do ends the readers") func failing() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("fail")
        await #expect { try await reader.next() } throws: { ($0 as? VenueError)?.kind == .authentication }
        await link.closed()
        #expect(bench.transport.state.value.requests.count == 1)
        await bench.hub.close()
    }

    @Test("a venue that asks for a pause gets it", arguments: [418, 429, 503]) func retryAfter(status: Int) async throws
    {
        let bench = StreamBench()
        bench.transport.fail(
            .refused(.json("slow down", status: status, headers: [WireHeader("retry-after", "17")])))
        let stream = bench.books(Markets.bitcoin)
        _ = await bench.next(1)
        #expect(bench.clock.elapsed >= .seconds(17) && bench.clock.elapsed < .seconds(19))
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }

    @Test("a token that cannot be had now is asked for again, later") func tokenDown() async throws {
        let bench = StreamBench()
        bench.backend.state.change { state in
            state.opening = [
                .notSent(.unavailable, "token endpoint down", advice: .after(.seconds(2))),
                .notSent(.network, "no route", advice: .after(.seconds(1))),
            ]
        }
        let stream = bench.books(Markets.bitcoin)
        _ = await bench.next(1)
        #expect(bench.backend.state.value.opened.count == 3 && bench.clock.elapsed >= .seconds(3))
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }
}
