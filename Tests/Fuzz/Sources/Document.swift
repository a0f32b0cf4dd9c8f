/// An independent reading of a JSON text (RFC 8259), strict: the oracle that the adapters' readers are held to. It shares
/// no line with AdapterKit. A repeated key makes a text unreadable, as a venue's answer with one means nothing sure.
indirect enum Document: Sendable {
    case null
    case flag(Bool)
    /// The digits as they stand.
    case number(String)
    case text(String)
    case list([Document])
    case object([Member])

    struct Member: Sendable {
        let name: String
        var value: Document
    }

    /// Nil for anything but one JSON text.
    init?(_ bytes: [UInt8]) {
        var parser = DocumentParser(bytes: bytes)
        guard let document = parser.value(depth: 0), parser.isAtEnd else { return nil }
        self = document
    }

    subscript(name: String) -> Document? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    subscript(position: Int) -> Document? {
        guard case .list(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    var elements: [Document] {
        if case .list(let elements) = self { elements } else { [] }
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The digits of a number, or a text.
    var plain: String? {
        switch self {
        case .number(let text), .text(let text): text
        default: nil
        }
    }

    /// The value of a number, or of a text that is one.
    var value: Number? { plain.flatMap { Number(text: $0) } }

    /// Every text and every number, at any depth.
    func scalars(_ body: (String) -> Void) {
        switch self {
        case .null, .flag: break
        case .number(let text), .text(let text): body(text)
        case .list(let elements): for element in elements { element.scalars(body) }
        case .object(let members):
            for member in members {
                body(member.name)
                member.value.scalars(body)
            }
        }
    }
}

private struct DocumentParser {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool {
        mutating get {
            space()
            return position == bytes.count
        }
    }

    mutating func value(depth: Int) -> Document? {
        space()
        guard depth < 600, let byte = peek else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "t"): return word("true") ? .flag(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .flag(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .null : nil
        default: return number()
        }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func space() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        space()
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func object(_ depth: Int) -> Document? {
        guard take("{") else { return nil }
        var members: [Document.Member] = []
        // By bytes: `String` calls canonically equivalent texts equal, JSON does not.
        var names: Set<[UInt8]> = []
        if take("}") { return .object([]) }
        repeat {
            space()
            guard peek == UInt8(ascii: "\""), let name = text(), names.insert(Array(name.utf8)).inserted, take(":"),
                let value = value(depth: depth + 1)
            else { return nil }
            members.append(.init(name: name, value: value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func list(_ depth: Int) -> Document? {
        guard take("[") else { return nil }
        var elements: [Document] = []
        if take("]") { return .list([]) }
        repeat {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
        } while take(",")
        return take("]") ? .list(elements) : nil
    }

    private mutating func number() -> Document? {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        let whole = position
        guard digits() else { return nil }
        if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 { return nil }
        if peek == UInt8(ascii: ".") {
            position += 1
            guard digits() else { return nil }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            guard digits() else { return nil }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func text() -> String? {
        position += 1
        var units: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
            case 0..<0x20: return nil
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                units.append(contentsOf: Array(String(scalar).utf8))
            default: units.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = peek else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let first = unit() else { return nil }
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard peek == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u")
            else { return nil }
            position += 2
            guard let second = unit(), (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second)
            else { return nil }
            return Unicode.Scalar(0x10000 + (first - 0xD800) * 0x400 + (second - 0xDC00))
        default: return nil
        }
    }

    private mutating func unit() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        defer { position += 4 }
        let digits = bytes[position..<position + 4]
        guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
