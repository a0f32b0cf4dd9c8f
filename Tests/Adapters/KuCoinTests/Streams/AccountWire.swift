import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// An account session and what it said, driven by texts instead of a socket.
struct AccountWire {
    var session: any AccountStreamSession
    var output = StreamOutput<AccountStreamEvent>()
    var elapsed: Duration = .zero

    /// A session after its welcome; KCS/USDT is known to it as well.
    init(_ more: [Instrument] = []) throws {
        let catalog = try Sample.catalog().instruments + [Sample.instrument("KCS/USDT")] + more
        session = Sample.adapter.makeAccountSession(InstrumentCatalog(catalog, readAt: Sample.now))
        session.opened(StreamAddress(root: .market, path: ""), at: now, &output)
        receive(#"{"id":"1","type":"welcome"}"#)
    }

    var now: StreamInstant { StreamInstant(time: Sample.now.advanced(by: elapsed), elapsed: elapsed) }

    mutating func receive(_ text: String) { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) {
        output.removeAll()
        session.received(bytes.span, at: now, &output)
    }

    mutating func wait(_ duration: Duration) {
        elapsed += duration
        output.removeAll()
        session.elapsed(at: now, &output)
    }

    var sent: [String] {
        output.frames.compactMap {
            if case .text(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil }
        }
    }

    /// The events in words.
    var told: [String] {
        output.events.map {
            switch $0 {
            case .live: "live"
            case .order(let order): "order \(order.phase) \(order.filledBase.normalized)"
            case .fill(let fill): "fill \(fill.id)"
            case .balance(let balance): "balance \(balance.wallet) \(balance.asset)"
            case .read(.order(let order, let symbol)): "read \(order) \(symbol?.description ?? "?")"
            case .read(.fills(let symbol)): "read fills \(symbol?.description ?? "?")"
            case .read(.balances): "read balances"
            case .marker(let marker): "\(marker)"
            }
        }
    }

    var orders: [Order] {
        output.events.compactMap { if case .order(let order) = $0 { order } else { nil } }
    }

    var balances: [Balance] {
        output.events.compactMap { if case .balance(let balance) = $0 { balance } else { nil } }
    }
}
