import AdapterKit
import AdapterProtocol

/// Follows one book until somebody has seen enough.
struct BookWatch {
    let depth: Int
    let asJSON: Bool
    let limit: Int

    func follow(_ books: EventStream<LiveBook>) async throws {
        let isDrawn = !asJSON && TerminalScreen.isThere
        if isDrawn { TerminalScreen.enter() }
        defer { if isDrawn { TerminalScreen.leave() } }
        var note = ""
        var shown = 0
        for try await event in books {
            switch event {
            case .marker(let marker):
                note = marker.description
                if !isDrawn { Output.document(asJSON: true) { StreamDocuments.write(marker, to: &$0) } }
            case .value(let book, let time):
                if isDrawn {
                    let rows = TerminalScreen.size.rows
                    TerminalScreen.draw(BookDrawing(book: book, note: note).lines(rows: min(rows, 2 * depth + 5)))
                } else {
                    Output.document(asJSON: true) {
                        StreamDocuments.write(book, depth: depth, receivedAt: time, to: &$0)
                    }
                }
            }
            shown += 1
            if shown >= limit { return }
        }
    }
}
