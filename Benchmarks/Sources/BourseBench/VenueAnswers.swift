import AdapterProtocol
import Foundation

/// One venue's answers in memory, and its market list made from them.
struct VenueAnswers {
    let venue: BenchmarkVenue
    let catalog: InstrumentCatalog
    let instrument: Instrument
    private let replies: [BenchmarkRead: [WireReply]]

    /// When all answers come.
    static let now = Timestamp(milliseconds: 1_795_305_600_000)

    init(of venue: BenchmarkVenue, in fixtures: URL) throws {
        self.venue = venue
        replies = try venue.files.mapValues { names in
            try names.map { name in
                let file = fixtures.appending(path: "\(venue.id)/\(name).json")
                return WireReply(status: 200, headers: [], body: try [UInt8](Data(contentsOf: file)))
            }
        }
        let instruments = try Self.run(venue.adapter.instruments(), on: replies[.instruments] ?? [])
        catalog = InstrumentCatalog(instruments, readAt: Self.now)
        guard let symbol = Symbol(venue.symbol), let instrument = catalog[symbol] else {
            throw BenchmarkError("\(venue.id) has no \(venue.symbol)")
        }
        self.instrument = instrument
    }

    /// What a read makes of its answers.
    func run<Output>(_ flow: Flow<Output>, _ read: BenchmarkRead) throws -> Output {
        try Self.run(flow, on: replies[read] ?? [])
    }

    /// Runs a flow to its end; the first call gets the first reply, the second the second.
    private static func run<Output>(_ flow: Flow<Output>, on replies: [WireReply]) throws -> Output {
        var step = flow.start(now)
        var position = 0
        while true {
            switch step {
            case .call(let call, let next):
                guard position < replies.count else { throw BenchmarkError("\(call.operation): one call too many") }
                step = next(.reply(replies[position]), now)
                position += 1
            case .finished(let output): return output
            case .failed(let error): throw error
            case .wait: throw BenchmarkError("a read that waits")
            }
        }
    }
}
