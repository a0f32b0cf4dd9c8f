/// JSON as a tree that keeps every number's digits: what cases damage on purpose. Independent of what adapters read
/// with.
indirect enum JSONTree: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The digits as they stood.
    case number(String)
    /// The text between the quotes, escapes untouched.
    case string(String)
    case array([JSONTree])
    case object([Member])

    /// One member of an object.
    struct Member: Sendable, Hashable {
        let name: String
        var value: JSONTree
    }

    /// Where a value stands: positions of members and elements.
    typealias Path = [Int]

    /// Nil for anything that is not one JSON value.
    init?(_ bytes: [UInt8]) {
        var parser = Parser(bytes: bytes)
        guard let tree = parser.value(depth: 0) else { return nil }
        parser.skipBlanks()
        guard parser.position == bytes.count else { return nil }
        self = tree
    }

    /// As text, without blanks.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): "\"\(text)\""
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\"\($0.name)\":\($0.value.text)" }.joined(separator: ",") + "}"
        }
    }

    /// The paths of all values below this one.
    var paths: [Path] {
        children.enumerated().flatMap { index, child in [[index]] + child.paths.map { [index] + $0 } }
    }

    /// The value at a path.
    subscript(path: Path) -> JSONTree {
        path.reduce(self) { $0.children[$1] }
    }

    /// The same tree with the value at `path` replaced, or removed for nil.
    func replacing(_ path: ArraySlice<Int>, by value: JSONTree?) -> JSONTree {
        guard let index = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        switch self {
        case .array(var elements):
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].replacing(rest, by: value)
            }
            return .array(elements)
        case .object(var members):
            if rest.isEmpty, value == nil {
                members.remove(at: index)
            } else {
                members[index].value = members[index].value.replacing(rest, by: value)
            }
            return .object(members)
        case .null, .bool, .number, .string: return self
        }
    }

    private var children: [JSONTree] {
        switch self {
        case .array(let elements): elements
        case .object(let members): members.map(\.value)
        case .null, .bool, .number, .string: []
        }
    }

    private struct Parser {
        let bytes: [UInt8]
        var position = 0

        mutating func skipBlanks() {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        }

        mutating func value(depth: Int) -> JSONTree? {
            skipBlanks()
            guard depth < 200, position < bytes.count else { return nil }
            switch bytes[position] {
            case UInt8(ascii: "{"): return object(depth)
            case UInt8(ascii: "["): return array(depth)
            case UInt8(ascii: "\""): return string().map(JSONTree.string)
            case UInt8(ascii: "t"): return word("true") ? .bool(true) : nil
            case UInt8(ascii: "f"): return word("false") ? .bool(false) : nil
            case UInt8(ascii: "n"): return word("null") ? .null : nil
            default: return number()
            }
        }

        private mutating func word(_ text: String) -> Bool {
            guard bytes[position...].starts(with: text.utf8) else { return false }
            position += text.utf8.count
            return true
        }

        private mutating func number() -> JSONTree? {
            let start = position
            while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
            return position > start ? .number(String(decoding: bytes[start..<position], as: UTF8.self)) : nil
        }

        private mutating func string() -> String? {
            let start = position + 1
            position = start
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard position < bytes.count else { return nil }
            position += 1
            return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            skipBlanks()
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        private mutating func array(_ depth: Int) -> JSONTree? {
            position += 1
            var elements: [JSONTree] = []
            if take(UInt8(ascii: "]")) { return .array(elements) }
            while let element = value(depth: depth + 1) {
                elements.append(element)
                if take(UInt8(ascii: "]")) { return .array(elements) }
                guard take(UInt8(ascii: ",")) else { return nil }
            }
            return nil
        }

        private mutating func object(_ depth: Int) -> JSONTree? {
            position += 1
            var members: [Member] = []
            if take(UInt8(ascii: "}")) { return .object(members) }
            while true {
                skipBlanks()
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let name = string(),
                    take(UInt8(ascii: ":")), let value = value(depth: depth + 1)
                else { return nil }
                members.append(Member(name: name, value: value))
                if take(UInt8(ascii: "}")) { return .object(members) }
                guard take(UInt8(ascii: ",")) else { return nil }
            }
        }
    }
}
