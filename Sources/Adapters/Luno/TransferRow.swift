import AdapterKit
import AdapterProtocol

/// One deposit or withdrawal that moved an account's balance (luno.md E.8); its asset is the account's.
struct TransferRow: Sendable {
    let id: String
    let isInbound: Bool
    let time: Timestamp?
    private let amount: ExactDecimal
    private let fee: ExactDecimal?
    private let transactionID: String?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var amount: ExactDecimal?
        var fee: ExactDecimal?
        var isInbound: Bool?
        var time: Timestamp?
        var transaction: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.rawText()
            case "amount": amount = try reader.amount()
            case "fee": fee = try reader.amountOrNothing()
            case "inbound": isInbound = try reader.bool()
            case "created_at": time = try reader.instant()
            case "transaction_id": transaction = try reader.textOrNothing()
            default: try reader.skip()
            }
        }
        self.id = try reader.require(id, "id")
        self.amount = try reader.require(amount, "amount")
        self.isInbound = try reader.require(isInbound, "inbound")
        self.fee = fee
        self.time = time
        transactionID = transaction
    }

    /// Whatever moved the balance is done.
    func transfer(of asset: Asset) -> Transfer {
        Transfer(
            id: id, direction: isInbound ? .deposit : .withdrawal, asset: asset, amount: amount, fee: fee,
            status: .completed, transactionID: transactionID, time: time)
    }
}

/// One request to withdraw state currency (luno.md E.8); once done it also stands among the transfers.
struct WithdrawalRow: Sendable {
    let id: String
    let transferID: String?
    let transfer: Transfer

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var status: String?
        var code: String?
        var amount: ExactDecimal?
        var fee: ExactDecimal?
        var time: Timestamp?
        var transferID: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.rawText()
            case "status": status = try reader.string()
            case "currency": code = try reader.string()
            case "amount": amount = try reader.amount()
            case "fee": fee = try reader.amountOrNothing()
            case "created_at": time = try reader.instant()
            case "transfer_id": transferID = try reader.textOrNothing()
            default: try reader.skip()
            }
        }
        guard let asset = LunoWords.asset(try reader.require(code, "currency")) else {
            throw reader.unexpected("an asset code")
        }
        let own = try reader.require(id, "id")
        self.id = own
        self.transferID = transferID
        transfer = Transfer(
            id: own, direction: .withdrawal, asset: asset, amount: try reader.require(amount, "amount"), fee: fee,
            status: LunoWords.withdrawal(try reader.require(status, "status")), transactionID: nil, time: time)
    }
}
