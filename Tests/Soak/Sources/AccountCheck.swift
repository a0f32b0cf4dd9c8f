import AdapterProtocol
import AdapterRuntime

/// Whether everything that happened to the accounts was told once, and is what REST says.
struct AccountCheck {
    let clock: SystemClock
    let desks: [VenueDesk]
    /// When the soak began, and nothing had been traded.
    let begin: Timestamp

    /// So often it is looked: what the stream lost is read with the next reading of the whole account, every two minutes.
    private static let mostLooks = 30

    /// Looking costs calls that the readings themselves need (Kraken's budget has few): less and less often.
    private static func pause(after look: Int) -> Duration { .seconds(min(2 + look, 10)) }

    /// Some venues show a cancelled order a while longer.
    private static let mostCancels = 30

    /// Cancels what still rests.
    func cancelAll() async -> [String] {
        var failures: [String] = []
        for desk in desks {
            guard let symbol = desk.traded else { continue }
            var last = "orders stay open"
            var isDone = false
            for _ in 0..<Self.mostCancels where !isDone {
                do throws(VenueError) {
                    let open = try await desk.venue.openOrders(on: symbol)
                    for order in open { _ = await desk.venue.cancel(.venue(order.venueOrderID), on: symbol) }
                    isDone = open.isEmpty
                } catch {
                    last = "\(error)"
                }
                if !isDone, (try? await clock.sleep(for: .milliseconds(500))) == nil { break }
            }
            if !isDone { failures.append("\(desk.id): \(last)") }
        }
        return failures
    }

    /// Waits until what was told is what REST has.
    func settle(tell: (String) -> Void) async -> [String] {
        var left = desks
        var wrong: [String] = []
        for look in 0..<Self.mostLooks {
            wrong = []
            var later: [VenueDesk] = []
            for desk in left {
                let differences = await differences(desk)
                if !differences.isEmpty { later.append(desk) }
                wrong += differences
            }
            left = later
            if left.isEmpty { return [] }
            if look % 5 == 0, let first = wrong.first { tell("not yet: \(first)") }
            guard (try? await clock.sleep(for: Self.pause(after: look))) != nil else { return ["cancelled"] }
        }
        return wrong
    }

    private func differences(_ desk: VenueDesk) async -> [String] {
        guard let symbol = desk.traded else { return [] }
        let notes = desk.notes.all
        do throws(VenueError) {
            let fills = try await desk.venue.fills(on: symbol, HistoryQuery(from: begin))
            var wrong = Self.compare(fills, notes.fills, desk.id)
            for order in notes.orders.values where order.symbol == symbol {
                if let text = try await difference(order, desk) { wrong.append(text) }
                if !wrong.isEmpty { break }
            }
            return Array(wrong.prefix(10))
        } catch {
            return ["\(desk.id): the account cannot be read: \(error)"]
        }
    }

    private static func compare(_ fills: [Fill], _ told: [Notes.FillName: Fill], _ id: String) -> [String] {
        var wrong: [String] = []
        var left = told
        for fill in fills {
            guard let ours = left.removeValue(forKey: Notes.FillName(fill)) else {
                wrong.append("\(id): fill \(fill.id) of \(fill.venueOrderID) was not told")
                continue
            }
            let isLike = ours.price == fill.price && ours.quantity == fill.quantity && ours.side == fill.side
            if !isLike { wrong.append("\(id): fill \(fill.id) was told as \(ours), REST has \(fill)") }
            if let fees = ours.fees, let theirs = fill.fees, !isSame(fees, theirs) {
                wrong.append("\(id): fill \(fill.id) was told with the fees \(fees), REST has \(theirs)")
            }
        }
        return wrong + left.values.map { "\(id): fill \($0.id) of \($0.venueOrderID) was told, and REST has it not" }
    }

    /// Venues print fees with fewer digits in one place than in another (Kraken).
    private static func isSame(_ left: [Fee], _ right: [Fee]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { left, right in
                let scale = min(left.amount.scale, right.amount.scale)
                return left.asset == right.asset
                    && [Rounding.down, .up, .halfEven].contains { rounding in
                        (try? left.amount.rounded(scale: scale, rounding))
                            == (try? right.amount.rounded(scale: scale, rounding))
                    }
            }
    }

    /// An order is asked for by its id only where it was told as living: ended ones are many.
    private func difference(_ order: Order, _ desk: VenueDesk) async throws(VenueError) -> String? {
        let sum = try? ExactDecimal.sum(
            desk.notes.all.fills.values.filter { $0.venueOrderID == order.venueOrderID }.map(\.quantity))
        if sum != order.filledBase {
            return "\(desk.id): order \(order.venueOrderID) filled \(order.filledBase), its fills sum up to \(sum ?? 0)"
        }
        guard !order.phase.isEnded else { return nil }
        guard case .found(let view) = try await desk.venue.order(.venue(order.venueOrderID), on: order.symbol) else {
            return nil
        }
        guard view.phase != order.phase || view.filledBase != order.filledBase else { return nil }
        return "\(desk.id): order \(order.venueOrderID) was told as \(order.phase), REST has \(view.phase)"
    }
}
