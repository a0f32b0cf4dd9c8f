extension JSONReader {
    /// What kind of value stands next.
    public enum Token: Hashable, Sendable {
        /// An object, a list, a text, a number, true or false, null.
        case object, array, string, number, bool, null
    }

    /// What kind of value stands next, not consumed.
    public mutating func next() throws(JSONError) -> Token {
        switch try peek() {
        case 0x7B: return .object
        case 0x5B: return .array
        case 0x22: return .string
        case 0x2D, 0x30...0x39: return .number
        case 0x74, 0x66: return .bool
        case 0x6E: return .null
        default: throw failure(.unexpectedByte)
        }
    }

    /// Reads an object: `body` is called once per key and must consume exactly the key's value (or ``skip()`` it).
    public mutating func object(
        _ body: (JSONKey, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard try peek() == 0x7B else { throw unexpected("an object") }
        index += 1
        try descend()
        let firstKey = openKeys.count
        if try peek() == 0x7D {
            index += 1
        } else {
            repeat {
                let key = try key(after: firstKey)
                try body(key, &self)
            } while try separator(closing: 0x7D)
        }
        forgetKeys(after: firstKey)
        depth -= 1
    }

    /// Reads a list: `body` is called once per element and must consume it.
    public mutating func array(_ body: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        guard try peek() == 0x5B else { throw unexpected("a list") }
        index += 1
        try descend()
        if try peek() == 0x5D {
            index += 1
        } else {
            repeat { try body(&self) } while try separator(closing: 0x5D)
        }
        depth -= 1
    }

    /// Reads a list into an array.
    public mutating func list<Element>(
        _ element: (inout JSONReader) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        var elements: [Element] = []
        try array { reader throws(JSONError) in elements.append(try element(&reader)) }
        return elements
    }

    /// Consumes a null and says so; anything else stays.
    public mutating func null() throws(JSONError) -> Bool {
        guard try peek() == 0x6E else { return false }
        try literal("null")
        return true
    }

    /// Reads a value, or nil for null.
    public mutating func optional<Value>(
        _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value? {
        try null() ? nil : try read(&self)
    }

    /// True when another element follows, false when the structure closed.
    @inline(__always)
    mutating func separator(closing: UInt8) throws(JSONError) -> Bool {
        let byte = try peek()
        guard byte == 0x2C || byte == closing else { throw failure(.unexpectedByte) }
        index += 1
        return byte == 0x2C
    }
}
