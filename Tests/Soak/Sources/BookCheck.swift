import AdapterProtocol
import AdapterRuntime

/// Whether every book that a reader was shown last is live and the engine's.
struct BookCheck {
    let clock: SystemClock
    let desks: [VenueDesk]

    /// So often, half a second apart, it is looked before a book counts as lost: VALR's dead line is noticed after 75 s, its
    /// public books are 30 s old.
    private static let mostLooks = 300
    private static let pause: Duration = .milliseconds(500)
    private static let depth = 20

    private struct Place {
        let desk: VenueDesk
        let name: Notes.BookName
    }

    private func places() -> [Place] {
        desks.flatMap { desk in
            let deep =
                desk.id == "valr" ? desk.symbols.prefix(1).map { Notes.BookName(stream: "deep", symbol: $0) } : []
            return (desk.symbols.map { Notes.BookName(stream: "books", symbol: $0) } + deep).map {
                Place(desk: desk, name: $0)
            }
        }
    }

    /// Waits until every book is live for the first time.
    func waitUntilLive() async -> [String] {
        var missing = places()
        for _ in 0..<Self.mostLooks {
            missing.removeAll { place in place.desk.notes.all.books[place.name]?.state.isLive ?? false }
            if missing.isEmpty { return [] }
            guard (try? await clock.sleep(for: Self.pause)) != nil else { return ["cancelled"] }
        }
        return missing.map { "\($0.desk.id) \($0.name.symbol) (\($0.name.stream)): never live" }
    }

    /// The markets stand still: waits until every book is live and what REST shows.
    func settle() async -> [String] {
        var left = places()
        var why: [String] = []
        for _ in 0..<Self.mostLooks {
            why = []
            var wrong: [Place] = []
            for place in left {
                guard let text = await difference(place) else { continue }
                why.append(text)
                wrong.append(place)
            }
            left = wrong
            if left.isEmpty { return [] }
            guard (try? await clock.sleep(for: Self.pause)) != nil else { return ["cancelled"] }
        }
        return why
    }

    /// What is wrong with a book; nil for nothing.
    private func difference(_ place: Place) async -> String? {
        let name = "\(place.desk.id) \(place.name.symbol) (\(place.name.stream))"
        guard let book = place.desk.notes.all.books[place.name] else { return "\(name): nothing was told" }
        guard book.state.isLive else { return "\(name): \(book.state)" }
        do throws(VenueError) {
            let engine = try await place.desk.venue.orderBook(place.name.symbol, depth: Self.depth)
            for (side, levels) in [(Side.buy, engine.bids), (.sell, engine.asks)] {
                let ours = book.levels(side, depth: Self.depth)
                guard ours != Array(levels.prefix(Self.depth)) else { continue }
                return "\(name): the \(side) side is \(Self.text(ours)), the engine has \(Self.text(levels))"
            }
            return nil
        } catch {
            return "\(name): the engine's book cannot be read: \(error)"
        }
    }

    private static func text(_ levels: [BookLevel]) -> String {
        levels.prefix(3).map { "\($0.price) x \($0.quantity)" }.joined(separator: ", ")
    }
}
