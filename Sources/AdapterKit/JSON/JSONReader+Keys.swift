/// An object that is open: where its keys so far stand in the reader's memory of keys.
@usableFromInline
struct OpenObject {
    /// The node of the key read last, ``KeyNode/none`` once the object has left the known sequences.
    var node = KeyNode.root
    /// How many keys it has had, while its sequence is known.
    var count: Int32 = 0
    /// Where its keys start in ``JSONReader/openKeys``, for an object that left.
    var firstKey = 0
}

/// The hashes of one object's keys, kept only for an object with many.
struct KeyHashes {
    /// Where the object's keys start in ``JSONReader/openKeys``.
    let firstKey: Int
    var hashes: Set<Int> = []
}

extension JSONReader {
    /// Up to here an object's keys are compared one by one, which allocates nothing; orders have about 20.
    private static let fewKeys = 32

    /// Reads a key and its colon, refusing one that the object already had, however it is escaped.
    @usableFromInline
    mutating func key(in object: inout OpenObject) throws(JSONError) -> JSONKey {
        if let range = followKnownSequence(&object) {
            lastKey = range
            return JSONKey(bytes: UnsafeBufferPointer(rebasing: bytes[range]), unescaped: nil)
        }
        if let range = briefKey(in: &object) {
            lastKey = range
            return JSONKey(bytes: UnsafeBufferPointer(rebasing: bytes[range]), unescaped: nil)
        }
        return try newKey(in: &object)
    }

    /// Forgets the keys of an object that closed.
    @inline(__always)
    mutating func forgetKeys(of object: OpenObject) {
        guard object.node == KeyNode.none else { return }
        if keyHashes.last?.firstKey == object.firstKey { keyHashes.removeLast() }
        openKeys.removeSubrange(object.firstKey...)
    }

    /// A key that does not follow where the last objects' keys did.
    @inline(never)
    private mutating func newKey(in object: inout OpenObject) throws(JSONError) -> JSONKey {
        guard try peek() == 0x22 else { throw failure(.unexpectedByte) }
        let key = try quoted()
        lastKey = key.range
        let text = try check(key)
        let isRemembered = object.node != KeyNode.none && object.count < KeyNode.longest && key.isPlain
        if isRemembered {
            guard !isInSequence(key, endingAt: object.node) else { throw failure(.duplicateKey) }
            remember(key, in: &object)
        }
        if object.node == KeyNode.none || !isRemembered {
            if object.node != KeyNode.none { leaveSequences(&object) }
            if try isDuplicate(key, after: object.firstKey) { throw failure(.duplicateKey) }
            openKeys.append(key)
        }
        try expect(0x3A)
        return JSONKey(bytes: UnsafeBufferPointer(rebasing: bytes[key.range]), unescaped: text.map { Array($0.utf8) })
    }

    private mutating func isDuplicate(_ key: QuotedText, after firstKey: Int) throws(JSONError) -> Bool {
        guard openKeys.count - firstKey >= Self.fewKeys else { return try isSeen(key, after: firstKey) }
        if keyHashes.last?.firstKey != firstKey {
            var made = KeyHashes(firstKey: firstKey)
            for seen in openKeys[firstKey...] { made.hashes.insert(try hash(of: seen)) }
            keyHashes.append(made)
        }
        let isNew = keyHashes[keyHashes.count - 1].hashes.insert(try hash(of: key)).inserted
        // An equal hash is almost surely an equal key; only the comparison decides.
        return try isNew ? false : isSeen(key, after: firstKey)
    }

    private func isSeen(_ key: QuotedText, after firstKey: Int) throws(JSONError) -> Bool {
        for seen in openKeys[firstKey...] {
            if seen.isPlain && key.isPlain {
                if seen.range.count == key.range.count && sameBytes(seen.range, key.range) { return true }
            } else if try text(of: seen) == text(of: key) {
                return true
            }
        }
        return false
    }

    /// Seeded by the process, so that nobody can send keys made to collide; used for telling keys apart only.
    private func hash(of key: QuotedText) throws(JSONError) -> Int {
        var hasher = Hasher()
        if key.isPlain {
            hasher.combine(bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[key.range])))
        } else {
            try text(of: key).withUnsafeBytes { hasher.combine(bytes: $0) }
        }
        return hasher.finalize()
    }

    /// Bytes, not a `String`: those compare canonically equivalent texts as equal, which JSON does not.
    private func text(of key: QuotedText) throws(JSONError) -> [UInt8] {
        key.isPlain ? Array(bytes[key.range]) : Array(try unescaped(key.range).utf8)
    }

    private func sameBytes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        for offset in 0..<left.count where bytes[left.lowerBound + offset] != bytes[right.lowerBound + offset] {
            return false
        }
        return true
    }
}
