/// Where the members of a row stood.
@usableFromInline
struct RowLayout {
    struct Member {
        /// From behind the separator before it until behind the one after it.
        var length: Int
        /// Of that, what stands before its key's text, and before its value.
        let keyOffset: Int
        let keyLength: Int
        let valueOffset: Int
    }

    /// Where the row begins.
    var start = 0
    var length = 0
    /// What stands before the first member.
    var opening = 0
    var members: [Member] = []
    /// Whether another row can be read along it: not before its end, and not with escapes in a key.
    var isWhole = false
    var hasEscapes = false

    @usableFromInline init() {}
}

/// How far a row was read along the one before it.
@usableFromInline
struct RowWalk {
    let start: Int
    /// The number of the next member, and where it stands in the row before.
    var member = 0
    var earlier: Int
    /// Where the member stands that is being read, -1 for none.
    var memberStart = -1
    /// Whether the row turned out to have other members.
    var isAstray = false
}

extension JSONReader {
    /// Begins to read a row along the one before; nil where they part before the first member.
    @usableFromInline
    mutating func walk(along layout: inout RowLayout) throws(JSONError) -> RowWalk? {
        let start = try valueStart()
        guard layout.isWhole, layout.start + layout.length <= start, depth < Self.deepest,
            agreement(layout.start, start, atMost: layout.opening) == layout.opening
        else { return nil }
        depth += 1
        // Until its end is reached: an error leaves a layout that is half of this row's.
        layout.isWhole = false
        index = start + layout.opening
        return RowWalk(start: start, earlier: layout.start + layout.opening)
    }

    /// Passes the members that stand as before; the key of the next, whose value is new. Nil at the end of the row, and
    /// where it has another key.
    @usableFromInline
    mutating func changedMember(_ walk: inout RowWalk, _ layout: inout RowLayout) throws(JSONError) -> JSONKey? {
        if walk.memberStart >= 0 {
            guard try endMember(&walk, &layout) else { return nil }
        }
        let agreed = agreement(walk.earlier, index, atMost: layout.start + layout.length - walk.earlier)
        var passed = 0
        let changed = layout.members.withUnsafeBufferPointer { members -> RowLayout.Member? in
            for number in walk.member..<members.count {
                let end = passed &+ members[number].length
                guard end <= agreed else {
                    walk.member = number
                    return members[number]
                }
                passed = end
            }
            walk.member = members.count
            return nil
        }
        index += passed
        walk.earlier += passed
        guard let changed else { return nil }
        guard changed.valueOffset <= agreed - passed else {
            walk.isAstray = true
            return nil
        }
        walk.memberStart = index
        let key = index + changed.keyOffset..<index + changed.keyOffset + changed.keyLength
        index += changed.valueOffset
        lastKey = key
        return JSONKey(bytes: UnsafeBufferPointer(rebasing: bytes[key]), unescaped: nil)
    }

    /// Consumes what separates a member whose value was new from the next; false when the row is over, or astray.
    @inline(__always)
    private mutating func endMember(_ walk: inout RowWalk, _ layout: inout RowLayout) throws(JSONError) -> Bool {
        let isFollowed = try separator(closing: 0x7D)
        walk.earlier += layout.members[walk.member].length
        layout.members[walk.member].length = index - walk.memberStart
        walk.member += 1
        walk.memberStart = -1
        walk.isAstray = isFollowed == (walk.member == layout.members.count)
        return isFollowed && !walk.isAstray
    }

    /// Ends a row that was read along the one before; false for one with other members, of which nothing is consumed.
    @usableFromInline
    mutating func endWalk(_ walk: RowWalk, _ layout: inout RowLayout) -> Bool {
        depth -= 1
        guard !walk.isAstray else {
            index = walk.start
            return false
        }
        layout.isWhole = true
        layout.start = walk.start
        layout.length = index - walk.start
        if let last = layout.members.last {
            let key = index - last.length + last.keyOffset
            lastKey = key..<key + last.keyLength
        }
        return true
    }

    /// How many bytes from two places on are the same, at most so many; the earlier place first.
    @inline(__always)
    private func agreement(_ earlier: Int, _ place: Int, atMost limit: Int) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let (left, right) = (UnsafeRawPointer(base + earlier), UnsafeRawPointer(base + place))
        // Whole words, even where the last reaches beyond the limit: rows end in the middle of one.
        let wholeWords = bytes.count - place - 8
        var offset = 0
        // Most of a row stands as before: two words a turn, until they differ.
        while offset < limit, offset <= wholeWords &- 8 {
            let difference =
                (left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                | (left.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
                    ^ right.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
            guard difference == 0 else { break }
            offset &+= 16
        }
        while offset < limit, offset <= wholeWords {
            let difference =
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard difference == 0 else {
                return min(limit, offset &+ UInt64(littleEndian: difference).trailingZeroBitCount / 8)
            }
            offset &+= 8
        }
        while offset < limit, place + offset < bytes.count, base[earlier + offset] == base[place + offset] {
            offset &+= 1
        }
        return min(limit, offset)
    }
}

// A row that is read in full, and remembered for the next.
extension JSONReader {
    /// Opens a row; nil for one without members, which is over already.
    @usableFromInline
    mutating func openRow(_ layout: inout RowLayout) throws(JSONError) -> OpenObject? {
        layout.isWhole = false
        layout.hasEscapes = false
        layout.members.removeAll(keepingCapacity: true)
        layout.start = index
        guard let object = try openObject() else { return nil }
        layout.opening = index - layout.start
        layout.length = layout.opening
        return object
    }

    /// Reads a key and its colon.
    @usableFromInline
    mutating func key(in object: inout OpenObject, _ layout: inout RowLayout) throws(JSONError) -> JSONKey {
        let start = layout.start + layout.length
        let key = try key(in: &object)
        let text = lastKey ?? start..<start
        layout.members.append(
            .init(length: 0, keyOffset: text.lowerBound - start, keyLength: text.count, valueOffset: index - start))
        // A key with escapes is another text than its bytes.
        if key.unescaped != nil { layout.hasEscapes = true }
        return key
    }

    /// Whether another member follows; closes the row otherwise.
    @usableFromInline
    mutating func hasMember(after object: inout OpenObject, _ layout: inout RowLayout) throws(JSONError) -> Bool {
        let isFollowed = try hasMember(after: &object)
        let end = index - layout.start
        layout.members[layout.members.count - 1].length = end - layout.length
        layout.length = end
        layout.isWhole = !isFollowed && !layout.hasEscapes
        return isFollowed
    }
}
