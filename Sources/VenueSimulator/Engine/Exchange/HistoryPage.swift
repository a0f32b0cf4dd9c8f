/// Which rows of a history are wanted. Rows are always ascending. With ``fromID`` or ``startTime`` the oldest `limit`
/// rows from there on, else the newest `limit` rows.
public struct HistoryPage: Sendable, Hashable {
    /// First id, inclusive.
    public var fromID: Int64?
    /// First millisecond, inclusive.
    public var startTime: Int64?
    /// Last millisecond, inclusive.
    public var endTime: Int64?
    /// Most rows; at most 10,000 are served.
    public var limit: Int

    /// A page; without arguments the newest 500 rows.
    public init(fromID: Int64? = nil, startTime: Int64? = nil, endTime: Int64? = nil, limit: Int = 500) {
        self.fromID = fromID
        self.startTime = startTime
        self.endTime = endTime
        self.limit = limit
    }

    /// The rows of the page; `rows` are ascending in id.
    func select<Rows: RandomAccessCollection>(
        from rows: Rows, id: (Rows.Element) -> Int64, time: (Rows.Element) -> Int64
    ) -> [Rows.Element] {
        let limit = min(max(0, limit), Limits.page)
        func isWanted(_ row: Rows.Element) -> Bool {
            if let fromID, id(row) < fromID { return false }
            if let startTime, time(row) < startTime { return false }
            if let endTime, time(row) > endTime { return false }
            return true
        }
        var result: [Rows.Element] = []
        if fromID != nil || startTime != nil {
            for row in rows where isWanted(row) {
                guard result.count < limit else { break }
                result.append(row)
            }
            return result
        }
        for row in rows.reversed() where isWanted(row) {
            guard result.count < limit else { break }
            result.append(row)
        }
        return result.reversed()
    }
}
