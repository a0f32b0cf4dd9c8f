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
    @inlinable
    public mutating func object(
        _ body: (JSONKey, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard var object = try openObject() else { return }
        repeat { try body(try key(in: &object), &self) } while try hasMember(after: &object)
    }

    /// Reads a list: `body` is called once per element and must consume it.
    @inlinable
    public mutating func array(_ body: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        guard try openArray() else { return }
        repeat { try body(&self) } while try hasElement()
    }

    /// Reads a list into an array.
    @inlinable
    public mutating func list<Element>(
        _ element: (inout JSONReader) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        var elements: [Element] = []
        guard try openArray() else { return elements }
        repeat { elements.append(try element(&self)) } while try hasElement()
        return elements
    }

    /// Consumes a null and says so; anything else stays.
    public mutating func null() throws(JSONError) -> Bool {
        guard try peek() == 0x6E else { return false }
        try literal("null")
        return true
    }

    /// Consumes an empty text and says so; anything else stays.
    public mutating func emptyText() throws(JSONError) -> Bool {
        guard try peek() == 0x22, index + 1 < bytes.count, bytes[index + 1] == 0x22 else { return false }
        index += 2
        return true
    }

    /// Reads a value, or nil for null.
    @inlinable
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

// The steps of `object` and `array`, which are compiled into their callers.
extension JSONReader {
    /// Opens an object; nil for one without members, which is over already.
    @usableFromInline
    mutating func openObject() throws(JSONError) -> OpenObject? {
        guard try peek() == 0x7B else { throw unexpected("an object") }
        index += 1
        guard try peek() == 0x7D else {
            try descend()
            return OpenObject()
        }
        guard depth < Self.deepest else { throw failure(.tooDeep) }
        index += 1
        return nil
    }

    /// Whether another member follows; closes the object otherwise.
    @usableFromInline
    mutating func hasMember(after object: inout OpenObject) throws(JSONError) -> Bool {
        if try separator(closing: 0x7D) { return true }
        forgetKeys(of: object)
        depth -= 1
        return false
    }

    /// Opens a list; false for an empty one, which is over already.
    @usableFromInline
    mutating func openArray() throws(JSONError) -> Bool {
        guard try peek() == 0x5B else { throw unexpected("a list") }
        index += 1
        try descend()
        guard try peek() == 0x5D else { return true }
        index += 1
        depth -= 1
        return false
    }

    /// Whether another element follows; closes the list otherwise.
    @usableFromInline
    mutating func hasElement() throws(JSONError) -> Bool {
        if try separator(closing: 0x5D) { return true }
        depth -= 1
        return false
    }
}
