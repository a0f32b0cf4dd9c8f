extension FaceJSON {
    /// Reads a JSON text (RFC 8259), nil when it is none. Numbers keep their digits, repeated names are kept, nesting is
    /// bounded at 64 so that no request can exhaust the stack.
    public init?(reading bytes: [UInt8]) {
        var reader = FaceJSONReader(bytes: bytes)
        guard let value = reader.value(depth: 0), reader.isAtEnd() else { return nil }
        self = value
    }

    /// The string, nil for anything else.
    public var string: String? { if case .text(let value) = self { value } else { nil } }
    /// The flag, nil for anything else.
    public var bool: Bool? { if case .flag(let value) = self { value } else { nil } }
    /// The digits of a number or the text of a string: for venues that take both. Nil for anything else.
    public var plain: String? {
        switch self {
        case .text(let value), .number(let value): value
        default: nil
        }
    }
    /// The elements of an array, nil for anything else.
    public var elements: [FaceJSON]? { if case .list(let elements) = self { elements } else { nil } }
}

private struct FaceJSONReader {
    let bytes: [UInt8]
    var index = 0

    mutating func isAtEnd() -> Bool {
        skipSpace()
        return index == bytes.count
    }

    mutating func value(depth: Int) -> FaceJSON? {
        skipSpace()
        guard depth < 64, index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return text().map(FaceJSON.text)
        case UInt8(ascii: "t"): return word("true", .flag(true))
        case UInt8(ascii: "f"): return word("false", .flag(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func object(_ depth: Int) -> FaceJSON? {
        index += 1
        var members: [FaceJSON.Member] = []
        if take("}") { return .members([]) }
        repeat {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\""), let name = text(), take(":"),
                let value = value(depth: depth + 1)
            else { return nil }
            members.append(.init(name, value))
        } while take(",")
        return take("}") ? .members(members) : nil
    }

    private mutating func array(_ depth: Int) -> FaceJSON? {
        index += 1
        var elements: [FaceJSON] = []
        if take("]") { return .list([]) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
        } while take(",")
        return take("]") ? .list(elements) : nil
    }

    private mutating func word(_ word: StaticString, _ value: FaceJSON) -> FaceJSON? {
        let count = word.utf8CodeUnitCount
        guard word.withUTF8Buffer({ bytes[index...].starts(with: $0) }) else { return nil }
        index += count
        return value
    }

    private mutating func number() -> FaceJSON? {
        let start = index
        skip("-")
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[index - whole] != UInt8(ascii: "0")) else { return nil }
        if skip(".") { guard digits() > 0 else { return nil } }
        if skip("e") || skip("E") {
            if !skip("+") { skip("-") }
            guard digits() > 0 else { return nil }
        }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func digits() -> Int {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return index - start
    }

    private mutating func text() -> String? {
        index += 1
        var out: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: out, as: UTF8.self)
            case 0..<0x20: return nil
            case UInt8(ascii: "\\"):
                guard escape(into: &out) else { return nil }
            default: out.append(byte)
            }
        }
        return nil
    }

    private mutating func escape(into out: inout [UInt8]) -> Bool {
        guard index < bytes.count else { return false }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = unicode() else { return false }
            out.append(contentsOf: String(scalar).utf8)
        default: return false
        }
        return true
    }

    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = unit() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard skip("\\"), skip("u"), let second = unit(), (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard bytes.count - index >= 4 else { return nil }
        var value: UInt32 = 0
        for digit in bytes[index..<index + 4] {
            guard let digit = FaceHex.value(of: digit) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }

    /// Takes `character` after white space.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        return skip(character)
    }

    @discardableResult private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }
}
