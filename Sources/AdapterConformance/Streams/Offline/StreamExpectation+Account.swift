import AdapterProtocol

extension StreamExpectation {
    /// What of the orders is otherwise than expected.
    func orderProblem(_ account: ScenarioAccount) -> String? {
        for expected in orders ?? [] {
            let told = account.orders.filter { $0.venueOrderID.rawValue == expected.id }
            guard let order = told.last else { return "order \(expected.id) is not told" }
            if let problem = expected.problem(order) { return "order \(expected.id): \(problem)" }
        }
        return nil
    }

    /// What of the fills is otherwise than expected.
    func fillProblem(_ account: ScenarioAccount) -> String? {
        guard let fills else { return nil }
        guard fills.count == account.fills.count else {
            return "\(account.fills.count) fills are told instead of \(fills.count)"
        }
        for (expected, fill) in zip(fills, account.fills) {
            if let problem = expected.problem(fill) { return "fill \(expected.id): \(problem)" }
        }
        return nil
    }

    /// What of the balances is otherwise than expected.
    func balanceProblem(_ account: ScenarioAccount) -> String? {
        for expected in balances ?? [] {
            guard let balance = account.balances.last(where: { $0.asset.code == expected.asset }) else {
                return "the balance of \(expected.asset) is not told"
            }
            guard balance.total == expected.total, balance.available == expected.available,
                balance.held == expected.held
            else { return "the balance of \(expected.asset) is not the one that was sent" }
        }
        return nil
    }

    /// What of the rest is otherwise than expected: what is to be read, markers, whether it is live.
    func accountLifeProblem(_ account: ScenarioAccount) -> String? {
        if let expected = self.account, expected.isLive != account.isLive {
            return account.isLive ? "the stream is live" : "the stream is not live"
        }
        for wanted in reads ?? [] where !account.reads.contains(wanted) { return "'\(wanted)' is not to be read" }
        for wanted in markers ?? [] {
            let isTold = account.told.contains { event in
                if case .marker(let marker) = event { Self.fits(wanted, marker) } else { false }
            }
            if !isTold { return "no marker says '\(wanted)'" }
        }
        return nil
    }
}

extension StreamExpectation.Order {
    fileprivate func problem(_ order: Order) -> String? {
        let phase: String =
            switch order.phase {
            case .accepted: "accepted"
            case .armed: "armed"
            case .working: "working"
            case .ended(let end): "ended \(end.rawValue)"
            }
        guard phase == self.phase || (self.phase == "ended *" && order.phase.isEnded) else {
            return "it is \(phase), not \(self.phase)"
        }
        if order.filledBase != filled { return "\(order.filledBase) of it has filled, not \(filled)" }
        if let filledQuote, filledQuote != order.filledQuote { return "it has not filled for \(filledQuote)" }
        if let amount, amount != order.amount?.value { return "its amount is not \(amount)" }
        if let price, price != order.limitPrice { return "its limit is not \(price)" }
        if let side, side != order.side { return "it is on the other side" }
        if let clientID, clientID != order.clientOrderID?.text ?? order.foreignClientID {
            return "its client id is not \(clientID)"
        }
        return nil
    }
}

extension StreamExpectation.Fill {
    fileprivate func problem(_ fill: Fill) -> String? {
        if fill.id.rawValue != id { return "another one is told: \(fill.id)" }
        if fill.venueOrderID.rawValue != order { return "it is of another order" }
        if fill.price != price || fill.quantity != quantity { return "\(fill.quantity) at \(fill.price)" }
        if let quote, quote != fill.quoteAmount { return "its quote is not \(quote)" }
        if let side, side != fill.side { return "it is on the other side" }
        if let liquidity, liquidity != fill.liquidity { return "it is \(fill.liquidity.rawValue)" }
        if let fee {
            let told = fill.fees?.map { [$0.amount.normalized.description, $0.asset.code] }
            let amount = fee.first.flatMap { ExactDecimal($0) }?.normalized.description ?? ""
            if told != [[amount, fee.last ?? ""]] { return "its fee is not the one that was sent" }
        }
        return nil
    }
}
