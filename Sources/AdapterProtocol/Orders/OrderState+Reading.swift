/// Facts about one order that cannot all be true.
public enum OrderContradiction: String, Hashable, Sendable, Codable, CaseIterable {
    /// Two reports of the same fill differ in price, quantity, quote amount or side.
    case fillsDiffer
    /// The fills add up to more than the order's quantity.
    case overfilled
    /// Views name different ends.
    case endsDiffer
    /// The order is said to be filled, yet less than its quantity traded.
    case filledShort
    /// A sum cannot be represented exactly.
    case unrepresentable
}

extension OrderState {
    /// One fill per identity, ordered by id; where reports differ, the same one is chosen on every machine.
    public var distinctFills: [Fill] {
        fills.values.compactMap { $0.max(by: Self.isLessInformed) }.sorted { $0.id < $1.id }
    }

    /// Base traded: the larger of what views stated and what the fills add up to.
    public var filledBase: ExactDecimal {
        let booked = (try? ExactDecimal.sum(distinctFills.map(\.quantity))) ?? statedBase
        return max(statedBase, booked)
    }

    /// Quote traded, nil while no view stated it and no fill is known.
    public var filledQuote: ExactDecimal? {
        guard !fills.isEmpty else { return statedQuote }
        let booked = try? ExactDecimal.sum(distinctFills.map(\.quoteAmount))
        guard let booked, let statedQuote else { return booked ?? statedQuote }
        return max(booked, statedQuote)
    }

    /// Base traded by the venue's sums that no known fill explains yet: zero once all fills are in.
    public var unexplainedBase: ExactDecimal {
        let booked = (try? ExactDecimal.sum(distinctFills.map(\.quantity))) ?? .zero
        guard statedBase > booked else { return .zero }
        return (try? statedBase - booked) ?? .zero
    }

    /// Whether any view stated an end.
    public var isEnded: Bool { !endings.isEmpty }

    /// Where the order is, nil while nothing has been heard of it.
    public var phase: OrderPhase? {
        if let end = endings.filter({ $0 != .undetermined }).min(by: { $0.rawValue < $1.rawValue }) {
            return .ended(end)
        }
        if isEnded { return .ended(.undetermined) }
        switch liveStage {
        case 0: return fills.isEmpty ? nil : .working
        case 1: return fills.isEmpty ? .accepted : .working
        case 2: return fills.isEmpty ? .armed : .working
        default: return .working
        }
    }

    /// Facts that cannot all be true; not empty means: ask the venue, book nothing more by guess.
    public var contradictions: Set<OrderContradiction> {
        var found: Set<OrderContradiction> = []
        if fills.values.contains(where: Self.differ) { found.insert(.fillsDiffer) }
        if endings.subtracting([.undetermined]).count > 1 { found.insert(.endsDiffer) }
        guard let booked = try? ExactDecimal.sum(distinctFills.map(\.quantity)) else {
            return found.union([.unrepresentable])
        }
        if let ordered = orderedBase.max(), max(booked, statedBase) > ordered { found.insert(.overfilled) }
        if endings.contains(.filled), let ordered = orderedBase.min(), max(booked, statedBase) < ordered {
            found.insert(.filledShort)
        }
        return found
    }

    private static func differ(_ reports: Set<Fill>) -> Bool {
        guard let first = reports.first else { return false }
        return reports.contains {
            $0.price != first.price || $0.quantity != first.quantity || $0.side != first.side
                || $0.quoteAmount != first.quoteAmount
        }
    }

    /// A report with fees, time and liquidity beats one without; the rest is a fixed order, so that the choice does
    /// not depend on arrival.
    private static func isLessInformed(_ left: Fill, _ right: Fill) -> Bool {
        let leftRank = rank(left)
        let rightRank = rank(right)
        if leftRank != rightRank { return leftRank < rightRank }
        if left.quantity != right.quantity { return left.quantity < right.quantity }
        if left.price != right.price { return left.price < right.price }
        if left.quoteAmount != right.quoteAmount { return left.quoteAmount < right.quoteAmount }
        if left.side != right.side { return left.side.rawValue < right.side.rawValue }
        if left.time != right.time { return (left.time?.nanoseconds ?? 0) < (right.time?.nanoseconds ?? 0) }
        if left.venueOrderID != right.venueOrderID { return left.venueOrderID < right.venueOrderID }
        if left.symbol != right.symbol { return left.symbol < right.symbol }
        return feeText(left) < feeText(right)
    }

    private static func rank(_ fill: Fill) -> Int {
        (fill.fees == nil ? 0 : 4) + (fill.time == nil ? 0 : 2) + (fill.liquidity == .unknown ? 0 : 1)
    }

    private static func feeText(_ fill: Fill) -> String {
        (fill.fees ?? []).map { "\($0.asset)\($0.amount.normalized)\($0.certainty)" }.joined(separator: ",")
            + fill.liquidity.rawValue
    }
}
