import AdapterKit
import AdapterProtocol

/// One deposit or withdrawal (kraken.md E.11).
struct TransferRow {
    private var id: String?
    private var asset: String?
    private var amount: ExactDecimal?
    private var fee: ExactDecimal?
    private var status: String?
    private var property: String?
    private var transactionID: String?
    private var time: Timestamp?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = TransferRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "refid": row.id = try reader.textOrNothing()
            case "asset": row.asset = try reader.string()
            case "amount": row.amount = try reader.amount()
            case "fee": row.fee = try reader.amountOrNothing()
            case "status": row.status = try reader.string()
            case "status-prop": row.property = try reader.textOrNothing()
            case "txid": row.transactionID = try reader.textOrNothing()
            case "time": row.time = try reader.instantOrNothing()
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    func transfer(_ direction: Transfer.Direction, _ reader: JSONReader) throws(JSONError) -> Transfer {
        guard let asset = KrakenWords.holding(try reader.require(asset, "asset"))?.asset else {
            throw reader.unexpected("an asset code")
        }
        let status = KrakenWords.transfer(try reader.require(status, "status"), property: property)
        return Transfer(
            id: id, direction: direction, asset: asset, amount: try reader.require(amount, "amount"), fee: fee,
            // What left cannot be "credited": it is on its way.
            status: direction == .withdrawal && status == .creditedLocked ? .pending : status,
            transactionID: transactionID, time: time)
    }
}
