import AdapterProtocol
import StreamTesting

/// Whether what was heard is right, and whether a misfortune explains what interrupted it.
struct NoteCheck {
    let desks: [VenueDesk]
    let deals: [Deal]

    private static let mostShown = 8
    /// Live books whose number the witness has not noted are no proof of anything: most must be noted.
    private static let leastKnownPercent = 90

    func failures() -> [String] {
        var failures: [String] = []
        for desk in desks {
            let notes = desk.notes.all
            failures += Self.few(notes.different, "\(desk.id): a live book was not the engine's")
            failures += Self.few(desk.witness.contradictions, "\(desk.id): the witness is wrong")
            failures += Self.few(notes.repeated, "\(desk.id): told twice or backwards")
            failures += Self.few(notes.endings.map(Self.text), "\(desk.id): a stream ended")
            failures += unexplained(desk, notes)
            failures += idle(desk, notes)
        }
        return failures
    }

    private func unexplained(_ desk: VenueDesk, _ notes: Notes.State) -> [String] {
        let markers = unexplained(notes.markers, at: desk.id).map {
            "\(Report.seconds($0.at)) \($0.stream): \($0.marker)"
        }
        let refusals = notes.refusals.filter { refusal in
            !deals.contains { $0.venue == desk.id && $0.misfortune.reachesREST && $0.covers(refusal.at) }
        }
        return Self.few(markers, "\(desk.id): a marker without a misfortune")
            + Self.few(refusals.map(Self.text), "\(desk.id): an error without a misfortune")
    }

    /// Trades tell the gap when they go on, with the cause for which they stopped: what explained the stop explains it,
    /// however long the next misfortunes kept the line down.
    private func unexplained(_ markers: [Notes.Marked], at venue: String) -> [Notes.Marked] {
        var stops: [Notes.Place: StreamCause] = [:]
        var found: [Notes.Marked] = []
        for marked in markers {
            let (place, marker) = (Notes.Place(marked), marked.marker)
            if marker.kind == .gap, stops[place] == marker.cause {
                stops[place] = nil
                continue
            }
            if marker.kind == .stale { stops[place] = marker.cause }
            if !isExplained(marked, at: venue) { found.append(marked) }
        }
        return found
    }

    private func isExplained(_ marked: Notes.Marked, at venue: String) -> Bool {
        switch marked.marker.kind {
        case .resynced, .backfilled: return true
        case .gap, .stale, .unverified: break
        }
        return deals.contains { deal in
            deal.venue == venue && deal.hasStruck && deal.covers(marked.at)
                && deal.misfortune.explains.contains(marked.marker.cause)
        }
    }

    /// Green with nothing heard is red.
    private func idle(_ desk: VenueDesk, _ notes: Notes.State) -> [String] {
        var missing: [String] = []
        if notes.trades == 0 { missing.append("trades") }
        if notes.tickers == 0 { missing.append("tickers") }
        if notes.fills.isEmpty { missing.append("fills") }
        if notes.orders.isEmpty { missing.append("orders") }
        if notes.balances == 0 { missing.append("balances") }
        let live = notes.equal + notes.unknown
        if live == 0 || notes.equal * 100 < live * Self.leastKnownPercent {
            missing.append("books that could be compared (\(notes.equal) of \(live))")
        }
        return missing.map { "\(desk.id): no \($0)" }
    }

    private static func text(_ mishap: Notes.Mishap) -> String { "\(Report.seconds(mishap.at)) \(mishap.text)" }

    private static func few(_ texts: [String], _ what: String) -> [String] {
        let shown = texts.prefix(mostShown).map { "\(what): \($0)" }
        return texts.count > mostShown ? shown + ["\(what): \(texts.count - mostShown) more"] : shown
    }
}
