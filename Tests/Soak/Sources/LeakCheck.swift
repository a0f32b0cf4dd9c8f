import AdapterProtocol
import AdapterRuntime
import VenueSimulator

/// Whether nothing is left of the streams once they are closed.
struct LeakCheck {
    let clock: SystemClock
    let desks: [VenueDesk]
    /// Sockets of the process before the first connection.
    let sockets: Int

    private static let mostLooks = 40
    private static let pause: Duration = .milliseconds(250)

    func failures() async -> [String] {
        var left: [String] = []
        for _ in 0..<Self.mostLooks {
            left = desks.flatMap { desk in
                let (streams, readers) = (desk.exchange.openStreams, desk.notes.all.readers)
                return (streams == 0 ? [] : ["\(desk.id): \(streams) connections are left"])
                    + (readers == 0 ? [] : ["\(desk.id): \(readers) readers are left"])
            }
            let open = ProcessGauge.sockets
            if open > sockets { left.append("\(open - sockets) sockets are left") }
            if left.isEmpty { return [] }
            guard (try? await clock.sleep(for: Self.pause)) != nil else { break }
        }
        return left
    }
}
