import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import Foundation
import KrakenAdapter
import KuCoinAdapter
import Logging
import LunoAdapter
import SimulatedBinance
import SimulatedKraken
import SimulatedKuCoin
import SimulatedLuno
import SimulatedVALR
import StreamTesting
import VALRAdapter
import VenueSimulator

/// One venue of the soak: its exchange, and its adapter connected to it over real sockets.
final class VenueDesk: Sendable {
    let id: String
    let venue: any Venue & StreamInterface
    let exchange: SimulatedVenue
    let witness: EngineWitness
    let notes: Notes
    /// Silence after which a connection counts as dead.
    let silenceLimit: Duration

    var symbols: [Symbol] { witness.markets.map(\.symbol) }

    /// Orders are placed on the first market.
    var traded: Symbol? { symbols.first }

    init(
        _ id: String, _ place: SimulatorReadiness.Venue, exchange: SimulatedVenue, witness: EngineWitness,
        tools: Tools, now: @escaping @Sendable () -> Duration
    ) throws {
        self.id = id
        self.exchange = exchange
        self.witness = witness
        notes = Notes(now: now)
        let adapter = Self.adapter(of: id)
        silenceLimit =
            [adapter.marketStreamRules, adapter.accountStreamRules].compactMap { $0?.silenceLimit }.max() ?? .zero
        venue = try Self.connect(adapter, to: place, tools)
    }

    /// What all venues share.
    struct Tools: Sendable {
        let http: HTTPTransport
        let logger: Logger
        /// Where keys keep their nonces.
        let keys: String
    }

    static let ids = ["luno", "binance", "kucoin", "kraken", "valr"]

    static func adapter(of id: String) -> any VenueAdapter {
        switch id {
        case "luno": LunoAdapter()
        case "binance": BinanceAdapter()
        case "kucoin": KuCoinAdapter()
        case "kraken": KrakenAdapter()
        default: VALRAdapter()
        }
    }

    static func face(of id: String) -> any VenueFace.Type {
        switch id {
        case "luno": WitnessedFace<LunoFace>.self
        case "binance": WitnessedFace<BinanceFace>.self
        case "kucoin": WitnessedFace<KuCoinFace>.self
        case "kraken": WitnessedFace<KrakenFace>.self
        default: WitnessedFace<VALRFace>.self
        }
    }

    private static func connect(
        _ adapter: some VenueAdapter, to place: SimulatorReadiness.Venue, _ tools: Tools
    ) throws(VenueError) -> any Venue & StreamInterface {
        var parts = VenueParts(
            adapter: adapter,
            environment: VenueEnvironment(
                name: "simulated", rest: place.rest, isRealMoney: false,
                streams: place.streams.map { StreamRoots(market: $0.market, account: $0.account) }),
            credentials: place.credentials[.trade].map { Credentials(simulated: $0) }, transport: tools.http,
            logger: tools.logger)
        parts.streamTransport = NIOStreamTransport()
        // Nobody else is behind this address.
        parts.rateHeadroomPercent = 0
        if let key = parts.credentials, adapter.needsNonce || adapter.needsUniqueTimestamps {
            parts.nonces = try FileNonceStore(
                directory: tools.keys, venue: adapter.profile.id, credentials: key, clock: SystemClock())
        }
        return try ConnectedVenue(parts)
    }
}

// Everything is read.
extension VenueDesk {
    /// How many levels of a book a second stream of the first market reads: beyond 40 VALR's comes order by order.
    private static let deep = 50

    /// Reads until the streams end.
    func read() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.readBooks("books", self.symbols, depth: 20) }
            if id == "valr" {
                group.addTask { await self.readBooks("deep", Array(self.symbols.prefix(1)), depth: Self.deep) }
            }
            group.addTask { await self.readTrades() }
            group.addTask { await self.readTickers() }
            group.addTask { await self.readAccount() }
        }
    }

    private func readBooks(_ name: String, _ symbols: [Symbol], depth: Int) async {
        await follow(name, venue.books(symbols, depth: depth)) { [witness, notes] book in
            let verdict = book.state.isLive ? witness.verdict(on: book) : .unknown
            notes.change { $0.take(book, on: name, verdict) }
        }
    }

    private func readTrades() async {
        await follow("trades", venue.trades(symbols)) { [notes] trade in notes.change { $0.take(trade) } }
    }

    private func readTickers() async {
        await follow("tickers", venue.tickers(symbols)) { [notes] _ in notes.change { $0.tickers += 1 } }
    }

    private func readAccount() async {
        await follow("account", venue.accountEvents()) { [notes] event in notes.change { $0.take(event) } }
    }

    private func follow<Value: Sendable>(
        _ name: String, _ stream: EventStream<Value>, _ take: @Sendable (Value) -> Void
    ) async {
        notes.change { $0.readers += 1 }
        do throws(VenueError) {
            var events = stream.makeAsyncIterator()
            while let event = try await events.next() {
                switch event {
                case .value(let value, _): take(value)
                case .marker(let marker): notes.take(marker, on: name)
                }
            }
            notes.end(name, nil)
        } catch {
            notes.end(name, error)
        }
    }
}
