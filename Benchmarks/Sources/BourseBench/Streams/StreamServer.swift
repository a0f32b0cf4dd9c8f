import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import Foundation
import Logging

/// The server that both sides are served by (`streams/server.py`), as its ready line tells of it.
struct StreamServer: Decodable {
    let rest: String
    let stream: String
    /// The port of its control connections.
    let control: Int
    let markets: [String]
    /// Bytes of one frame with its header.
    let frameBytes: Int

    init(readyLine file: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    /// The markets' names.
    var symbols: [Symbol] { markets.compactMap { Symbol($0) } }

    /// Binance's adapter, connected as a bot connects it, but for the addresses.
    func connect(over transport: any Transport) throws -> any StreamInterface {
        let place = VenueEnvironment(
            name: "benchmark", rest: rest, isRealMoney: false, streams: StreamRoots(market: stream, account: stream))
        var parts = VenueParts(
            adapter: BinanceAdapter(), environment: place, credentials: nil, transport: transport,
            logger: Logger(label: "bourse-bench") { _ in SwiftLogNoOpLogHandler() })
        parts.rateHeadroomPercent = 0
        parts.streamTransport = NIOStreamTransport()
        return try ConnectedVenue(parts)
    }
}

/// Nanoseconds of a clock that never runs backwards.
func monotonicNanoseconds() -> Int64 { SystemClock().elapsed.wholeNanoseconds }
