import AdapterConformance
import AdapterProtocol

/// An adapter that loses or repeats rows of long answers, or reads another part than was asked for.
enum PagingDefects {
    static let all: [Defect] = [
        .bent("the limit of a history is not read") { bends in
            bends.query = { HistoryQuery(from: $0.from, until: $0.until, order: $0.order, limit: nil) }
        },
        .bent("the limit of a history is one too many") { bends in
            bends.query = { query in
                HistoryQuery(
                    from: query.from, until: query.until, order: query.order,
                    limit: query.limit.map { $0 < .max ? $0 + 1 : $0 })
            }
        },
        .bent("the limit of a history is one too few") { bends in
            bends.query = { query in
                HistoryQuery(
                    from: query.from, until: query.until, order: query.order, limit: query.limit.map { max($0 - 1, 1) })
            }
        },
        .bent("the beginning of a history is not read") { bends in
            bends.query = { HistoryQuery(from: nil, until: $0.until, order: $0.order, limit: $0.limit) }
        },
        .bent("the end of a history is not read") { bends in
            bends.query = { HistoryQuery(from: $0.from, until: nil, order: $0.order, limit: $0.limit) }
        },
        .bent("beginning and end of a history change places") { bends in
            bends.query = { HistoryQuery(from: $0.until, until: $0.from, order: $0.order, limit: $0.limit) }
        },
        .bent("the beginning of a history is a second late") { bends in
            bends.query = { query in
                HistoryQuery(
                    from: query.from.map { $0.advanced(by: .seconds(1)) }, until: query.until, order: query.order,
                    limit: query.limit)
            }
        },
        .bent("the end of a history is included") { bends in
            bends.query = { query in
                HistoryQuery(
                    from: query.from, until: query.until.map { $0.advanced(by: .seconds(1)) }, order: query.order,
                    limit: query.limit)
            }
        },
        .bent("limits cut at the wrong end") { $0.cutsAtTheWrongEnd = true },
        .bent("a history ends after five rows") { bends in
            bends.query = { query in
                HistoryQuery(
                    from: query.from, until: query.until, order: query.order, limit: min(query.limit ?? 5, 5))
            }
        },
        .output("a history loses its first row", .orderHistory) { (orders: [Order]) in
            Array(orders.dropFirst())
        },
        .output("a history loses its last row", .orderHistory) { (orders: [Order]) in
            Array(orders.dropLast())
        },
        .output("a history repeats the row at the page's edge", .orderHistory) { (orders: [Order]) in
            orders + orders.suffix(1)
        },
        .output("fills lose the row at the page's edge", .fills) { (fills: [Fill]) in
            Array(fills.dropLast())
        },
        .output("fills repeat the row at the page's edge", .fills) { (fills: [Fill]) in
            fills + fills.suffix(1)
        },
        .output("open orders lose the last page", .openOrders) { (orders: [Order]) in
            Array(orders.dropLast())
        },
    ]
}
