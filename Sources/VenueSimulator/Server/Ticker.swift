import ServiceLifecycle

/// Keeps prices alive while nobody asks.
struct Ticker: Service {
    let venues: [SimulatedVenue]
    let clock: any SimulatorClock
    let milliseconds: Int64

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                while true {
                    try await clock.sleep(milliseconds: milliseconds)
                    for venue in venues { venue.tick() }
                }
            } catch is CancellationError {
                return
            }
        }
    }
}
