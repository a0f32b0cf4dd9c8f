import AdapterProtocol

/// What a resting order may cost, and what it must not do: held money, too little money, post-only.
enum RestingCases {
    static let all: [ConformanceCase] = Side.allCases.flatMap { side in
        [held(side), postOnlyRests(side), postOnlyTakes(side), funds(side)]
    }

    private static let gtc: Set<Capability> = [.limitOrders, .goodTillCancelled]

    private static func held(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).held", "What a resting \(side) may cost is held while it rests, and free again after.",
            because: "Who reads held money as free orders twice what the account can pay.",
            proves: gtc.union([.heldBalances, .cancelByVenueID]), needs: .trading
        ) { examination in
            let request = try examination.resting(side, factor: 5)
            let asset = side == .buy ? request.symbol.quote : request.symbol.base
            let cost = side == .buy ? try request.amount.value * (request.limitPrice ?? 0) : request.amount.value
            let before = try await examination.holding(asset)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            let during = try await examination.holding(asset)
            // Some venues hold the fee as well.
            let most = try cost * ExactDecimal(103)
            let rise = try during.held - before.held
            try hold(try rise >= cost && rise * 100 <= most, "held rose by \(rise) for an order of \(cost) \(asset)")
            let fall = try before.available - during.available
            try hold(fall == rise, "free fell by \(fall), held rose by \(rise)")
            try hold(during.total == before.total, "the total went from \(before.total) to \(during.total)")
            _ = await examination.venue.cancel(.venue(id), on: request.symbol)
            _ = try await examination.ended(.venue(id))
            let isFree = try await examination.eventually {
                try await examination.holding(asset) == before ? true : nil
            }
            let after = try await examination.holding(asset)
            try hold(isFree == true, "after the cancel \(after.held) is held, before the order it was \(before.held)")
        }
    }

    private static func postOnlyRests(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.postOnly.\(side).rests", "A post-only \(side) far from the market rests, and reads as post-only.",
            because: "Whoever makes the market lives from the maker's fee.", proves: gtc.union([.postOnly]),
            needs: .trading
        ) { examination in
            let request = try examination.resting(side, isPostOnly: true)
            let id = try await examination.accepted(request).venueOrderID
            let order = try await examination.shown(.venue(id))
            try hold(!order.phase.isEnded, "the order is \(order.phase)")
            try holdSame(order, request)
        }
    }

    private static func postOnlyTakes(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.postOnly.\(side).neverTakes",
            "A post-only \(side) through the market never trades: refused or ended.",
            because: "Taking costs the taker's fee and a worse price: post-only is the promise that it cannot happen.",
            proves: [.limitOrders, .postOnly], needs: .trading
        ) { examination in
            let taking = try await examination.taking(side)
            let request = try OrderRequest(
                clientOrderID: taking.clientOrderID, symbol: taking.symbol, side: side, type: .limit,
                amount: taking.amount, limitPrice: taking.limitPrice, timeInForce: .goodTillCancelled, isPostOnly: true)
            switch await examination.place(request) {
            case .rejected(let error, _):
                try hold(error.kind == .wouldTake, "the refusal is of the kind \(error.kind)")
                try await examination.holdNothingLive(request.clientOrderID)
            case .accepted(let acceptance):
                let order = try await examination.ended(.venue(acceptance.venueOrderID))
                try hold(order.filledBase.isZero, "\(order.filledBase) has traded")
                try hold(order.phase != .ended(.filled), "the end reads filled")
            case let other: throw CaseStop.broken("the outcome is \(other)")
            }
        }
    }

    private static func funds(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "life.limit.\(side).funds",
            "A \(side) that the account cannot pay is refused for that, and nothing is live.",
            because: "Only a refusal with this kind lets a bot wait for money and not for the venue.",
            proves: gtc, needs: .trading
        ) { examination in
            let small = try examination.resting(side)
            let price = small.limitPrice ?? examination.market.bid
            let asset = side == .buy ? small.symbol.quote : small.symbol.base
            let free = try await examination.holding(asset).total
            let tooMuch = try free * 2 + small.amount.value * price
            let market = examination.market
            let quantity = try (side == .buy ? tooMuch.divided(by: price, scale: 18, rounding: .up) : tooMuch)
                .quantized(to: market.lot, .ceiling)
            let request = try OrderRequest(
                clientOrderID: small.clientOrderID, symbol: small.symbol, side: side, type: .limit,
                amount: .base(quantity), limitPrice: price, timeInForce: .goodTillCancelled)
            do throws(VenueError) {
                try market.instrument.check(request)
            } catch {
                throw CaseStop.notApplicable("the market's own limits refuse such an order: \(error.message)")
            }
            guard case .rejected(let error, _) = await examination.place(request) else {
                throw CaseStop.broken("\(quantity) at \(price) was not refused")
            }
            try hold(error.kind == .insufficientFunds, "the refusal is of the kind \(error.kind)")
            try await examination.holdNothingLive(request.clientOrderID)
        }
    }
}
