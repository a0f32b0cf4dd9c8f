import ServiceLifecycle

/// Wakes the venues whose stream messages wait for their time.
struct StreamAlarm: Service {
    /// A venue and the milliseconds after which it wants a tick.
    typealias Call = (venue: SimulatedVenue, milliseconds: Int64)

    let clock: any SimulatorClock
    private let calls: AsyncStream<Call>
    private let continuation: AsyncStream<Call>.Continuation

    init(clock: any SimulatorClock) {
        self.clock = clock
        // Calls that nobody hears, before or without a server, may be lost: any later tick does as well.
        (calls, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(10_000))
    }

    func ring(_ venue: SimulatedVenue, after milliseconds: Int64) {
        continuation.yield((venue, milliseconds))
    }

    func run() async throws {
        let clock = self.clock
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for await call in calls {
                    group.addTask {
                        guard (try? await clock.sleep(milliseconds: call.milliseconds)) != nil else { return }
                        call.venue.tick()
                    }
                }
            }
        }
    }
}
