import AdapterProtocol
import VenueSimulator

// Signed reads of the account (API.md, Account).
extension AcornFace {
    func balances() -> FaceJSON {
        let balances = exchange.account(Acorn.account).map(visibility.seen)?.balances ?? []
        return .list(
            balances.map { balance in
                [
                    "asset": .text(balance.asset), "free": Acorn.number(balance.free),
                    "held": Acorn.number(balance.locked),
                ]
            })
    }

    func fees(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let fees = exchange.account(Acorn.account)?.fees
        return [
            "market": .text(market.name), "maker": Acorn.number(fees?.maker ?? .zero),
            "taker": Acorn.number(fees?.taker ?? .zero),
        ]
    }

    /// What the calling key may do.
    func about(_ key: Acorn.Key?) -> FaceJSON {
        let rights = Acorn.Right.allCases.filter { key?.rights.contains($0) ?? false }
        return [
            "account": .text(Acorn.account), "rights": .list(rights.map { .text($0.rawValue) }),
            "addresses": .list((key?.addresses ?? []).map(FaceJSON.text)), "expires": .null,
        ]
    }
}
