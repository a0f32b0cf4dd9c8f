import AdapterProtocol

/// Which topics of a recording a stream is about.
struct RecordedWish: Sendable {
    /// Nil for all.
    let symbols: [Symbol]?
    /// The channel's name; nil for all.
    let name: String?
    var depth = 0
    var interval: CandleInterval?

    func includes(_ topic: StreamTopic) -> Bool {
        guard symbols?.contains(topic.symbol) ?? true else { return false }
        guard let name else { return true }
        guard topic.channel.name == name else { return false }
        switch topic.channel {
        case .book(let recorded): return recorded >= depth
        case .candles(let recorded): return recorded == interval
        case .trades, .ticker: return true
        }
    }

    /// Whether it is content with one topic of a market's channel: a book that was recorded twice is told once.
    var takesOneOfEach: Bool { name != nil }
}
