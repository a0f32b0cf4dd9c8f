import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import VenueSimulator

/// What a case may do to its simulated exchange.
struct ExchangeControl: ExchangeControls {
    let venue: SimulatedVenue
    let streams: ExchangeStreams

    var openStreams: Int { venue.openStreams }

    func act() {
        venue.tick()
        streams.handOver()
    }

    func freezeMarket(_ isFrozen: Bool) { venue.freezeMarket(isFrozen) }

    func closeStreams(code: UInt16) { venue.closeStreams(code: code) }

    func skewClock(by duration: Duration) { venue.skewMilliseconds = duration.wholeMilliseconds }

    func disturb(_ disturbance: ExchangeDisturbance) {
        switch disturbance {
        case .skipSequence: venue.disturb(.skipSequence)
        case .breakChecksum: venue.disturb(.breakChecksum)
        case .freezeChecksum(let isFrozen): venue.disturb(.freezeChecksum(isFrozen))
        case .expireTokens: venue.disturb(.expireTokens)
        case .delaySnapshots(let delay): venue.disturb(.delaySnapshots(milliseconds: delay.wholeMilliseconds))
        }
    }
}
