import AdapterKit
import AdapterProtocol

/// One deposit or withdrawal (binance.md E.9). Deposits carry milliseconds, withdrawals a text in UTC.
struct TransferRow {
    var id: String?
    var amount: ExactDecimal?
    var fee: ExactDecimal?
    var coin: String?
    var status: Int64?
    var transactionID: String?
    var insertTime: Int64?
    var applyTime: String?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = TransferRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": row.id = try reader.rawText()
            case "amount": row.amount = try reader.amount()
            case "transactionFee": row.fee = try reader.amount()
            case "coin": row.coin = try reader.string()
            case "status": row.status = try reader.integer()
            case "txId": row.transactionID = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "insertTime": row.insertTime = try reader.integer()
            case "applyTime": row.applyTime = try reader.string()
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    func transfer(_ direction: Transfer.Direction, _ reader: JSONReader) throws(JSONError) -> Transfer {
        guard let asset = Asset(try reader.require(coin, "coin")) else { throw reader.unexpected("an asset code") }
        let word = try reader.require(status, "status")
        return Transfer(
            id: id, direction: direction, asset: asset, amount: try reader.require(amount, "amount"), fee: fee,
            status: direction == .deposit ? Self.depositStatus(word) : Self.withdrawalStatus(word),
            transactionID: transactionID.flatMap { $0.isEmpty ? nil : $0 },
            time: insertTime.map { Timestamp(milliseconds: $0) } ?? applyTime.flatMap { Timestamp(iso8601: $0) })
    }

    private static func depositStatus(_ word: Int64) -> Transfer.Status {
        switch word {
        case 0, 8: .pending
        case 1: .completed
        case 2, 7: .failed
        case 6: .creditedLocked
        default: .unknown(String(word))
        }
    }

    private static func withdrawalStatus(_ word: Int64) -> Transfer.Status {
        switch word {
        case 0, 2, 4: .pending
        case 1, 3, 5: .failed
        case 6: .completed
        default: .unknown(String(word))
        }
    }
}
