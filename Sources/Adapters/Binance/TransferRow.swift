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
            case "amount": row.amount = try reader.decimal()
            case "transactionFee": row.fee = try reader.decimal()
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
            time: insertTime.map { Timestamp(milliseconds: $0) } ?? applyTime.flatMap { Timestamp(utcText: $0) })
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

extension Timestamp {
    /// Reads `YYYY-MM-DD HH:MM:SS`, which Binance means as UTC; nil for anything else.
    fileprivate init?(utcText text: String) {
        let parts = text.split { "-: ".contains($0) }
        let numbers = parts.compactMap { Int64($0) }
        guard text.utf8.count == 19, parts.count == 6, numbers.count == 6, (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2]), (0...23).contains(numbers[3]), (0...59).contains(numbers[4]),
            (0...60).contains(numbers[5])
        else { return nil }
        let day = Timestamp.day(year: numbers[0], month: numbers[1], day: numbers[2])
        self.init(seconds: day * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
    }

    /// Days since the epoch (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
