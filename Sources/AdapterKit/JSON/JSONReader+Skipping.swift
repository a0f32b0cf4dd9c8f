extension JSONReader {
    /// Consumes any value, checking it: what nobody reads is checked like what somebody does.
    public mutating func skip() throws(JSONError) {
        switch try peek() {
        case 0x22:
            let text = try quoted()
            if !text.isPlain || !text.isASCII { try check(text) }
        case 0x7B, 0x5B: try skipStructure()
        default: try skipScalar()
        }
    }

    private mutating func skipScalar() throws(JSONError) {
        switch try next() {
        case .number: _ = try numberRange()
        case .bool: _ = try bool()
        case .null: _ = try null()
        case .string, .object, .array: throw failure(.unexpectedByte)
        }
    }

    /// An explicit stack of bits instead of recursion, so that depth costs nothing.
    private mutating func skipStructure() throws(JSONError) {
        let base = depth
        // One bit per structure opened here, innermost lowest: 64 bits for at most ``deepest`` structures.
        var kinds: UInt64 = 0
        var objects: [OpenObject] = []
        repeat {
            if try opensStructure(&kinds, &objects) { continue }
            while depth > base {
                let isObject = kinds & 1 == 1
                if try separator(closing: isObject ? 0x7D : 0x5D) {
                    if isObject { _ = try key(in: &objects[objects.count - 1]) }
                    break
                }
                close(&kinds, &objects)
            }
        } while depth > base
    }

    /// True when a structure was opened and its first value stands next; false when a whole value was consumed: a
    /// scalar, or a structure without members.
    private mutating func opensStructure(_ kinds: inout UInt64, _ objects: inout [OpenObject]) throws(JSONError) -> Bool
    {
        let byte = try peek()
        guard byte == 0x7B || byte == 0x5B else {
            if byte &- 0x30 <= 9 { _ = try numberRange() } else { try skip() }
            return false
        }
        let isObject = byte == 0x7B
        index += 1
        try descend()
        kinds = kinds << 1 | (isObject ? 1 : 0)
        if isObject { objects.append(OpenObject()) }
        guard try peek() == (isObject ? 0x7D : 0x5D) else {
            if isObject { _ = try key(in: &objects[objects.count - 1]) }
            return true
        }
        index += 1
        close(&kinds, &objects)
        return false
    }

    private mutating func close(_ kinds: inout UInt64, _ objects: inout [OpenObject]) {
        if kinds & 1 == 1, let object = objects.popLast() { forgetKeys(of: object) }
        kinds >>= 1
        depth -= 1
    }
}
