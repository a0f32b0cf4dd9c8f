extension JSONReader {
    /// Consumes a key of up to five plain bytes and its colon, where they stand as venues write them and the object has not
    /// had the key; where the key stands. Nil for any other, with nothing consumed: ``key(in:)`` goes on with it.
    ///
    /// The messages of streams have a few keys of a letter or two, each once: no sequence is known yet, and eight bytes hold
    /// key, quotes and colon.
    @inline(__always)
    mutating func briefKey(in object: inout OpenObject) -> Range<Int>? {
        guard object.node >= 0, object.count < KeyNode.longest, nodes[0].start < nodeCapacity,
            let base = bytes.baseAddress, bytes.count &- index >= 8
        else { return nil }
        let head = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
        let word = UInt64(littleEndian: head)
        // Behind the quote; a zero comes in at the end, which ends every key.
        let text = word &>> 8
        let length = Self.telling(text).trailingZeroBitCount &>> 3
        guard word & 0xFF == 0x22, length > 0, length < 6, text &>> UInt64(8 &* length) & 0xFFFF == 0x3A22 else {
            return nil
        }
        let mask = (UInt64.max &>> UInt64(40 &- 8 &* length)).littleEndian
        guard !hasKey(head & mask, endingAt: object.node), siblings(after: object.node) < KeyNode.mostSiblings else {
            return nil
        }
        let key = index &+ 1..<index &+ 1 &+ length
        append(key, head & mask, mask, to: &object)
        index &+= length &+ 3
        return key
    }

    /// Whether the sequence up to a node has a key that fits eight bytes, quotes and colon among them: no longer key begins
    /// with such bytes, since a quote ends it.
    @inline(__always)
    private func hasKey(_ head: UInt64, endingAt last: Int32) -> Bool {
        var node = last
        while node != KeyNode.root {
            if nodes[Int(node)].head == head { return true }
            node = nodes[Int(node)].previous
        }
        return false
    }
}
