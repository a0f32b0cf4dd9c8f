import AdapterProtocol

extension RiskGate {
    func killSwitchVerdict() -> GateVerdict {
        guard let reason = state.killReason else { return .pass(.killSwitch) }
        return .refuse(.killSwitch, "EMERGENCY_STOP_ACTIVE", "the kill switch is on: \(reason)")
    }

    func enabledVerdict(_ facts: GateFacts) -> GateVerdict {
        guard limits.isTradingEnabled else {
            return .refuse(.enabled, "TRADING_DISABLED", "trading is switched off in the configuration")
        }
        if let reason = facts.platformRefusal { return .refuse(.enabled, "TRADING_DISABLED", reason) }
        return .pass(.enabled)
    }

    func instrumentVerdict(_ request: OrderRequest, _ facts: GateFacts) -> GateVerdict {
        guard let instrument = facts.instrument else {
            let problem = facts.instrumentProblem
            let code = problem?.kind == .unknownSymbol ? "VALIDATION_ERROR" : "MARKET_DATA_UNAVAILABLE"
            return .refuse(.instrument, code, problem?.message ?? "the market's rules are not known")
        }
        do throws(VenueError) {
            try instrument.check(request, reference: facts.venueReference)
            return .pass(.instrument)
        } catch {
            return .refuse(
                .instrument, Self.code(of: error), "\(error.kind.field.map { "\($0.rawValue) " } ?? "")\(error.message)"
            )
        }
    }

    private static func code(of error: VenueError) -> String {
        switch error.kind {
        case .marketMode: "MARKET_CLOSED"
        case .invalidOrder(.notional): "MINIMUM_ORDER_SIZE"
        case .invalidOrder(.amount), .invalidOrder(.limitPrice), .invalidOrder(.trigger): "INVALID_ORDER_PRECISION"
        default: "VALIDATION_ERROR"
        }
    }

    /// A buy may not pay, a sell may not accept, more than the collar's worth worse than the market.
    func collarVerdict(_ request: OrderRequest, _ facts: GateFacts, _ now: Timestamp) -> GateVerdict {
        guard let reference = facts.reference, reference.price.isPositive else {
            return .refuse(.collar, "STALE_MARKET_DATA", "there is no market price to compare with")
        }
        let age = now.duration(since: reference.readAt)
        guard age >= .zero, age <= limits.referenceMaximumAge else {
            return .refuse(.collar, "STALE_MARKET_DATA", "the market price is \(age.wholeMilliseconds) ms old")
        }
        guard let price = request.limitPrice else { return .pass(.collar) }
        let sign = request.side == .buy ? 1 : -1
        do {
            let bound = try reference.price * ExactDecimal(10_000 + sign * limits.collarBasisPoints)
            let asked = try price * 10_000
            guard request.side == .buy ? asked <= bound : asked >= bound else {
                return .refuse(
                    .collar, "PRICE_COLLAR",
                    "\(price) is more than \(limits.collarBasisPoints) bp worse than \(reference.price)")
            }
            return .pass(.collar)
        } catch {
            return .refuse(.collar, "PRICE_COLLAR", "the price cannot be compared exactly")
        }
    }

    func notionalVerdict(_ proposal: OrderProposal, _ notional: ExactDecimal?) -> GateVerdict {
        let quote = proposal.symbol.quote
        guard let notional else { return .refuse(.notional, "NOTIONAL_LIMIT", "the order's value cannot be computed") }
        guard let limit = notionalLimits.first(where: { $0.asset == quote }) else {
            return .refuse(.notional, "NOTIONAL_LIMIT", "no limit is configured for \(quote)")
        }
        guard notional <= limit.order else {
            return .refuse(
                .notional, "NOTIONAL_LIMIT", "\(notional) \(quote) is above the limit of \(limit.order) an order")
        }
        guard let total = try? state.openNotional(on: proposal.platform, in: quote) + notional, total <= limit.open
        else {
            return .refuse(.notional, "NOTIONAL_LIMIT", "open orders would exceed \(limit.open) \(quote)")
        }
        return .pass(.notional)
    }

    func burstVerdict(_ proposal: OrderProposal, _ now: Timestamp) -> GateVerdict {
        let count = state.recentOrders(of: proposal, since: now.advanced(by: .zero - limits.burstWindow))
        guard count < limits.burstOrders else {
            return .refuse(
                .burst, "BURST_LIMIT_REACHED", "\(count) orders within \(limits.burstWindow.wholeMilliseconds) ms")
        }
        return .pass(.burst)
    }

    func dailyVerdict(_ proposal: OrderProposal, _ now: Timestamp) -> GateVerdict {
        let day = now.startOfDay
        if let bot = proposal.bot, state.count(.bot(bot), day) >= limits.dailyOrdersPerBot {
            return .refuse(
                .daily, "DAILY_TRADE_LIMIT_REACHED", "the bot's \(limits.dailyOrdersPerBot) orders of the day are used")
        }
        if state.count(.user(proposal.user), day) >= limits.dailyOrdersPerUser {
            return .refuse(
                .daily, "DAILY_TRADE_LIMIT_REACHED",
                "the user's \(limits.dailyOrdersPerUser) orders of the day are used")
        }
        if let most = limits.dailyOrdersPerPlatform[proposal.platform],
            state.count(.platform(proposal.platform), day) >= most
        {
            return .refuse(.daily, "DAILY_TRADE_LIMIT_REACHED", "the platform's \(most) orders of the day are used")
        }
        return .pass(.daily)
    }
}
