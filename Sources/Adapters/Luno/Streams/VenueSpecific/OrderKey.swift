/// An order's id as the order-by-order book keeps it: two machine words instead of a text.
///
/// The venue's ids are `BX` and 13 letters or digits (luno.md E.7), which fit in fifteen bytes; but they are to be treated
/// as opaque, so that a longer one is kept whole beside them.
struct OrderKey: Hashable, Sendable {
    /// The first eight bytes.
    private let head: UInt64
    /// The next seven, and how many there are in all, at most 255.
    private let tail: UInt64
    /// The whole text where it is longer than fifteen bytes.
    private let whole: String?

    init(_ text: String) {
        var text = text
        let count = text.utf8.count
        let (head, tail) = text.withUTF8 { bytes in
            var words: (head: UInt64, tail: UInt64) = (0, 0)
            for index in 0..<min(count, 15) {
                let byte = UInt64(bytes[index])
                if index < 8 { words.head = words.head << 8 | byte } else { words.tail = words.tail << 8 | byte }
            }
            return words
        }
        self.head = head
        self.tail = tail << 8 | UInt64(min(count, 255))
        whole = count > 15 ? text : nil
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(head)
        hasher.combine(tail)
    }
}
