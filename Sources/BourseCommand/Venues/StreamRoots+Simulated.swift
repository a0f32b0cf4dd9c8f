import AdapterProtocol
import VenueSimulator

extension StreamRoots {
    /// Where a running simulator's streams are.
    init(_ streams: SimulatorReadiness.Streams) {
        self.init(market: streams.market, account: streams.account)
    }
}
