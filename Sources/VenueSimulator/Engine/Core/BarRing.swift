/// Bars of one width, newest last, stretches without trades left out.
///
/// They are most of a simulated venue's memory, so each is kept as a ``NarrowBar``. When one does not fit, which takes
/// a market of absurd prices or sizes, the ring goes over to whole bars for good.
struct BarRing: Sendable, RandomAccessCollection {
    private var narrow: Ring<NarrowBar>
    private var whole: Ring<Bar>?
    private let width: Int64
    private var lastTradeID: Int64 = 0

    init(width: Int64, capacity: Int) {
        self.width = width
        narrow = Ring(capacity: capacity)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { whole?.count ?? narrow.count }

    subscript(position: Int) -> Bar {
        if let whole { return whole[position] }
        let following = position + 1
        let lastID = following < narrow.count ? narrow[following].firstTradeID - 1 : lastTradeID
        return narrow[position].bar(width: width, lastTradeID: lastID)
    }

    /// See ``Ring/reserve(_:)``.
    mutating func reserve(_ count: Int) {
        narrow.reserve(count)
    }

    /// Adds the next trade; ids are consecutive.
    mutating func record(_ trade: TradeRecord) {
        let bar = Bar(trade, start: CandleCalendar.floor(trade.time, width))
        if var newest = last, newest.start == bar.start {
            newest.merge(bar)
            keep(newest, replacingLast: true)
        } else {
            keep(bar, replacingLast: false)
        }
        lastTradeID = trade.id
    }

    /// The index of the first bar whose stretch ends after this millisecond.
    func firstIndex(endingAfter time: Int64) -> Int {
        if let whole { return whole.partitioningIndex { $0.start + width <= time } }
        return narrow.partitioningIndex { $0.start(width: width) + width <= time }
    }

    private mutating func keep(_ bar: Bar, replacingLast: Bool) {
        if whole == nil {
            if let fitting = NarrowBar(bar, width: width) {
                if replacingLast { narrow.replaceLast(by: fitting) } else { narrow.append(fitting) }
                return
            }
            widen()
        }
        if replacingLast { whole?.replaceLast(by: bar) } else { whole?.append(bar) }
    }

    private mutating func widen() {
        var all = Ring<Bar>(capacity: narrow.capacity)
        for bar in self { all.append(bar) }
        whole = all
        narrow = Ring(capacity: 0)
    }
}
