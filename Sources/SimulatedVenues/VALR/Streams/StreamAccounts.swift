import AdapterProtocol
import VenueSimulator

extension VALR {
    /// One thing that an account's sockets are told (valr.md J.2).
    enum AccountNews: Sendable {
        /// The verdict on a placement; the reason of a refusal.
        case processed(Int64, reason: String?)
        case status(Tracked, Step)
        case fill(Fill)
        /// The outcome of a modification; the reason of a refusal.
        case modified(Modification, reason: String?)
        case failedCancel(Int64)
    }
}

extension VALR.Streams {
    mutating func note(_ item: VALR.AccountNews, of account: String) {
        if hasAccountReaders { news.append((account, item)) }
    }

    /// How much there is to tell, to put something before what follows.
    var newsCount: Int { news.count }

    mutating func note(_ item: VALR.AccountNews, of account: String, at place: Int) {
        if hasAccountReaders { news.insert((account, item), at: min(place, news.count)) }
    }

    /// States of an order that never were.
    mutating func forget(_ number: Int64) {
        news.removeAll { item in
            if case .status(let order, _) = item.news { order.number == number } else { false }
        }
    }

    /// Another order of the same events, always the same from one start.
    mutating func shuffled<Element>(_ items: [Element]) -> [Element] {
        var items = items
        for index in items.indices.reversed() where index > 0 {
            turns = turns &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            items.swapAt(index, Int((turns >> 33) % UInt64(index + 1)))
        }
        return items
    }
}

// The account's own events: from the same register and accounts that REST answers come from.
extension VALRFace {
    mutating func tell(_ verdict: VALR.Verdict, of number: Int64, at place: Int) {
        guard streams.hasAccountReaders, let account = register.order(number)?.account else { return }
        let reason: String? =
            switch verdict {
            case .accepted: nil
            case .failed(_, let refusal), .refused(let refusal): refusal.error["message"]?.string ?? ""
            }
        streams.note(.processed(number, reason: reason), of: account, at: place)
    }

    /// What a connection begins with: one balance per held asset, then the open orders (valr.md J.1).
    mutating func tellAccount(to id: StreamID) {
        guard let account = streams[id]?.caller?.account else { return }
        flushAccounts()
        let current = exchange.account(account)
        for balance in current?.balances ?? [] where !balance.free.isZero || !balance.locked.isZero {
            streams.send(balanceMessage(balance, current?.updatedAt ?? now), "stream.balance", to: id)
        }
        remember(account, current)
        streams.send(openOrdersMessage(account), "stream.order", to: id)
    }

    private mutating func remember(_ account: String, _ current: EngineAccount?) {
        streams.toldBalances[account] = Dictionary((current?.balances ?? []).map { ($0.asset, $0) }) { first, _ in first
        }
    }

    mutating func flushAccounts() {
        let news = streams.news
        streams.news = []
        guard !news.isEmpty else { return }
        for account in Set(news.map(\.account)).sorted() {
            guard !streams.readers(of: account).isEmpty else { continue }
            tell(news.filter { $0.account == account }.map(\.news), to: account)
        }
    }

    private mutating func tell(_ news: [VALR.AccountNews], to account: String) {
        var messages: [(word: String, operation: String, body: FaceJSON)] = news.compactMap(message)
        let current = exchange.account(account)
        for balance in current?.balances ?? [] where streams.toldBalances[account]?[balance.asset] != balance {
            messages.append(("BALANCE_UPDATE", "stream.balance", balanceMessage(balance, current?.updatedAt ?? now)))
        }
        remember(account, current)
        let hasStatus = news.contains { if case .status = $0 { true } else { false } }
        if hasStatus { messages.append(("OPEN_ORDERS_UPDATE", "stream.order", openOrdersMessage(account))) }
        if switches.shufflesAccountEvents { messages = streams.shuffled(messages) }
        for id in streams.readers(of: account) {
            let muted = streams[id]?.muted ?? []
            for message in messages where !muted.contains(message.word) {
                streams.send(message.body, message.operation, to: id)
            }
        }
    }

    private func message(_ news: VALR.AccountNews) -> (word: String, operation: String, body: FaceJSON)? {
        switch news {
        case .processed(let number, let reason):
            let data: FaceJSON = [
                "orderId": .text(orderID(number)), "success": .flag(reason == nil),
                "failureReason": .text(reason ?? ""),
            ]
            let clientID = register.order(number)?.clientID.map(FaceJSON.text)
            return Self.message("ORDER_PROCESSED", "stream.order", data.with("customerOrderId", clientID))
        case .status(let order, let step):
            let isSilent = order.form.kind == .postOnly && step.status == .placed && !switches.tellsRestingPostOnly
            return isSilent ? nil : Self.message("ORDER_STATUS_UPDATE", "stream.order", statusData(order, step))
        case .fill(let fill):
            let body: FaceJSON = [
                "type": "NEW_ACCOUNT_TRADE", "currencyPairSymbol": .text(fill.symbol), "data": fillData(fill),
            ]
            return ("NEW_ACCOUNT_TRADE", "stream.fill", body)
        case .modified(let modification, let reason): return outcome(modification, reason)
        case .failedCancel(let number):
            let data: FaceJSON = [
                "orderId": .text(orderID(number)), "message": "An error occurred while cancelling your order.",
            ]
            return Self.message("FAILED_CANCEL_ORDER", "stream.order", data)
        }
    }

    private static func message(
        _ word: String, _ operation: String, _ data: FaceJSON
    ) -> (word: String, operation: String, body: FaceJSON) {
        (word, operation, ["type": .text(word), "data": data])
    }
}
