import AdapterProtocol

/// What came of a soak, as Markdown.
struct Report {
    /// What of the asked time is left for books to become right at the end.
    static let settling: Duration = .seconds(30)

    let options: Options
    var deals: [Deal] = []
    var memory: [MemorySample] = []
    /// Heap before the venues were opened, and when nothing of them was left.
    var remainder: RemainderCheck?
    var failures: [String] = []
    private var lines: [String] = []

    init(options: Options) {
        self.options = options
    }

    /// `12.3 s`.
    static func seconds(_ duration: Duration) -> String {
        let tenths = duration.wholeMilliseconds / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }

    mutating func describe(_ desks: [VenueDesk], took: Duration) {
        lines = ["seed \(options.seed), \(options.minutes) minutes, took \(Self.seconds(took))", ""]
        lines.append(
            "| venue | books told | live and the engine's | not comparable | trades | tickers | orders placed | order events"
                + " | fills | balances | markers |")
        lines.append("|---|" + String(repeating: "---:|", count: 10))
        for desk in desks {
            let notes = desk.notes.all
            let numbers = [
                notes.told, notes.equal, notes.unknown, notes.trades, notes.tickers, notes.placed, notes.orderEvents,
                notes.fills.count, notes.balances, notes.markers.count,
            ]
            lines.append("| \(desk.id) | " + numbers.map(String.init).joined(separator: " | ") + " |")
        }
        lines += ["", "| misfortune | dealt | struck |", "|---|---:|---:|"]
        for (name, dealt) in Dictionary(grouping: deals, by: \.misfortune.name).sorted(by: { $0.key < $1.key }) {
            lines.append("| \(name) | \(dealt.count) | \(dealt.count(where: \.hasStruck)) |")
        }
    }

    private var memoryLines: [String] {
        var lines: [String] = []
        if let (early, late) = MemoryCheck(samples: memory).growth {
            lines += [
                "",
                "Memory in use: \(early.heap) kB in the second quarter, \(late.heap) kB in the last one; of the process"
                    + " \(early.resident) kB and \(late.resident) kB.",
            ]
        }
        if let remainder {
            lines += [
                "",
                "Memory in use before the venues were opened: \(remainder.before) kB; after everything was closed and let"
                    + " go: \(remainder.after) kB.",
            ]
        }
        return lines
    }

    var text: String {
        let end =
            failures.isEmpty
            ? ["\(deals.count) misfortunes, 0 failures"]
            : failures.map { "FAILURE \($0)" } + ["\(deals.count) misfortunes, \(failures.count) failures"]
        return (lines + memoryLines + [""] + end).joined(separator: "\n")
    }
}
