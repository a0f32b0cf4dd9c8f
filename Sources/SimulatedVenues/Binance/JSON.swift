import AdapterProtocol
import VenueSimulator

extension Binance {
    /// A JSON answer whose members keep the order they were written in.
    enum JSON: Sendable {
        case null
        case flag(Bool)
        case integer(Int)
        /// Milliseconds since the epoch; a caller may ask for all of them in microseconds (binance.md A).
        case time(Int64)
        case text(String)
        case list([JSON])
        case members([(name: String, value: JSON)])

        /// A price, quantity or amount as the venue prints it: a string with eight digits after the point.
        static func money(_ value: ExactDecimal) -> JSON { .text(Binance.fixed(value, places: 8)) }

        /// An amount with no digit more than it needs, as the wallet pages print some of theirs.
        static func plain(_ value: ExactDecimal) -> JSON { .text(value.normalized.description) }

        /// An order, trade or account id.
        static func id(_ value: Int64) -> JSON { .integer(Int(value)) }

        /// The answer as bytes, its times in milliseconds or microseconds.
        func bytes(timesInMicroseconds: Bool = false) -> [UInt8] {
            var out: [UInt8] = []
            write(to: &out, timeFactor: timesInMicroseconds ? 1_000 : 1)
            return out
        }

        /// This object with one member more; anything but an object stays as it is.
        func with(_ name: String, _ value: JSON?) -> JSON {
            guard case .members(var members) = self, let value else { return self }
            members.append((name, value))
            return .members(members)
        }

        private func write(to out: inout [UInt8], timeFactor: Int64) {
            switch self {
            case .null: out.append(contentsOf: "null".utf8)
            case .flag(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
            case .integer(let value): out.append(contentsOf: String(value).utf8)
            case .time(let value):
                let (scaled, overflow) = value.multipliedReportingOverflow(by: timeFactor)
                // -1 is no time but "does not work yet" (binance.md E.2).
                out.append(contentsOf: String(value < 0 || overflow ? value : scaled).utf8)
            case .text(let value): Self.write(value, to: &out)
            case .list(let elements):
                out.append(UInt8(ascii: "["))
                for (index, element) in elements.enumerated() {
                    if index > 0 { out.append(UInt8(ascii: ",")) }
                    element.write(to: &out, timeFactor: timeFactor)
                }
                out.append(UInt8(ascii: "]"))
            case .members(let members):
                out.append(UInt8(ascii: "{"))
                for (index, member) in members.enumerated() {
                    if index > 0 { out.append(UInt8(ascii: ",")) }
                    Self.write(member.name, to: &out)
                    out.append(UInt8(ascii: ":"))
                    member.value.write(to: &out, timeFactor: timeFactor)
                }
                out.append(UInt8(ascii: "}"))
            }
        }

        private static func write(_ text: String, to out: inout [UInt8]) {
            out.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
                case 0..<0x20:
                    out.append(contentsOf: "\\u00".utf8)
                    out.append(contentsOf: [FaceHex.digits[Int(byte >> 4)], FaceHex.digits[Int(byte & 15)]])
                default: out.append(byte)
                }
            }
            out.append(UInt8(ascii: "\""))
        }
    }

    /// `value` in plain notation with exactly `places` digits after the point, cut toward zero where it has more.
    static func fixed(_ value: ExactDecimal, places: Int) -> String {
        let cut = try? value.rounded(scale: places, .down)
        // reason: rounding fails only when 34 digits cannot hold the padded form; the unpadded text is exact then.
        return (cut ?? value).text(minimumScale: places)
    }
}

extension Binance.JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    init(dictionaryLiteral elements: (String, Binance.JSON)...) {
        self = .members(elements.map { (name: $0.0, value: $0.1) })
    }

    init(arrayLiteral elements: Binance.JSON...) { self = .list(elements) }
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(nilLiteral: ()) { self = .null }
}
