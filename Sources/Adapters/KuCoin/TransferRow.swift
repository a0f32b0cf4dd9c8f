import AdapterKit
import AdapterProtocol

extension KuCoinAdapter {
    /// One deposit, which has no id, or withdrawal (kucoin.md E.1). A withdrawal's fee comes on top of its amount.
    static func transfer(
        _ direction: Transfer.Direction, _ reader: inout JSONReader
    ) throws(JSONError) -> Transfer {
        var id: String?
        var currency: String?
        var amount: ExactDecimal?
        var fee: ExactDecimal?
        var status: String?
        var transaction: String?
        var time: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.rawText()
            case "currency": currency = try reader.string()
            case "amount": amount = try reader.amount()
            case "fee": fee = try reader.optional { reader throws(JSONError) in try reader.amount() }
            case "status": status = try reader.string()
            case "walletTxId": transaction = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "createdAt": time = try reader.integer()
            default: try reader.skip()
            }
        }
        guard let asset = KuCoinWords.asset(try reader.require(currency, "currency")) else {
            throw reader.unexpected("an asset code")
        }
        return Transfer(
            id: id, direction: direction, asset: asset, amount: try reader.require(amount, "amount"), fee: fee,
            status: Self.transferStatus(try reader.require(status, "status")),
            transactionID: transaction.flatMap { $0.isEmpty ? nil : $0 },
            time: time.map { Timestamp(milliseconds: $0) })
    }

    private static func transferStatus(_ word: String) -> Transfer.Status {
        switch word {
        case "PROCESSING", "WALLET_PROCESSING", "REVIEW", "WAIT_TRM_MGT": .pending
        case "SUCCESS": .completed
        case "FAILURE", "TRM_MGT_REJECTED": .failed
        default: .unknown(word)
        }
    }
}
