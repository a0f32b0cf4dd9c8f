extension JSONReader {
    /// Consumes any value, checking it; an explicit stack of bits instead of recursion, so that depth costs nothing.
    public mutating func skip() throws(JSONError) {
        let base = depth
        let firstKey = openKeys.count
        var isObject: UInt64 = 0
        var keyStarts: [Int] = []
        repeat {
            try scalarOrOpen(&isObject, &keyStarts)
            while depth > base {
                let inObject = isObject & 1 == 1
                guard try separator(closing: inObject ? 0x7D : 0x5D) else {
                    close(&isObject, &keyStarts)
                    continue
                }
                if inObject { _ = try key(after: keyStarts.last ?? firstKey) }
                break
            }
        } while depth > base
    }

    /// Consumes a scalar or an empty structure, or opens a structure up to its first value.
    private mutating func scalarOrOpen(_ isObject: inout UInt64, _ keyStarts: inout [Int]) throws(JSONError) {
        switch try next() {
        case .string: _ = try stringRange()
        case .number: _ = try numberRange()
        case .bool: _ = try bool()
        case .null: _ = try null()
        case .object, .array:
            let opensObject = bytes[index] == 0x7B
            index += 1
            try descend()
            isObject = isObject << 1 | (opensObject ? 1 : 0)
            keyStarts.append(openKeys.count)
            if try peek() == (opensObject ? 0x7D : 0x5D) {
                index += 1
                close(&isObject, &keyStarts)
            } else if opensObject {
                _ = try key(after: keyStarts.last ?? 0)
                try scalarOrOpen(&isObject, &keyStarts)
            } else {
                try scalarOrOpen(&isObject, &keyStarts)
            }
        }
    }

    private mutating func close(_ isObject: inout UInt64, _ keyStarts: inout [Int]) {
        if let start = keyStarts.popLast() { openKeys.removeSubrange(start...) }
        isObject >>= 1
        depth -= 1
    }
}
