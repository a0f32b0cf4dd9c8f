import AdapterProtocol
import AdapterTesting
import BinanceAdapter

/// Drives an account session by hand and remembers what it wanted and told.
struct AccountRig {
    var session: any AccountStreamSession
    var elapsed: Duration = .zero
    private(set) var proofs: [StreamProof] = []
    private(set) var sent: [String] = []
    private(set) var events: [AccountStreamEvent] = []
    private(set) var ending: StreamEnding?
    private(set) var wakeAt: Duration?

    init(_ instruments: [Instrument]) {
        session = Sample.adapter.makeAccountSession(InstrumentCatalog(instruments, readAt: Sample.now))
        call { session, now, output in
            session.opened(StreamAddress(root: .account, path: "/ws-api/v3"), at: now, &output)
        }
    }

    /// A session that the venue has taken.
    static func live() throws -> AccountRig {
        var rig = AccountRig([
            try Sample.bitcoin(), try Sample.instrument("ETH/BTC"), try Sample.instrument("LTC/BNB"),
        ])
        rig.receive(#"{"id":"subscribeSigned","status":200,"result":{"subscriptionId":0}}"#)
        rig.forget()
        return rig
    }

    mutating func receive(_ text: String) { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) {
        call { session, now, output in session.received(bytes.span, at: now, &output) }
    }

    mutating func pass(_ time: Duration) {
        elapsed += time
        call { session, now, output in session.elapsed(at: now, &output) }
    }

    mutating func forget() {
        proofs = []
        sent = []
        events = []
    }

    var orders: [Order] { events.compactMap { if case .order(let order) = $0 { order } else { nil } } }
    var fills: [Fill] { events.compactMap { if case .fill(let fill) = $0 { fill } else { nil } } }
    var balances: [Balance] { events.compactMap { if case .balance(let balance) = $0 { balance } else { nil } } }
    var news: [AccountNews] { events.compactMap { if case .read(let news) = $0 { news } else { nil } } }

    private mutating func call(
        _ body: (inout any AccountStreamSession, StreamInstant, inout StreamOutput<AccountStreamEvent>) -> Void
    ) {
        var output = StreamOutput<AccountStreamEvent>()
        body(&session, StreamInstant(time: Sample.now.advanced(by: elapsed), elapsed: elapsed), &output)
        for frame in output.frames {
            switch frame {
            case .text(let bytes): sent.append(String(decoding: bytes, as: UTF8.self))
            case .proof(let proof): proofs.append(proof)
            }
        }
        events += output.events
        ending = ending ?? output.ending
        wakeAt = output.wakeAt
    }
}
