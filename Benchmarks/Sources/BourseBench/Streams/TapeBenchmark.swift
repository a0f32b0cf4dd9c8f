import AdapterProtocol
import AdapterRuntime
import StreamRecording

/// How often the heap is asked for memory while a venue's session reads a recording of `bourse record`. The first half
/// does not count: arrays grow to their sizes in it.
struct TapeBenchmark {
    private let counter: HeapCounter
    private let file: String

    init(_ counter: HeapCounter, _ file: String) {
        self.counter = counter
        self.file = file
    }

    /// Allocations a message.
    func line() throws -> String {
        var reader = try RecordingReader(path: file)
        var entries: [RecordedEntry] = []
        while let entry = try reader.next() { entries.append(entry) }
        let venue = reader.header.venue
        guard let adapter = BenchmarkVenue.all.first(where: { $0.adapter.profile.id == venue })?.adapter,
            let catalog = reader.catalog, let connection = entries.first?.connection
        else { throw BenchmarkError("\(file) is no recording of a venue that is known here") }
        entries.removeAll { $0.connection != connection }
        let made = play(entries, to: adapter.makeMarketSession(catalog))
        guard !made.isEmpty else { throw BenchmarkError("\(file) holds no message") }
        let perMessage = Double(made.reduce(0, +)) / Double(made.count)
        return """
            {"name":"allocations.\(venue)","allocations_per_message":\((perMessage * 1000).rounded() / 1000)}
            """
    }

    /// How many allocations each message of the second half made.
    private func play(_ entries: [RecordedEntry], to fresh: any MarketStreamSession) -> [UInt64] {
        var session = fresh
        var output = StreamOutput<MarketStreamEvent>()
        var made: [UInt64] = []
        for (number, entry) in entries.enumerated() {
            switch entry.content {
            case .message(let bytes):
                let count = counter.count {
                    session.received(bytes.span, at: entry.now, &output)
                    output.removeAll()
                }
                if number >= entries.count / 2 { made.append(count) }
            case .input(let input):
                Self.tell(input, entry.now, to: &session, &output)
                output.removeAll()
            case .ended, .lost: break
            }
        }
        return made
    }

    private static func tell(
        _ input: StreamInput, _ now: StreamInstant, to session: inout any MarketStreamSession,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch input {
        case .opened(let address): session.opened(address, at: now, &output)
        case .subscribed(let subscriptions): session.subscribe(subscriptions, at: now, &output)
        case .unsubscribed(let slots): session.unsubscribe(slots, at: now, &output)
        case .snapshot(let slot, let result): session.received(result, for: slot, at: now, &output)
        case .elapsed: session.elapsed(at: now, &output)
        case .resync(let slot, let cause): session.resync(slot, because: cause, at: now, &output)
        case .learned: break
        }
    }
}
