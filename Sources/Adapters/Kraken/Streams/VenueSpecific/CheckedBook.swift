import AdapterKit
import AdapterProtocol

/// One market's book, proven by its checksum: a pure machine of levels in, verdict out (kraken.md I.3, I.4).
struct CheckedBook: Sendable {
    /// What came of a message.
    enum Verdict: Hashable, Sendable {
        /// The message is of no use: nothing to change yet.
        case ignored
        /// The book changed, and its state may have.
        case applied
        /// The book is worth nothing any more.
        case lost(StreamCause)
    }

    /// A message's checksum; a book whose checksums are missing is followed too, unverified.
    private typealias Proof = UInt32?

    /// The book.
    private(set) var book: LiveBook
    /// Levels a side that are followed.
    let depth: Int
    /// Whether the checksum is looked at (see ``KrakenAdapter/acceptsUnprovenBooks``).
    private let isChecked: Bool
    private let precision: BookPrecision
    /// Whether a snapshot was taken: before it no change means anything.
    private(set) var hasSnapshot = false
    /// The checksum that came last, and what ours was then.
    private var last: (told: Proof, ours: UInt32?)?
    /// A checksum that did not move with the book; a fresh snapshot shows whether it is dead.
    private var suspect: Proof?
    /// The checksum that is known to be dead.
    private var dead: Proof?

    /// An empty book.
    init(_ symbol: Symbol, depth: Int, _ precision: BookPrecision, isChecked: Bool) {
        book = LiveBook(symbol: symbol, priceScale: precision.price, integrity: .checksum)
        book.promisedDepth = depth
        self.depth = depth
        self.precision = precision
        self.isChecked = isChecked
    }

    /// The same book once more, empty: what is known of its checksums stays, unless they are written anew.
    init(restarting old: CheckedBook, depth: Int, _ precision: BookPrecision, isChecked: Bool) {
        self.init(old.book.symbol, depth: depth, precision, isChecked: isChecked)
        book.mark(old.book.state)
        guard old.precision == precision else { return }
        last = old.last
        suspect = old.suspect
        dead = old.dead
    }

    /// Forgets the levels: what follows is nothing until the next snapshot.
    mutating func lose(_ cause: StreamCause) {
        book.removeLevels()
        book.mark(.resyncing(cause))
        hasSnapshot = false
    }

    /// Takes a message's rows in their order, then cuts, then checks, and only then says that the book is live.
    mutating func take(
        _ rows: ArraySlice<BookRow>, isSnapshot: Bool, checksum: UInt32?, time: Timestamp?
    ) -> Verdict {
        guard isSnapshot || hasSnapshot else { return .ignored }
        if isSnapshot {
            book.removeLevels()
            hasSnapshot = true
        }
        for row in rows {
            do throws(BookError) {
                try book.set(row.side, price: row.price, quantity: row.quantity)
            } catch {
                return lost(.contradiction)
            }
        }
        book.cut(to: depth)
        book.time = time ?? book.time
        if isChecked, let cause = check(checksum, isSnapshot: isSnapshot) { return lost(cause) }
        return settle()
    }

    private mutating func lost(_ cause: StreamCause) -> Verdict {
        lose(cause)
        return .lost(cause)
    }

    /// Compares; nil when the book is as good as it can be proven.
    private mutating func check(_ told: Proof, isSnapshot: Bool) -> StreamCause? {
        let ours = BookChecksum.of(book, precision)
        let before = last
        last = (told, ours)
        if let told, told == ours {
            suspect = nil
            dead = nil
            return nil
        }
        if let dead, dead == told { return nil }
        if isSnapshot, let suspect, suspect == told {
            dead = .some(told)
            return nil
        }
        dead = nil
        guard Self.hasStopped(told, ours, before) else {
            suspect = nil
            return .checksum
        }
        suspect = .some(told)
        return .deadChecksum
    }

    /// Whether a checksum that does not fit is no longer alive: missing, or the same as before while the book changed. One
    /// such message may also be damaged, so it is a suspicion; a snapshot with the same checksum proves it.
    private static func hasStopped(_ told: Proof, _ ours: UInt32?, _ before: (told: Proof, ours: UInt32?)?) -> Bool {
        guard let told else { return true }
        guard let before, let earlier = before.ours else { return false }
        return before.told == told && earlier != ours
    }

    /// A book that is proven but crossed is the venue's, and nothing to trade on; one that is not proven is lost.
    private mutating func settle() -> Verdict {
        let isProven = isChecked && dead == nil
        if book.isCrossed {
            guard isProven else { return lost(.crossed) }
            if book.state != .resyncing(.crossed) { book.mark(.resyncing(.crossed)) }
        } else if !book.state.isLive {
            book.mark(.live)
        }
        if book.isVerified != isProven { book.mark(isVerified: isProven) }
        return .applied
    }
}
