/// The row of a list read last, and how its members stood.
///
/// The rows of a list have the same keys in the same order, and most values stand as they did in the row before. Valid
/// only within one document.
public struct LastRow<Row> {
    /// The row read last; the next is read along it, so only the reader changes it.
    public var row: Row
    @usableFromInline let empty: Row
    @usableFromInline var layout = RowLayout()

    /// No row yet.
    ///
    /// - Parameter empty: A row before its first member.
    @inlinable
    public init(_ empty: Row) {
        row = empty
        self.empty = empty
    }
}

extension JSONReader {
    /// Reads an object that is a row of a list into ``LastRow/row``.
    ///
    /// `take` is called for the keys whose values do not stand as they did in the row before, byte for byte, after the
    /// same keys in the same order; the others keep what was read then. A row with other keys, or in another order, is
    /// read from its beginning into an empty row.
    ///
    /// - Parameter take: Consumes the key's value and sets what depends on this key and this value alone, whatever was
    ///   set before.
    @inlinable
    public mutating func row<Row>(
        _ last: inout LastRow<Row>, _ take: (inout Row, JSONKey, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        if var walk = try walk(along: &last.layout) {
            while let key = try changedMember(&walk, &last.layout) { try take(&last.row, key, &self) }
            if endWalk(walk, &last.layout) { return }
        }
        last.row = last.empty
        guard var object = try openRow(&last.layout) else { return }
        repeat {
            let key = try key(in: &object, &last.layout)
            try take(&last.row, key, &self)
        } while try hasMember(after: &object, &last.layout)
    }
}
