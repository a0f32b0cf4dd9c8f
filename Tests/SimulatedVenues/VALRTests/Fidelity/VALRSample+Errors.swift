import VenueSimulator

@testable import SimulatedVALR

extension VALRSample {
    /// Bodies without ids, which must be the same to the last byte.
    static let verbatim: [VALRSample] = [
        VALRSample(file: "rest-error-invalid-order.json", status: 400) {
            var client = try VALRClient()
            return [client.status("01981786-c482-7bae-a3da-4a756ef9d12e")]
        },
        VALRSample(file: "rest-error-invalid-signature.json", status: 401) {
            var client = try VALRClient()
            client.pair = SimulatedCredentials(
                apiKey: client.face.credentials[.trade]?.apiKey ?? "", apiSecret: "wrong")
            return [client.signed("GET", "/v1/account/balances")]
        },
        VALRSample(file: "rest-error-ip-not-whitelisted.json", status: 401) {
            var client = try VALRClient()
            client.role = .otherIP
            return [client.signed("GET", "/v1/account/balances")]
        },
    ]

    static let errors: [VALRSample] =
        verbatim + [
            VALRSample(file: "rest-error-insufficient-balance.json", status: 400) {
                var client = try VALRClient()
                return [client.limit("SELL", "15", at: "1900000", pair: "BTCZAR")]
            },
            VALRSample(file: "rest-error-modify-noop.json", status: 400) {
                var client = try VALRClient()
                return [client.modify(client.rest(), #""newPrice":"50000""#)]
            },
            VALRSample(file: "rest-error-validation.json", status: 400) {
                var client = try VALRClient()
                return [client.signed("POST", "/v2/orders/limit", "{}")]
            },
            VALRSample(
                file: "rest-errors-simple.json", status: 400,
                kept: (
                    [0, 1, 4, 5, 6, 7],
                    "-38 and -39 are of SIMPLE routes, -21403 of futures: out of scope (valr.md scope)"
                )
            ) {
                var client = try VALRClient()
                return [
                    client.limit("BUY", "1", at: "1", pair: "NOPE"), client.limit("BUY", "1", at: "1", pair: "LTCBTC"),
                    client.signed("POST", "/v2/orders/limit", "{"),
                    client.limit("BUY", "1", at: "1", pair: "BNTUSDC"),
                    client.limit("BUY", "0.000001", at: "50000", pair: "BTCUSDT"),
                    client.limit("BUY", "0.001", at: "50000", #","allowMargin":true"#),
                ]
            },
        ]
}
