import AdapterKit
import AdapterProtocol

/// One crypto deposit or withdrawal, or one fiat movement of the ledger (valr.md E.9).
struct TransferRow: Sendable {
    let transfer: Transfer
    /// What tells one row from another: deposits have no id of their own.
    let identity: String

    /// A row of the deposit history; `confirmed` is its only state.
    init(depositIn reader: inout JSONReader) throws(JSONError) {
        var fields = Fields()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currencyCode": fields.currency = try reader.string()
            case "receiveAddress": fields.address = try reader.optionalText()
            case "confirmed": fields.isConfirmed = try reader.bool()
            default: try fields.take(key, &reader)
            }
        }
        let isConfirmed = try reader.require(fields.isConfirmed, "confirmed")
        transfer = try fields.transfer(.deposit, isConfirmed ? .completed : .pending, id: nil, reader)
        identity = [fields.hash ?? "", fields.address ?? "", fields.time?.description ?? ""].joined(separator: "|")
    }

    /// A row of the withdrawal history; two state words are known, others pass as unknown.
    init(withdrawalIn reader: inout JSONReader) throws(JSONError) {
        var fields = Fields()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currency": fields.currency = try reader.string()
            case "uniqueId": fields.id = try reader.string()
            case "feeAmount": fields.fee = try reader.optionalAmount()
            case "status": fields.status = try reader.string()
            default: try fields.take(key, &reader)
            }
        }
        let id = try reader.require(fields.id, "uniqueId")
        let status: Transfer.Status =
            switch try reader.require(fields.status, "status") {
            case "Complete": .completed
            case "Processing": .pending
            case let word: .unknown(word)
            }
        transfer = try fields.transfer(.withdrawal, status, id: id, reader)
        identity = id
    }
}

private struct Fields {
    var currency: String?
    var address: String?
    var isConfirmed: Bool?
    var id: String?
    var fee: ExactDecimal?
    var status: String?
    var hash: String?
    var amount: ExactDecimal?
    var time: Timestamp?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "amount": amount = try reader.amount()
        case "transactionHash": hash = try reader.optionalText()
        case "createdAt": time = try reader.instant()
        default: try reader.skip()
        }
    }

    func transfer(
        _ direction: Transfer.Direction, _ status: Transfer.Status, id: String?, _ reader: JSONReader
    ) throws(JSONError) -> Transfer {
        guard let asset = Asset(try reader.require(currency, "currency")) else {
            throw reader.unexpected("an asset code")
        }
        return Transfer(
            id: id, direction: direction, asset: asset, amount: try reader.require(amount, "amount"), fee: fee,
            status: status, transactionID: hash, time: try reader.require(time, "createdAt"))
    }
}
