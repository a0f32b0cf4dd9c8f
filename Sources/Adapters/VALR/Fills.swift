import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Own fills of one market, oldest first, every page, none twice.
    ///
    /// Read from the account's fills of all markets, whose pages follow an id and do not shift; the venue's list of one
    /// market can only be paged by position. The fills of one order are those since it was made.
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        guard let order = query.order, query.from == nil else { return Self.fillPages(instrument, query) }
        let segment: String
        do throws(VenueError) {
            segment = try Self.pathSegment(of: .venue(order))
        } catch {
            return .failed(error)
        }
        return Self.detail(segment, instrument, .privateRead).flow
            .recover { error in error.kind == .orderNotFound ? .finished(nil) : .failed(error) }
            .then { found in
                let from = found?.createdAt.map { $0.advanced(by: .seconds(-1)) }
                return Self.fillPages(
                    instrument, HistoryQuery(from: from, until: query.until, order: order, limit: query.limit))
            }
    }

    private static func fillPages(_ instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        let pages = Pages<FillRow>(
            query: query, cursor: .beforeID, identity: { $0.id }, cursorTime: { $0.time }
        ) { parameters in
            endpoint(privateRead("fill.history", "account/tradehistory", parameters)) { reader throws(JSONError) in
                try reader.list(FillRow.init(reading:))
            }
        }
        let symbol = instrument.symbol
        return pages.flow { row in
            guard row.pair == instrument.nativeName, query.contains(row.time),
                query.order.map({ $0.rawValue == row.orderID }) ?? true
            else { return nil }
            return row.fill(of: symbol)
        }
    }
}
