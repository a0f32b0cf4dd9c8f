import AdapterKit
import AdapterProtocol
import AdapterRuntime

/// A ``StreamInput`` as JSON: what an account's stream is told is none of a recording's.
enum InputCoding {
    /// Nil for what is not recorded.
    static func write(_ input: StreamInput) -> [UInt8]? {
        if case .learned = input { return nil }
        var writer = JSONWriter()
        writer.object { writer in write(input, to: &writer) }
        return writer.bytes
    }

    private static func write(_ input: StreamInput, to writer: inout JSONWriter) {
        switch input {
        case .opened(let address):
            writer.member("input", "opened")
            writer.member("path", address.path)
            writer.number("ping_ns", address.pingInterval?.wholeNanoseconds)
        case .subscribed(let subscriptions):
            writer.member("input", "subscribed")
            writer.key("subscriptions")
            writer.array { writer in
                for subscription in subscriptions { write(subscription, to: &writer) }
            }
        case .unsubscribed(let slots):
            writer.member("input", "unsubscribed")
            writer.key("slots")
            writer.array { writer in
                for slot in slots { writer.integer(Int64(slot)) }
            }
        case .snapshot(let slot, let result):
            writer.member("input", "snapshot")
            writer.number("slot", Int64(slot))
            switch result {
            case .success(let book): BookCoding.write(book, to: &writer)
            case .failure(let error): ErrorCoding.write(error, to: &writer)
            }
        case .elapsed: writer.member("input", "elapsed")
        case .resync(let slot, let cause):
            writer.member("input", "resync")
            writer.number("slot", Int64(slot))
            writer.member("cause", cause.rawValue)
        case .learned: return
        }
    }

    private static func write(_ subscription: MarketSubscription, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.number("slot", Int64(subscription.slot))
            writer.member("channel", subscription.channel.name)
            switch subscription.channel {
            case .book(let depth): writer.number("depth", Int64(depth))
            case .candles(let interval): writer.member("interval", interval.rawValue)
            case .trades, .ticker: break
            }
            writer.key("instrument")
            InstrumentCoding.write(subscription.instrument, to: &writer)
        }
    }
}
