import AdapterProtocol
import VenueSimulator

extension Binance {
    /// One row of `GET /sapi/v1/capital/config/getall`.
    struct Coin {
        let asset: String
        let balance: EngineBalance?

        /// A scaled ticker: one unit is a million of the coin (binance.md C). It has no market here.
        static let scaled = "1MBABYDOGE"

        private var isScaled: Bool { asset == Self.scaled }

        var json: JSON {
            [
                "coin": .text(asset),
                "depositAllEnable": true,
                "withdrawAllEnable": true,
                "name": .text(isScaled ? "1M x BABYDOGE" : asset),
                "free": .plain(balance?.free ?? .zero),
                "locked": .plain(balance?.locked ?? .zero),
                "freeze": "0",
                "withdrawing": "0",
                "ipoing": "0",
                "ipoable": "0",
                "storage": "0",
                "isLegalMoney": false,
                "trading": true,
                "networkList": [network],
            ]
        }

        private var network: JSON {
            let network: JSON = [
                "network": "BSC",
                "coin": .text(asset),
                "withdrawIntegerMultiple": .text(isScaled ? "0.01" : "0.00000001"),
                "isDefault": true,
                "depositEnable": true,
                "withdrawEnable": true,
                "depositDesc": "",
                "withdrawDesc": "",
                "specialTips": "",
                "specialWithdrawTips": "",
                "name": "BNB Smart Chain (BEP20)",
                "resetAddressStatus": false,
                "addressRegex": "^(0x)[0-9A-Fa-f]{40}$",
                "memoRegex": "",
                "withdrawFee": .text(isScaled ? "10" : "0.004"),
                "withdrawMin": .text(isScaled ? "20" : "0.01"),
                "withdrawMax": "9999999999",
                "withdrawInternalMin": "0.01",
                "depositDust": "0.01",
                "minConfirm": 5,
                "unLockConfirm": 0,
                "sameAddress": false,
                "estimatedArrivalTime": 1,
                "busy": false,
                "contractAddressUrl": "https://bscscan.com/token/",
                "contractAddress": "0xc748673057861a797275cd8a068abb95a902e8de",
            ]
            return network.with("denomination", isScaled ? 1_000_000 : nil)
        }
    }
}
