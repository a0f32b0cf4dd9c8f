/// A JSON text as a tree that keeps every scalar exactly as it was written.
package indirect enum Tree: Hashable, Sendable {
    case scalar(String)
    case array([Tree])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let name: String
        package var value: Tree

        package init(name: String, value: Tree) {
            self.name = name
            self.value = value
        }
    }

    package init?(_ text: String) {
        var parser = TreeParser(bytes: Array(text.utf8))
        guard let tree = parser.value(), parser.isAtEnd else { return nil }
        self = tree
    }

    /// The compact JSON text.
    package var text: String {
        switch self {
        case .scalar(let text): text
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\"\($0.name)\":\($0.value.text)" }.joined(separator: ",") + "}"
        }
    }

    package subscript(name: String) -> Tree? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text of a string or the digits of a number; nil for anything else.
    package var plain: String? {
        guard case .scalar(let text) = self, text != "null" else { return nil }
        guard text.hasPrefix("\"") else { return text }
        return String(text.dropFirst().dropLast()).replacing("\\\\", with: "\\").replacing("\\\"", with: "\"")
            .replacing("\\/", with: "/")
    }

    package var elements: [Tree] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// Every tree that differs from this one in one member or element: removed, or replaced by each of `values`.
    package func mutations(_ values: [Tree]) -> [Tree] {
        switch self {
        case .scalar: return []
        case .array(let elements): return elements.indices.flatMap { Self.changed(elements, $0, values) }
        case .object(let members): return members.indices.flatMap { Self.changed(members, $0, values) }
        }
    }

    private static func changed(_ elements: [Tree], _ index: Int, _ values: [Tree]) -> [Tree] {
        var shorter = elements
        shorter.remove(at: index)
        var trees = [Tree.array(shorter)]
        for other in values + elements[index].mutations(values) {
            var copy = elements
            copy[index] = other
            trees.append(.array(copy))
        }
        return trees
    }

    private static func changed(_ members: [Member], _ index: Int, _ values: [Tree]) -> [Tree] {
        var shorter = members
        shorter.remove(at: index)
        var trees = [Tree.object(shorter)]
        for other in values + members[index].value.mutations(values) {
            var copy = members
            copy[index].value = other
            trees.append(.object(copy))
        }
        return trees
    }

    /// The same tree with one member of the outermost object replaced.
    package func replacing(_ name: String, with value: String) -> Tree {
        guard case .object(var members) = self else { return self }
        guard let index = members.firstIndex(where: { $0.name == name }) else {
            return .object(members + [Member(name: name, value: .scalar(value))])
        }
        members[index].value = .scalar(value)
        return .object(members)
    }
}

private struct TreeParser {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool {
        mutating get {
            space()
            return position == bytes.count
        }
    }

    mutating func value() -> Tree? {
        space()
        switch peek {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return string().map { .scalar("\"\($0)\"") }
        case nil: return nil
        default: return word()
        }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func space() {
        while let byte = peek, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        space()
        guard peek == character.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func object() -> Tree? {
        guard take("{") else { return nil }
        var members: [Tree.Member] = []
        if take("}") { return .object([]) }
        repeat {
            space()
            guard let name = string(), take(":"), let value = value() else { return nil }
            members.append(.init(name: name, value: value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func array() -> Tree? {
        guard take("[") else { return nil }
        var elements: [Tree] = []
        if take("]") { return .array([]) }
        repeat {
            guard let element = value() else { return nil }
            elements.append(element)
        } while take(",")
        return take("]") ? .array(elements) : nil
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
        guard position < bytes.count else { return nil }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
    }

    private mutating func word() -> Tree? {
        let start = position
        while let byte = peek, !",]} \n\r\t".utf8.contains(byte) { position += 1 }
        return position > start ? .scalar(String(decoding: bytes[start..<position], as: UTF8.self)) : nil
    }
}
