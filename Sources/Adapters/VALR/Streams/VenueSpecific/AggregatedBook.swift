import AdapterKit
import AdapterProtocol

/// What came of a message about a book.
enum VALRBookVerdict: Sendable, Hashable {
    /// It says nothing new.
    case ignored
    /// The book took it in; whether it is live is the book's to say.
    case applied
    /// The book took it in and can't be proven from here on.
    case unverified(StreamCause)
    /// The book is worthless now.
    case lost(StreamCause)
}

/// The best 40 levels of both sides, whole in every message: nothing can be missed for long (valr.md I.5).
struct VALRAggregatedBook: Sendable {
    private(set) var book: LiveBook
    private var sequence: Int64?
    private var lower = 0

    /// Messages with a lower number in a row, after which the venue must have begun to count anew: dropping on for ever
    /// would leave a live book without news.
    static let mostLower = 3

    init(_ instrument: Instrument) {
        book = LiveBook(
            symbol: instrument.symbol, priceScale: instrument.priceScale, integrity: .replacement)
        book.promisedDepth = VALRFeed.aggregatedDepth
    }

    /// Forgets all and waits for the next message.
    mutating func restart(because cause: StreamCause) {
        book.removeLevels()
        book.sequence = nil
        book.mark(.resyncing(cause))
        sequence = nil
        lower = 0
    }

    /// Replaces the book, unless the message is older than it.
    mutating func take(_ frame: borrowing VALRMarketFrame) -> VALRBookVerdict {
        if let sequence, frame.sequence < sequence {
            lower += 1
            return lower < Self.mostLower ? .ignored : .lost(.sequence)
        }
        do throws(BookError) {
            try book.replace(bids: frame.bids, asks: frame.asks)
        } catch {
            return .lost(.contradiction)
        }
        sequence = frame.sequence
        lower = 0
        book.sequence = UInt64(exactly: frame.sequence)
        if let time = frame.time { book.time = time }
        guard !book.isCrossed else { return .lost(.crossed) }
        if !book.state.isLive { book.mark(.live) }
        return .applied
    }
}

extension Instrument {
    /// Decimals that prices have by the published step; a finer price widens the book's own scale.
    var priceScale: Int { price.step.value?.normalized.scale ?? quoteScale ?? 8 }
}
