import AdapterProtocol
import VenueSimulator

/// The numbers and texts that messages hold, read with nothing of an adapter: what a session may tell at most.
struct Said {
    private(set) var numbers: Set<Number> = []
    private(set) var texts: Set<String> = []

    /// Takes in a message, also a damaged one: every run of digits, and every scalar where it can be read.
    mutating func hear(_ message: [UInt8]) {
        var start: Int?
        for (index, byte) in message.enumerated() {
            if Self.isOfNumber(byte) {
                start = start ?? index
            } else if let begin = start {
                hear(String(decoding: message[begin..<index], as: UTF8.self))
                start = nil
            }
        }
        if let start { hear(String(decoding: message[start...], as: UTF8.self)) }
        if let json = FaceJSON(reading: message) { hear(json) }
    }

    mutating func hear(_ value: ExactDecimal) { hear(value.description) }

    mutating func hear(_ book: LiveBook) {
        for level in book.levels(.buy) + book.levels(.sell) {
            hear(level.price)
            hear(level.quantity)
        }
    }

    mutating func hear(_ book: OrderBook) {
        for level in book.bids + book.asks {
            hear(level.price)
            hear(level.quantity)
        }
    }

    mutating func hear(_ other: Said) {
        numbers.formUnion(other.numbers)
        texts.formUnion(other.texts)
    }

    func holds(_ value: ExactDecimal) -> Bool {
        Number(text: value.description).map { numbers.contains($0) } ?? false
    }

    private mutating func hear(_ text: String) {
        texts.insert(text)
        if let number = Number(text: text) { numbers.insert(number) }
    }

    private mutating func hear(_ json: FaceJSON) {
        switch json {
        case .null, .flag: break
        case .number(let text), .text(let text): hear(text)
        case .list(let elements): for element in elements { hear(element) }
        case .members(let members): for member in members { hear(member.value) }
        }
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }
}
