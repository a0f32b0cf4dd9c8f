import AdapterConformance
import AdapterProtocol

/// An adapter that loses or repeats rows of long answers, or reads another part than was asked for.
enum PagingDefects {
    static let all: [Defect] = [
        .bent("the limit of a history is not read") { bends in
            bends.query = { HistoryQuery(from: $0.from, until: $0.until, order: $0.order, limit: nil) }
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
        .bent("a history ends after five rows") { bends in
            bends.query = { query in
                HistoryQuery(
                    from: query.from, until: query.until, order: query.order, limit: min(query.limit ?? 5, 5))
            }
        },
        .output("fills lose the row at the page's edge", .fills) { (fills: [Fill]) in
            Array(fills.dropLast())
        },
    ]
}
