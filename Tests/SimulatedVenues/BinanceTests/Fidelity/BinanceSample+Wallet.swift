import Foundation
import VenueSimulator

@testable import SimulatedBinance

extension BinanceSample {
    static let wallet: [BinanceSample] = [
        BinanceSample(file: "sapi-system-status.json") {
            var client = try BinanceClient()
            return client.send("GET", "/sapi/v1/system/status")
        },
        BinanceSample(file: "sapi-trade-fee.json") { try ask("asset/tradeFee") },
        BinanceSample(
            file: "sapi-deposit-history.json",
            waived: ["/*/amount": "the wallet prints an amount with no more digits than it needs"]
        ) { try ask("capital/deposit/hisrec") },
        BinanceSample(file: "sapi-withdraw-history.json") {
            try ask("capital/withdraw/history", "withdrawOrderId=WITHDRAWtest123")
        },
        BinanceSample(
            file: "sapi-coins-config.json",
            waived: ["/*/free": "the wallet prints an amount with no more digits than it needs"]
        ) { try ask("capital/config/getall").scaledCoinOnly() },
    ]

    private static func ask(_ path: String, _ parameters: String = "") throws -> BinanceReply {
        var client = try BinanceClient()
        return client.signed("GET", "/sapi/v1/" + path, parameters)
    }
}

extension BinanceReply {
    /// The list cut to the scaled coin that the sample shows: other coins have no `denomination` (binance.md C).
    func scaledCoinOnly() -> BinanceReply {
        let mark = #"{"coin":"1MBABYDOGE""#
        guard let start = text.range(of: mark)?.lowerBound else { return self }
        return BinanceReply(FaceReply(status: status, headers: headers, body: Array(("[" + text[start...]).utf8)))
    }
}
