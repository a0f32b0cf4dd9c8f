public import AdapterProtocol
import Synchronization
public import VenueSimulator

/// One adapter's account session at its simulated exchange, the same way: what it is told, and what it tells.
public final class AccountBench {
    /// Something that the session was told.
    public enum Input: Sendable {
        /// The connection is up.
        case opened(StreamAddress)
        /// A message.
        case message([UInt8])
        /// The time that was wished for.
        case elapsed
        /// An order as REST showed it.
        case learned(Order)
    }

    /// The exchange.
    public let place: BenchVenue
    /// Called with everything that the session is told, before it is.
    public var onInput: (Input, StreamInstant) -> Void = { _, _ in }
    /// What the session has told.
    public private(set) var events: [AccountStreamEvent] = []

    private var session: any AccountStreamSession
    private var output = StreamOutput<AccountStreamEvent>()
    private var stream: SimulatedStream?
    private let inbox = Inbox()
    private var wakeAt: Duration?

    private final class Inbox: Sendable {
        let events = Mutex<[SimulatedStream.Event]>([])
    }

    /// An adapter at an exchange of its own.
    public init(
        _ adapter: any VenueAdapter, _ face: any VenueFace.Type, seed: UInt64 = 1, switches: [String: String] = [:]
    ) throws {
        place = try BenchVenue(adapter, face, seed: seed, switches: switches)
        session = adapter.makeAccountSession(place.catalog)
    }

    /// Opens the account's connection.
    public func connect() throws {
        let address = try place.ask(place.adapter.openAccountStream())
        let inbox = inbox
        let request = try place.upgrade(to: address)
        guard
            case .open(let opened) = place.venue.connect(
                request, onEvent: { _, event in inbox.events.withLock { $0.append(event) } })
        else { throw StreamBench.BenchError.refused(0) }
        stream = opened
        try tell(.opened(address))
        try pump()
    }

    /// Tells the session an order as REST showed it.
    public func learn(_ order: Order) throws {
        try tell(.learned(order))
        try pump()
    }

    /// Lets time pass.
    public func pass(_ duration: Duration, step: Duration = .milliseconds(100)) throws {
        let end = place.elapsed + duration
        while place.elapsed < end {
            place.advance(by: step)
            try pump()
        }
    }

    private func pump() throws {
        while true {
            let events = inbox.events.withLock { events in
                defer { events = [] }
                return events
            }
            for case .text(let bytes) in events { try tell(.message(bytes)) }
            if let wakeAt, wakeAt <= place.elapsed {
                self.wakeAt = nil
                try tell(.elapsed)
            }
            if events.isEmpty, inbox.events.withLock({ $0.isEmpty }) { return }
        }
    }

    private func tell(_ input: Input) throws {
        let now = place.now
        onInput(input, now)
        session.take(input, at: now, &output)
        let (frames, wake) = (output.frames, output.wakeAt)
        events += output.events
        output.removeAll()
        if let wake { wakeAt = min(wakeAt ?? wake, wake) }
        for frame in frames { stream?.send(try place.bytes(of: frame)) }
    }
}

extension AccountStreamSession {
    /// Takes whatever a session is told.
    public mutating func take(
        _ input: AccountBench.Input, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        switch input {
        case .opened(let address): opened(address, at: now, &output)
        case .message(let bytes): received(bytes.span, at: now, &output)
        case .elapsed: elapsed(at: now, &output)
        case .learned(let order): learn(order)
        }
    }
}
