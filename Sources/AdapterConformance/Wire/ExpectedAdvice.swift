import AdapterProtocol

/// One alternative of a documented error's advice.
enum ExpectedAdvice: Hashable {
    case never
    case resync
    case fix(OrderField?)
    case wait(MillisecondSpan)

    /// Reads one word with what belongs to it; nil when it is none.
    init?(_ text: Substring) {
        let words = text.split(separator: " ")
        switch (words.first, words.count) {
        case ("never", 1): self = .never
        case ("resync", 1): self = .resync
        case ("fix", 1): self = .fix(nil)
        case ("fix", 2):
            guard let field = OrderField(rawValue: String(words[1])) else { return nil }
            self = .fix(field)
        case ("wait", 1): self = .wait(.some)
        case ("wait", 2):
            guard let span = MillisecondSpan(words[1]) else { return nil }
            self = .wait(span)
        default: return nil
        }
    }

    /// All alternatives; nil when one of them cannot be read.
    static func alternatives(_ text: String) -> [ExpectedAdvice]? {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        let found = parts.compactMap(ExpectedAdvice.init)
        return found.count == parts.count ? found : nil
    }

    func fits(_ advice: VenueError.Advice) -> Bool {
        switch (self, advice) {
        case (.never, .never), (.resync, .afterResync): true
        case (.fix(let wanted), .afterFixing(let field)): wanted == nil || wanted == field
        case (.wait(let span), .after(let pause)): span.contains(pause)
        default: false
        }
    }
}

/// From and to, both included: `5000`, `5000-`, `1000-5000`.
struct MillisecondSpan: Hashable {
    let least: Int64
    let most: Int64

    /// Any pause that is one.
    static let some = MillisecondSpan(least: 1, most: .max)

    private init(least: Int64, most: Int64) {
        (self.least, self.most) = (least, most)
    }

    init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = ends.first, let least = Int64(first), ends.count <= 2 else { return nil }
        guard ends.count == 2 else {
            self.init(least: least, most: least)
            return
        }
        let most = ends[1].isEmpty ? Int64.max : Int64(ends[1])
        guard let most, most >= least else { return nil }
        self.init(least: least, most: most)
    }

    func contains(_ duration: Duration) -> Bool { (least...most).contains(duration.wholeMilliseconds) }
}
