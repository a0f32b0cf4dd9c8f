import VenueSimulator

@testable import SimulatedBinance

extension BinanceSample {
    /// The seven bodies of cancelReplace (binance.md E.5).
    static let replacements: [BinanceSample] = [
        sample("success200", 200) { client in
            client.rest("old")
            return client.replace("old", "STOP_ON_FAILURE", resting)
        },
        sample("cancelFailed400", 400) { client in client.replace("none", "STOP_ON_FAILURE", resting) },
        sample("newFailed409", 409) { client in
            client.rest("old")
            return client.replace("old", "STOP_ON_FAILURE", taking)
        },
        sample("cancelFailedNewPlaced409", 409) { client in
            client.replace("none", "ALLOW_FAILURE", "side=BUY&type=LIMIT_MAKER&quantity=0.002&price=59000")
        },
        sample("bothFailed400", 400) { client in client.replace("none", "ALLOW_FAILURE", taking) },
        sample("orderRateLimited429", 429, ["orderLimit10Seconds": "1"]) { client in
            client.rest("old")
            return client.replace("old", "STOP_ON_FAILURE", resting)
        },
        sample("orderRateLimitedCancelOnly429", 429, ["orderLimit10Seconds": "1"]) { client in
            client.rest("old")
            return client.replace("old", "STOP_ON_FAILURE", resting + "&orderRateLimitExceededMode=CANCEL_ONLY")
        },
    ]

    private static let resting = "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.002&price=59000"
    private static let taking = "side=SELL&type=LIMIT_MAKER&quantity=0.002&price=60000"

    private static func sample(
        _ part: String,
        _ status: Int,
        _ switches: [String: String] = [:],
        _ walk: @escaping @Sendable (inout BinanceClient) -> BinanceReply
    ) -> BinanceSample {
        BinanceSample(file: "rest-order-cancel-replace.json", part: part, status: status) {
            var client = try BinanceClient(switches)
            return walk(&client)
        }
    }
}

extension BinanceClient {
    mutating func replace(_ clientID: String, _ mode: String, _ order: String) -> BinanceReply {
        signed(
            "POST",
            "/api/v3/order/cancelReplace",
            "symbol=BTCUSDT&cancelReplaceMode=\(mode)&cancelOrigClientOrderId=\(clientID)&\(order)"
        )
    }
}
