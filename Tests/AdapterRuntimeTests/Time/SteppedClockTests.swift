import AdapterProtocol
import AdapterRuntime
import Testing

@Suite("A clock that is moved", .timeLimit(.minutes(1))) struct SteppedClockTests {
    @Test("moves on to the next who is due, wherever it stands; nobody asleep, it stays") func next() async throws {
        let clock = SteppedClock(start: Timestamp(seconds: 1_767_225_600))
        clock.advance(by: .seconds(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seconds in [20, 5] { group.addTask { try await clock.sleep(for: .seconds(seconds)) } }
            await clock.sleepers(atLeast: 2)
            clock.advanceToNext()
            #expect(clock.elapsed == .seconds(6) && clock.sleeperCount == 1)
            clock.advanceToNext()
            #expect(clock.elapsed == .seconds(21) && clock.sleeperCount == 0)
            try await group.waitForAll()
        }
        clock.advanceToNext()
        #expect(clock.elapsed == .seconds(21))
    }
}
