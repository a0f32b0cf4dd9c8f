import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("What waits for a reader", .timeLimit(.minutes(1))) struct ChannelTests {
    private static let time = Timestamp(seconds: 0)

    private func marker(_ kind: StreamMarker.Kind, from seconds: Int64) -> StreamMarker {
        StreamMarker(
            kind, .sequence, symbol: Markets.bitcoin, from: Timestamp(seconds: seconds),
            to: Timestamp(seconds: seconds + 1))
    }

    @Test("whatever is put, a conflating buffer holds one value and at most one marker of a kind on each side of it")
    func bounded() {
        var buffer = ConflatingBuffer<Int>(keys: 3)
        let kinds: [StreamMarker.Kind] = [.gap, .stale, .resynced, .backfilled, .unverified]
        var seed: UInt64 = 7
        var newest: [Int: Int] = [:]
        for number in 0..<20_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let key = Int(seed >> 33) % 3
            switch (seed >> 40) % 4 {
            case 0:
                let hasRoom = buffer.put(marker(kinds[Int(seed >> 50) % 5], from: Int64(number)), key: key)
                #expect(hasRoom)
            case 1:
                if case .value(let value, _)? = buffer.take() { #expect(newest.values.contains(value)) }
            default:
                let hasRoom = buffer.put(number, key: key, at: Self.time)
                #expect(hasRoom)
                newest[key] = number
            }
        }
        var left = 0
        while buffer.take() != nil { left += 1 }
        #expect(left <= 3 * 11 && buffer.count == 0)
    }

    @Test("markers that waited tell how far the trouble reached back, and stay before the newest value") func merged() {
        var buffer = ConflatingBuffer<Int>(keys: 1)
        _ = buffer.put(1, key: 0, at: Self.time)
        _ = buffer.put(marker(.gap, from: 10), key: 0)
        _ = buffer.put(marker(.resynced, from: 20), key: 0)
        _ = buffer.put(2, key: 0, at: Self.time)
        _ = buffer.put(marker(.gap, from: 30), key: 0)
        _ = buffer.put(3, key: 0, at: Self.time)
        _ = buffer.put(marker(.stale, from: 40), key: 0)
        var told: [String] = []
        while let event = buffer.take() {
            if let marker = event.marker {
                told.append("\(marker.kind) \((marker.from?.milliseconds ?? 0) / 1000)")
            } else if let value = event.value {
                told.append("\(value)")
            }
        }
        #expect(told == ["resynced 20", "gap 10", "3", "stale 40"])
    }

    @Test("what is final is not replaced by what comes after it, until a whole row of it waits") func final() {
        // Tens are final.
        var buffer = ConflatingBuffer<Int>(keys: 2) { $0.isMultiple(of: 10) }
        for number in [8, 9, 10, 11, 12] { _ = buffer.put(number, key: 0, at: Self.time) }
        _ = buffer.put(marker(.stale, from: 1), key: 0)
        for number in [20, 20, 21] { _ = buffer.put(number, key: 0, at: Self.time) }
        _ = buffer.put(5, key: 1, at: Self.time)
        var told: [String] = []
        while let event = buffer.take() { told.append(event.value.map { "\($0)" } ?? "marker") }
        #expect(told.filter { $0 != "5" } == ["10", "marker", "20", "20", "21"])
        #expect(told.contains("5") && buffer.count == 0)

        for number in 0..<1000 { _ = buffer.put(number * 10, key: 0, at: Self.time) }
        var values: [Int] = []
        while let event = buffer.take() { if let value = event.value { values.append(value) } }
        #expect(values.last == 9990 && values.count <= 61)
    }

    @Test("a lossless buffer keeps everything in order up to its bound and forgets what was read") func lossless() {
        var buffer = LosslessBuffer<Int>(bound: 100)
        var next = 0
        for round in 0..<50 {
            var kept = 0
            for number in 0..<101 where buffer.put(round * 100 + number, key: 0, at: Self.time) { kept += 1 }
            #expect(kept == 100 && buffer.count == 100)
            for _ in 0..<100 {
                let value = buffer.take()?.value
                #expect(value == next)
                next += 1
            }
        }
        #expect(buffer.count == 0)
    }

    @Test("the last values come before the end, whichever end it is") func ending() async throws {
        let channel = StreamChannel(LosslessBuffer<Int>())
        channel.put(1, key: 0, at: Self.time)
        channel.finish(.notSent(.permission, "no"))
        channel.put(2, key: 0, at: Self.time)
        #expect(try await channel.next()?.value == 1)
        await #expect(throws: VenueError.self) { try await channel.next() }
    }

    @Test("a second reader is refused, the first one reads on") func oneReader() async throws {
        let channel = StreamChannel(LosslessBuffer<Int>())
        let first = Task { try await channel.next()?.value }  // reason: awaited below
        let others = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    do { return try await channel.next() == nil } catch { return true }
                }
            }
            // One of the three waits; the other two were refused, or one of them waits in the first one's place.
            let refused = await group.next()
            channel.finish()
            return refused
        }
        #expect(others == true)
        _ = try? await first.value
    }

    @Test("what waits is measured") func highWater() async throws {
        let notes = Watched<[ChannelNote]>([])
        let channel = StreamChannel(LosslessBuffer<Int>(bound: 9)) { note in notes.change { $0.append(note) } }
        for number in 0..<12 { channel.put(number, key: 0, at: Self.time) }
        #expect(notes.value == [.highWater(1), .highWater(2), .highWater(4), .highWater(8), .lagged])
        #expect(channel.highWater == 9)
    }
}
