import AdapterKit
import AdapterProtocol

/// One entry of the account's ledger, the only place that shows movements of fiat money (valr.md E.9).
struct LedgerRow: Sendable {
    let id: String
    let time: Timestamp
    private let type: String
    private let credit: (asset: Asset, amount: ExactDecimal)?
    private let debit: (asset: Asset, amount: ExactDecimal)?
    private let fee: ExactDecimal?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var time: Timestamp?
        var type: String?
        var texts: [String?] = [nil, nil]
        var numbers: [ExactDecimal?] = [nil, nil, nil]
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.string()
            case "eventAt": time = try reader.instant()
            case "transactionType": type = try Self.type(&reader)
            case "creditCurrency": texts[0] = try reader.optionalText()
            case "debitCurrency": texts[1] = try reader.optionalText()
            case "creditValue": numbers[0] = try reader.optionalAmount()
            case "debitValue": numbers[1] = try reader.optionalAmount()
            case "feeValue": numbers[2] = try reader.optionalAmount()
            default: try reader.skip()
            }
        }
        self.id = try reader.require(id, "id")
        self.time = try reader.require(time, "eventAt")
        self.type = try reader.require(type, "transactionType")
        credit = Self.pair(texts[0], numbers[0])
        debit = Self.pair(texts[1], numbers[1])
        fee = numbers[2]
    }

    /// The movement of fiat money in this direction; nil for any other entry. An entry stands for what has happened.
    func transfer(_ direction: Transfer.Direction) -> Transfer? {
        guard type == Self.word(of: direction), let moved = direction == .deposit ? credit : debit else { return nil }
        return Transfer(
            id: id, direction: direction, asset: moved.asset, amount: moved.amount, fee: fee, status: .completed,
            transactionID: nil, time: time)
    }

    /// The ledger's word for a movement.
    static func word(of direction: Transfer.Direction) -> String {
        direction == .deposit ? "FIAT_DEPOSIT" : "FIAT_WITHDRAWAL"
    }

    private static func type(_ reader: inout JSONReader) throws(JSONError) -> String {
        var type: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "type": type = try reader.string()
            default: try reader.skip()
            }
        }
        return try reader.require(type, "type")
    }

    private static func pair(_ code: String?, _ amount: ExactDecimal?) -> (asset: Asset, amount: ExactDecimal)? {
        guard let asset = code.flatMap({ Asset($0) }), let amount else { return nil }
        return (asset, amount)
    }
}
