extension JSONReader {
    /// Consumes any value, checking it; an explicit stack of bits instead of recursion, so that depth costs nothing.
    public mutating func skip() throws(JSONError) {
        let base = depth
        // One bit per structure opened here, innermost lowest: 64 bits for at most ``deepest`` structures.
        var objects: UInt64 = 0
        var keyStarts: [Int] = []
        repeat {
            if try opensStructure(&objects, &keyStarts) { continue }
            while depth > base {
                let isObject = objects & 1 == 1
                if try separator(closing: isObject ? 0x7D : 0x5D) {
                    if isObject { _ = try key(after: keyStarts.last ?? 0) }
                    break
                }
                close(&objects, &keyStarts)
            }
        } while depth > base
    }

    /// True when a structure was opened and its first value stands next; false when a whole value was consumed: a
    /// scalar, or a structure without members.
    private mutating func opensStructure(_ objects: inout UInt64, _ keyStarts: inout [Int]) throws(JSONError) -> Bool {
        switch try next() {
        case .string:
            // What nobody reads is checked like what somebody does.
            let text = try quoted()
            if !text.isPlain || !text.isASCII { try check(text) }
        case .number: _ = try numberRange()
        case .bool: _ = try bool()
        case .null: _ = try null()
        case .object, .array:
            let isObject = bytes[index] == 0x7B
            index += 1
            try descend()
            objects = objects << 1 | (isObject ? 1 : 0)
            keyStarts.append(openKeys.count)
            guard try peek() == (isObject ? 0x7D : 0x5D) else {
                if isObject { _ = try key(after: keyStarts.last ?? 0) }
                return true
            }
            index += 1
            close(&objects, &keyStarts)
        }
        return false
    }

    private mutating func close(_ objects: inout UInt64, _ keyStarts: inout [Int]) {
        if let start = keyStarts.popLast() { forgetKeys(after: start) }
        objects >>= 1
        depth -= 1
    }
}
