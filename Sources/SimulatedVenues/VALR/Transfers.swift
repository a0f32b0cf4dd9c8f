import AdapterProtocol
import Crypto
import VenueSimulator

// Deposits and withdrawals of the past (valr.md E.9). Money does not leave or enter the simulator.
extension VALRFace {
    /// A transaction hash that follows from the seed.
    func hash(_ index: Int) -> String {
        "0x" + FaceHex.text(SHA256.hash(data: Array("valr \(configuration.seed) transfer \(index)".utf8)))
    }

    private func address(_ name: String) -> String { "0x" + hash(name.utf8.count * 1_000).dropFirst(2).prefix(40) }

    func deposits(
        _ named: String?, _ query: VALR.Query, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let window = try Window(named, query, switches)
        guard caller.account == VALR.account else { return [] }
        let time = openedAt - 86_400_000
        let rows = VALR.Setup.balances.sorted { $0.key < $1.key }.enumerated().compactMap {
            index, balance -> FaceJSON? in
            guard balance.key != "ZAR", window.takes(balance.key, time) else { return nil }
            return [
                "currencyCode": .text(balance.key),
                "receiveAddress": .text(address(balance.key)),
                "transactionHash": .text(hash(index)),
                "amount": VALR.text(balance.value),
                "createdAt": .text(VALR.Times.seconds(time)),
                "confirmations": 5,
                "confirmed": true,
                "confirmedAt": .text(VALR.Times.microseconds(time + 68_879)),
            ]
        }
        return window.cut(rows)
    }

    func withdrawals(
        _ named: String?, _ query: VALR.Query, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let window = try Window(named, query, switches)
        let time = openedAt - 43_200_000
        guard caller.account == VALR.account, window.takes("USDC", time) else { return [] }
        return window.cut([
            [
                "currency": "USDC",
                "address": .text(address("withdrawal")),
                "amount": "10",
                "feeAmount": "3",
                "transactionHash": .text(hash(100)),
                "confirmations": 6,
                "lastConfirmationAt": .text(VALR.Times.microsecondsWithoutZone(time + 194_558)),
                "uniqueId": .text(ids.text(.transfer, number: 1, at: time)),
                "createdAt": .text(VALR.Times.microseconds(time)),
                "verified": true,
                "status": "Complete",
                "networkType": "Ethereum",
            ]
        ])
    }

    /// Filters and page of both lists.
    private struct Window {
        let page: (skip: Int, limit: Int)
        let currency: String?
        let start: Int64
        let end: Int64

        init(_ named: String?, _ query: VALR.Query, _ switches: VALR.Switches) throws(VALR.Refusal) {
            page = try query.page(maximum: 100, switches)
            currency = named ?? query.text("currency")
            start = try query.time("startTime") ?? .min
            end = try query.time("endTime") ?? .max
        }

        func takes(_ asset: String, _ time: Int64) -> Bool {
            (currency == nil || currency == asset) && time >= start && time <= end
        }

        func cut(_ rows: [FaceJSON]) -> FaceJSON { .list(Array(rows.dropFirst(page.skip).prefix(page.limit))) }
    }
}
