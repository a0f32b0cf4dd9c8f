import AdapterProtocol
import VenueSimulator

extension Binance {
    /// One deposit or withdrawal of the account's made-up past (binance.md E.9).
    struct TransferRow: Sendable {
        let id: String
        let amount: ExactDecimal
        let coin: String
        let network: String
        let status: Int
        let address: String
        let txID: String
        let time: Int64
        let completeTime: Int64
        var orderID: String?

        /// Amounts without superfluous zeros, times in milliseconds.
        var deposit: JSON {
            [
                "id": .text(id),
                "amount": .plain(amount),
                "coin": .text(coin),
                "network": .text(network),
                "status": .integer(status),
                "address": .text(address),
                "addressTag": "",
                "txId": .text(txID),
                "insertTime": .time(time),
                "completeTime": .time(completeTime),
                "transferType": 0,
                "confirmTimes": "1/1",
                "unlockConfirm": 0,
                "walletType": 0,
            ]
        }

        /// Amounts with eight digits, times as UTC text.
        var withdrawal: JSON {
            let row: JSON = [
                "id": .text(id),
                "amount": .money(amount),
                "transactionFee": "0.004",
                "coin": .text(coin),
                "status": .integer(status),
                "address": .text(address),
                "txId": .text(txID),
                "applyTime": .text(UTCText.text(time)),
                "network": .text(network),
                "transferType": 0,
            ]
            return
                row
                .with("withdrawOrderId", orderID.map(JSON.text))
                .with("info", "")
                .with("confirmNo", 3)
                .with("walletType", 1)
                .with("txKey", "")
                .with("completeTime", .text(UTCText.text(completeTime)))
        }
    }

    enum Transfers {
        /// Newest first.
        static func deposits(openedAt: Int64) -> [TransferRow] {
            [
                row("769800519366885376", 250, "USDT", "ETH", 1, openedAt, days: 2),
                row("769800519366885377", 1, "BTC", "BTC", 0, openedAt, days: 3),
                row("769800519366885378", 4, "ETH", "ETH", 1, openedAt, days: 40),
            ]
        }

        static func withdrawals(openedAt: Int64) -> [TransferRow] {
            var first = row("b6ae22b3aa844210a7041aee7589627c", 9, "USDT", "ETH", 6, openedAt, days: 1)
            first.orderID = "WITHDRAWtest123"
            return [first, row("156ec387f49b41df8724fa744fa82719", 2, "LTC", "LTC", 4, openedAt, days: 5)]
        }

        private static func row(
            _ id: String,
            _ amount: ExactDecimal,
            _ coin: String,
            _ network: String,
            _ status: Int,
            _ openedAt: Int64,
            days: Int64
        ) -> TransferRow {
            let time = openedAt - days * 86_400_000
            return TransferRow(
                id: id,
                amount: amount,
                coin: coin,
                network: network,
                status: status,
                address: "0x94df8b352de7f46f64b01d3666bf6e936e44ce60",
                txID: "0x" + String(id.utf8.count) + "f5" + id,
                time: time,
                completeTime: time + 900_000
            )
        }
    }

    /// What the two history calls select by.
    struct TransferFilter {
        private let coin: String?
        private let status: Int?
        private let start: Int64
        private let end: Int64
        private let offset: Int
        private let limit: Int

        /// The default is the last 90 days; a longer span is refused (binance.md E.9).
        init(_ parameters: inout Parameters, now: Int64) throws(Refusal) {
            coin = try parameters.text("coin")
            status = try parameters.integer("status")
            let start = try parameters.time("startTime")
            let end = try parameters.time("endTime")
            self.end = end ?? now
            self.start = start ?? self.end - Self.ninetyDays
            offset = try parameters.integer("offset") ?? 0
            limit = try parameters.limit(default: 1_000, maximum: 1_000)
            if self.end - self.start > Self.ninetyDays { throw .invalid("startTime") }
        }

        private static let ninetyDays: Int64 = 90 * 86_400_000

        func accepts(_ row: TransferRow) -> Bool {
            (coin == nil || row.coin == coin) && (status == nil || row.status == status)
                && (start...max(start, end)).contains(row.time)
        }

        func page(_ rows: [TransferRow]) -> ArraySlice<TransferRow> { rows.dropFirst(offset).prefix(limit) }
    }

    /// `YYYY-MM-DD HH:MM:SS` in UTC, the one place where the venue writes times as text (binance.md E.9).
    enum UTCText {
        static func text(_ milliseconds: Int64) -> String {
            let seconds = milliseconds / 1_000
            let clock = seconds % 86_400
            let (year, month, day) = date(daysSinceEpoch: seconds / 86_400)
            let parts = [month, day, clock / 3_600, clock / 60 % 60, clock % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            return "\(year)-\(parts[0])-\(parts[1]) \(parts[2]):\(parts[3]):\(parts[4])"
        }

        /// Counts years from March, so that the leap day is the last of a year.
        private static func date(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
            let days = daysSinceEpoch + 719_468
            let era = days / 146_097
            let dayOfEra = days % 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let monthFromMarch = (5 * dayOfYear + 2) / 153
            let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
            let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
            return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
        }
    }
}
