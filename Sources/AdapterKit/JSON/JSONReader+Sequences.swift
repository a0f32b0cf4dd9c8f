/// A key in a sequence of keys that an object had, from its first key on.
///
/// The rows of a venue's list have the same keys in the same order. What was read and checked once, from quote to colon,
/// is recognised in the next row by comparing bytes: a key that continues a known sequence is well formed, and no
/// duplicate, because the sequence has none.
struct KeyNode {
    /// Where the key stands between its quotes; of the root, how many nodes there are.
    var start: Int32
    let length: Int32
    /// The key before it, ``root`` for an object's first.
    let previous: Int32
    /// The next in the ring of the keys that have come after the same ``previous``.
    var sibling: Int32
    /// Of the keys that came after this one, the one that came last; ``none`` for the end of a sequence.
    var latest = KeyNode.none
    /// The first eight bytes from the quote on, and which of them belong to the key, its quotes and its colon.
    var head: UInt64 = 0
    var mask: UInt64 = 0

    /// No key: what an object begins with.
    static let root: Int32 = 0
    /// No node.
    static let none: Int32 = -1
    /// How many are remembered; a venue's answers have less than a hundred.
    static let most: Int32 = 512
    /// How many keys a sequence has at most; orders have up to 35.
    static let longest = 64
    /// How many keys may have come after the same key; Binance's eleven filters differ in their second.
    static let mostSiblings = 16

    static let beginning = KeyNode(start: 1, length: 0, previous: none, sibling: root)

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
}

extension JSONReader {
    /// Consumes the next key and its colon if a sequence goes on like that; where the key stands.
    @inline(__always)
    mutating func followKnownSequence(_ object: inout OpenObject) -> Range<Int>? {
        guard object.node >= 0, let base = bytes.baseAddress else { return nil }
        let latest = nodes[Int(object.node)].latest
        guard latest >= 0 else { return nil }
        let here = UnsafeRawPointer(base + index)
        let left = bytes.count - index
        guard left >= 8 else { return nil }
        let head = here.loadUnaligned(as: UInt64.self)
        // Most objects begin as the latest did. Where a sequence goes on in several ways, the rows of a list take turns
        // as they did before, so there the search begins behind the latest.
        let first = object.node == KeyNode.root ? latest : nodes[Int(latest)].sibling
        var candidate = first
        repeat {
            let node = nodes + Int(candidate)
            // The quotes and the colon are compared too.
            let count = Int(node.pointee.length) + 3
            if head & node.pointee.mask == node.pointee.head, count <= left,
                count <= 8 || JSONKey.isEqual(here, UnsafeRawPointer(base + Int(node.pointee.start) - 1), count)
            {
                if candidate != latest { nodes[Int(object.node)].latest = candidate }
                object.node = candidate
                object.count += 1
                let start = index + 1
                index += count
                return start..<start + count - 3
            }
            candidate = node.pointee.sibling
        } while candidate != first
        return nil
    }

    /// Whether the sequence up to a node has this key.
    func isInSequence(_ key: QuotedText, endingAt last: Int32) -> Bool {
        var node = last
        while node != KeyNode.root {
            let seen = nodes[Int(node)]
            if seen.range.count == key.range.count, bytes[seen.range].elementsEqual(bytes[key.range]) { return true }
            node = seen.previous
        }
        return false
    }

    /// Lets the object's sequence go on with a key that is none of its keys; past the bounds, the object leaves.
    mutating func remember(_ key: QuotedText, in object: inout OpenObject) {
        // Only what stands as venues write it, colon and all, is recognised by its bytes.
        let isCompact = index < bytes.count && bytes[index] == 0x3A
        let made = nodes[0].start
        guard isCompact, let base = bytes.baseAddress, key.range.lowerBound + 7 <= bytes.count,
            made < nodeCapacity, siblings(after: object.node) < KeyNode.mostSiblings
        else {
            return leaveSequences(&object)
        }
        let count = key.range.count + 3
        let mask = count >= 8 ? UInt64.max : UInt64.max >> UInt64(64 - 8 * count)
        let head = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: key.range.lowerBound - 1, as: UInt64.self)
        append(key.range, head & mask.littleEndian, mask.littleEndian, to: &object)
    }

    /// Lets the object's sequence go on with a key, for which there is room.
    @inline(__always)
    mutating func append(_ key: Range<Int>, _ head: UInt64, _ mask: UInt64, to object: inout OpenObject) {
        let made = nodes[0].start
        nodes[0].start += 1
        let latest = nodes[Int(object.node)].latest
        (nodes + Int(made)).initialize(
            to: KeyNode(
                start: Int32(truncatingIfNeeded: key.lowerBound), length: Int32(truncatingIfNeeded: key.count),
                previous: object.node, sibling: latest == KeyNode.none ? made : nodes[Int(latest)].sibling, head: head,
                mask: mask))
        if latest != KeyNode.none { nodes[Int(latest)].sibling = made }
        nodes[Int(object.node)].latest = made
        object.node = made
        object.count += 1
    }

    func siblings(after node: Int32) -> Int {
        let latest = nodes[Int(node)].latest
        guard latest != KeyNode.none else { return 0 }
        var count = 1
        var other = nodes[Int(latest)].sibling
        while other != latest {
            count += 1
            other = nodes[Int(other)].sibling
        }
        return count
    }

    /// From here on the object's keys are kept one by one.
    mutating func leaveSequences(_ object: inout OpenObject) {
        object.firstKey = openKeys.count
        var node = object.node
        while node != KeyNode.root, node != KeyNode.none {
            let seen = nodes[Int(node)]
            openKeys.append(QuotedText(range: seen.range, isPlain: true, isASCII: false))
            node = seen.previous
        }
        object.node = KeyNode.none
    }
}
