import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// A numbered page (kucoin.md E.1, E.2).
    struct Page {
        let number: Int
        let size: Int

        func answer<Row>(_ rows: [Row], _ json: (Row) -> FaceJSON) -> FaceJSON {
            let first = (number - 1) * size
            let items = first < rows.count ? rows[first..<min(rows.count, first + size)] : []
            return [
                "currentPage": .integer(number), "pageSize": .integer(size), "totalNum": .integer(rows.count),
                "totalPage": .integer((rows.count + size - 1) / size), "items": .list(items.map(json)),
            ]
        }
    }

    /// An answer of `items` and the `lastId` that the next page starts after.
    static func lastPage<Row>(_ rows: [Row], id: (Row) -> Int64, _ json: (Row) -> FaceJSON) -> FaceJSON {
        ["lastId": rows.last.map { .integer(id($0)) } ?? .null, "items": .list(rows.map(json))]
    }

    /// The filters of done orders and fills (kucoin.md E.2).
    struct HistoryFilter {
        let symbol: String
        let end: Int64?
        private let start: Int64?
        private let side: Side?
        private let isMarket: Bool?
        private let last: Int64?
        private let limit: Int

        init(_ call: Call, _ market: Market) throws(Refusal) {
            symbol = market.symbol
            let fields = call.fields
            start = try fields.integer("startAt")
            end = try fields.integer("endAt")
            if let start, let end {
                guard start <= end else { throw fields.invalid("startAt") }
                let isLimited = call.switches.has(.historyWindow, "sevenDays")
                if isLimited, end - start > 7 * 86_400_000 { throw fields.invalid("endAt") }
            }
            let side: SideWord? = try fields.choice("side")
            self.side = side.map { $0 == .buy ? .buy : .sell }
            let type: OrderType? = try fields.choice("type")
            isMarket = type.map { $0 == .market }
            last = try fields.integer("lastId")
            limit = try fields.count("limit", in: 1...100, initial: 20)
        }

        func isBefore(_ row: Int64) -> Bool { last.map { row < $0 } ?? true }

        func takes(side: Side, isMarket: Bool, row: Int64, time: Int64) -> Bool {
            isBefore(row) && (self.side ?? side) == side && (self.isMarket ?? isMarket) == isMarket
                && time >= start ?? .min && time <= end ?? .max
        }

        /// The chosen rows, newest first. `read` gives the newest so many rows, oldest first; it is asked for more
        /// until the page is full or nothing older is there, so that a first page stays cheap.
        func collect<Row, Chosen>(_ read: (Int) -> [Row], chosen: (Row) -> Chosen?) -> [Chosen] {
            var count = 2 * limit
            var out: [Chosen] = []
            var isDone = false
            var seen = 0
            while !isDone {
                let rows = read(count)
                for row in rows.dropLast(seen).reversed() {
                    if let chosen = chosen(row) { out.append(chosen) }
                    if out.count == limit { return out }
                }
                isDone = rows.count < count
                seen = rows.count
                count *= 4
            }
            return out
        }
    }
}
