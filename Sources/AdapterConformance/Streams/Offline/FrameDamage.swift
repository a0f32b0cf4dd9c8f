/// Frames that are nearly those of the venue.
enum FrameDamage: String, CaseIterable {
    /// A member, or a number of a row, is gone; its value is null, is of another kind, is negative, or is a number that no
    /// decimal holds.
    case removed, null, retyped, negative, huge

    /// A frame with one value damaged.
    struct Damaged {
        let bytes: [UInt8]
        /// Where, and what stood there.
        let place: String
    }

    /// Every damage of this kind to a frame, at most `most`, evenly spread.
    func all(of text: String, omitsEmpty: Bool?, most: Int) -> [Damaged] {
        guard let tree = JSONTree(Array(text.utf8)) else { return [] }
        let paths = tree.paths.filter { path in
            if omitsEmpty == true, self == .null || self == .removed, tree[path].isContainer { return false }
            return applies(to: tree, at: path)
        }
        return FrameDamage.sample(paths, most).compactMap { path in
            guard let value = value(instead: tree[path]) else { return nil }
            return Damaged(
                bytes: Array(tree.replacing(path[...], by: value).text.utf8),
                place: "\(rawValue) at \(FrameDamage.name(of: path, in: tree))")
        }
    }

    /// A whole row that is gone cannot be noticed in a list of rows: that is no damage.
    private func applies(to tree: JSONTree, at path: JSONTree.Path) -> Bool {
        guard let last = path.last else { return false }
        guard self == .removed, case .array(let elements) = tree[Array(path.dropLast())] else { return true }
        switch elements[last] {
        case .number, .string: return elements.count > 1
        case .object, .array, .bool, .null: return false
        }
    }

    /// The value instead; the inner nil removes it, the outer one where nothing can be done.
    private func value(instead value: JSONTree) -> JSONTree?? {
        switch (self, value) {
        case (.removed, _): return .some(nil)
        case (.null, .null): return nil
        case (.null, _): return .some(.null)
        case (.retyped, .object), (.retyped, .array): return .some(.string("x"))
        case (.retyped, _): return .some(.array([.object([])]))
        case (.negative, .number(let digits)): return Self.negated(digits).map { .some(.number($0)) } ?? nil
        case (.negative, .string(let digits)) where Self.isNumber(digits):
            return Self.negated(digits).map { .some(.string($0)) } ?? nil
        case (.huge, .number): return .some(.number(Self.hugeNumber))
        case (.huge, .string(let digits)) where Self.isNumber(digits): return .some(.string(Self.hugeNumber))
        case (.negative, _), (.huge, _): return nil
        }
    }

    /// More digits than a decimal has.
    private static let hugeNumber = String(repeating: "9", count: 60)

    /// Nil for zero, whose sign says nothing.
    private static func negated(_ digits: String) -> String? {
        guard digits.contains(where: { ("1"..."9").contains($0) }) else { return nil }
        return digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E }
    }

    /// `data.b[2][0]`.
    private static func name(of path: JSONTree.Path, in tree: JSONTree) -> String {
        var name = ""
        var value = tree
        for index in path {
            switch value {
            case .object(let members):
                name += (name.isEmpty ? "" : ".") + members[index].name
                value = members[index].value
            case .array(let elements):
                name += "[\(index)]"
                value = elements[index]
            case .null, .bool, .number, .string: return name
            }
        }
        return name
    }

    /// How many damaged frames each of so many frames may have, so that all together cost little.
    static func share(of frames: Int) -> Int { max(1_500 / max(frames, 1), 4) }

    /// At most `most` of a list, evenly spread.
    static func sample<Element>(_ list: [Element], _ most: Int) -> [Element] {
        guard list.count > most else { return list }
        return (0..<most).map { list[$0 * list.count / most] }
    }
}

extension JSONTree {
    fileprivate var isContainer: Bool {
        switch self {
        case .object, .array: true
        case .null, .bool, .number, .string: false
        }
    }
}
