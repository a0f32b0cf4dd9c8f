import AdapterProtocol

/// The life of a resting limit order: placed, seen by every read, cancelled, seen to have ended.
enum PlaceCases {
    static let all: [ConformanceCase] = Side.allCases.flatMap { side in
        [
            byVenueID(side), byClientID(side), fields(side), working(side), open(side), openEverywhere(side),
            history(side), partial(side),
        ]
    }

    private static let gtc: Set<Capability> = [.limitOrders, .goodTillCancelled]

    private static func byVenueID(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).byVenueID", "A resting limit \(side) is found by the id that the venue gave it.",
            because: "Every later command and every reconciliation goes by that id.",
            proves: gtc.union([.queryByVenueID]), needs: .trading
        ) { examination in
            let request = try examination.resting(side)
            let acceptance = try await examination.accepted(request)
            let order = try await examination.shown(.venue(acceptance.venueOrderID))
            try hold(order.venueOrderID == acceptance.venueOrderID, "the view has the id \(order.venueOrderID)")
            try hold(order.clientOrderID == request.clientOrderID, "the view is of another placement")
        }
    }

    private static func byClientID(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).byClientID", "A resting limit \(side) is found by our id, and is the same order.",
            because: "After a lost answer our id is all there is.", proves: gtc.union([.queryByClientID]),
            needs: .trading
        ) { examination in
            let request = try examination.resting(side)
            let acceptance = try await examination.accepted(request)
            let order = try await examination.shown(.client(request.clientOrderID))
            try hold(order.venueOrderID == acceptance.venueOrderID, "our id leads to \(order.venueOrderID)")
        }
    }

    private static func fields(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).fields",
            "The view of a resting \(side) repeats side, kind, amount, price and lifetime.",
            because: "A bot that sees another price or size than it asked for trades wrongly from then on.",
            proves: gtc.union([.queryByVenueID]), needs: .trading
        ) { examination in
            let request = try examination.resting(side, factor: 3)
            let acceptance = try await examination.accepted(request)
            if let order = acceptance.order { try holdSame(order, request) }
            let order = try await examination.shown(.venue(acceptance.venueOrderID))
            try holdSame(order, request)
            let created = try hold(order.createdAt, "the view does not tell when the order was made")
            let age = examination.clock.now.duration(since: created)
            try hold(age > .seconds(-120) && age < .seconds(180), "an order of just now is \(age) old")
        }
    }

    private static func working(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).working", "A resting \(side) reads as working, with nothing traded and no fills.",
            because: "Exposure is counted from phase and filled amount; a made-up fill is booked as money.",
            proves: gtc.union([.fillsOfOrder]), needs: .trading
        ) { examination in
            let id = try await examination.accepted(try examination.resting(side)).venueOrderID
            let order = try hold(
                try await examination.eventually { () -> Order? in
                    let order = try await examination.shown(.venue(id))
                    return order.phase == .accepted ? nil : order
                }, "the order never enters the book")
            try hold(order.phase == .working, "the phase is \(order.phase)")
            try hold(order.filledBase.isZero, "\(order.filledBase) has traded")
            try hold(order.filledQuote?.isZero ?? true, "\(order.filledQuote as Any) was paid")
            try hold(order.remainingBase == order.amount?.value, "the rest is \(order.remainingBase as Any)")
            let fills = try await examination.venue.fills(on: order.symbol, HistoryQuery(order: id))
            try hold(fills.isEmpty, "there are \(fills.count) fills")
        }
    }

    private static func open(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).open",
            "A resting \(side) is listed once among its market's open orders, until it ends.",
            because: "The list of open orders is how a host finds what it must look after when it starts.",
            proves: gtc.union([.openOrders]), needs: .trading
        ) { examination in
            let request = try examination.resting(side)
            let id = try await examination.accepted(request).venueOrderID
            let open = try await examination.open(request.clientOrderID)
            try hold(open.map(\.venueOrderID) == [id], "the list has \(open.map(\.venueOrderID)), placed was \(id)")
            for order in open { try holdSame(order, request) }
            _ = await examination.venue.cancel(.venue(id), on: request.symbol)
            _ = try await examination.ended(.venue(id))
            let gone = try await examination.eventually {
                try await examination.venue.openOrders(on: request.symbol).contains { $0.venueOrderID == id }
                    ? nil : true
            }
            try hold(gone == true, "the ended order is still listed as open")
        }
    }

    private static func openEverywhere(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).openEverywhere",
            "A resting \(side) is listed once among the open orders of all markets.",
            because: "A host that starts does not know in which markets it has orders.",
            proves: gtc.union([.openOrders]), needs: .trading
        ) { examination in
            let request = try examination.resting(side)
            let id = try await examination.accepted(request).venueOrderID
            let seen = try await examination.eventually { () -> [Order]? in
                let found = try await examination.venue.openOrders(on: nil)
                    .filter { $0.clientOrderID == request.clientOrderID }
                return found.isEmpty ? nil : found
            }
            try hold(seen?.map(\.venueOrderID) == [id], "the list has \(seen?.map(\.venueOrderID) as Any)")
            for order in seen ?? [] { try holdSame(order, request) }
        }
    }

    private static func history(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).history", "A cancelled \(side) is in the history once, ended by its owner, unfilled.",
            because: "The books are closed from the history; an end that reads as a fill is money that is not there.",
            proves: gtc.union([.orderHistory, .cancelByVenueID]), needs: .trading
        ) { examination in
            let start = examination.clock.now.advanced(by: .seconds(-60))
            let request = try examination.resting(side)
            let id = try await examination.accepted(request).venueOrderID
            _ = await examination.venue.cancel(.venue(id), on: request.symbol)
            _ = try await examination.ended(.venue(id))
            let seen = try await examination.eventually { () -> [Order]? in
                let all = try await examination.venue.orderHistory(on: request.symbol, HistoryQuery(from: start))
                let found = all.filter { $0.venueOrderID == id }
                return found.contains { $0.phase.isEnded } ? found : nil
            }
            let found = try hold(seen, "the history does not have the ended order")
            try hold(found.count == 1, "the history has it \(found.count) times")
            for order in found {
                try holdSame(order, request)
                try hold(order.phase.isOwnersCancel, "the end reads \(order.phase)")
                try hold(order.filledBase.isZero, "\(order.filledBase) has traded")
            }
        }
    }

    private static func partial(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).partial",
            "A \(side) that filled in part and was cancelled ended by its owner, fills kept.",
            because: "The end's name says nothing about what traded: dropping the part is a position nobody knows of.",
            proves: gtc.union([.cancelByVenueID, .fillsOfOrder]), needs: .trading
        ) { examination in
            let (request, live) = try await examination.partlyFilled(side)
            try hold(live.phase == .working, "filled in part, its phase is \(live.phase)")
            _ = await examination.venue.cancel(.venue(live.venueOrderID), on: request.symbol)
            let end = try await examination.ended(.venue(live.venueOrderID))
            try hold(end.filledBase >= live.filledBase, "traded fell from \(live.filledBase) to \(end.filledBase)")
            try hold(end.amount == request.amount, "the amount reads \(end.amount as Any)")
            // The market may take the rest before the cancel arrives.
            let isWhole = end.filledBase == request.amount.value
            try hold(
                isWhole ? end.phase == .ended(.filled) : end.phase.isOwnersCancel,
                "\(end.filledBase) of \(request.amount.value) traded, the end reads \(end.phase)")
            for fill in try await examination.fills(of: end) {
                try hold(fill.side == side && fill.venueOrderID == end.venueOrderID, "a fill is of another order")
            }
        }
    }
}
