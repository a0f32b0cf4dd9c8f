import Foundation
import Testing
import VenueSimulator

@testable import SimulatedBinance

@Suite("Binance face: authentication (binance.md B, F, L.1 to L.5)")
struct BinanceAuthenticationTests {
    private static let account = "/api/v3/account"

    @Test("Every HMAC vector of the sheet verifies, and not with one byte changed", arguments: BinanceVector.hmac)
    func hmac(_ vector: BinanceVector) throws {
        let query = try #require(vector.query)
        let pair = try #require(query.first("signature"))
        let kind = Binance.KeyKind.hmac(secret: vector.secret)
        #expect(Binance.Signature.isValid(pair, over: query.signedText, by: kind))
        #expect(!Binance.Signature.isValid(pair, over: query.signedText + [0x31], by: kind))
        #expect(!Binance.Signature.isValid(pair, over: query.signedText, by: .hmac(secret: vector.secret + "x")))
    }

    @Test("Every Ed25519 vector of the sheet verifies percent-encoded", arguments: BinanceVector.ed25519)
    func ed25519(_ vector: BinanceVector) throws {
        let query = try #require(vector.query)
        let pair = try #require(query.first("signature"))
        let key = try #require(FaceHex.bytes(vector.secret))
        #expect(Binance.Signature.isValid(pair, over: query.signedText, by: .ed25519(publicKey: key)))
        #expect(!Binance.Signature.isValid(pair, over: query.signedText + [0x31], by: .ed25519(publicKey: key)))
    }

    @Test("Raw base64 in the URL is refused")
    func rawBase64() throws {
        let vector = try #require(BinanceVector.ed25519.first { $0.signature.contains("%2B") })
        let raw = vector.signature.removingPercentEncoding ?? ""
        let query = try #require(
            Binance.Query(query: Array((vector.text + "&signature=" + raw).utf8), form: [])
        )
        let key = try #require(FaceHex.bytes(vector.secret))
        let pair = try #require(query.first("signature"))
        #expect(!Binance.Signature.isValid(pair, over: query.signedText, by: .ed25519(publicKey: key)))
    }

    @Test("Upper-case hex is accepted, and a signature that is not the last parameter")
    func hexCaseAndPlace() throws {
        var client = try BinanceClient()
        let key = try #require(client.face.credentials[.trade])
        let text = "omitZeroBalances=true&timestamp=\(client.now.milliseconds)"
        let code = BinanceClient.hmac(text, secret: key.apiSecret)
        let headers: FaceHeaders = ["X-MBX-APIKEY": key.apiKey]
        #expect(
            client.send("GET", Self.account, text + "&signature=" + code.uppercased(), headers: headers).status == 200)
        #expect(client.send("GET", Self.account, "signature=\(code)&" + text, headers: headers).status == 200)
    }

    @Test("Query and body are signed as one text without a separator")
    func queryAndBody() throws {
        var client = try BinanceClient()
        let key = try #require(client.face.credentials[.trade])
        let query = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
        let body = "quantity=0.001&price=60000&timestamp=\(client.now.milliseconds)"
        let code = BinanceClient.hmac(query + body, secret: key.apiSecret)
        let headers: FaceHeaders = ["x-mbx-apikey": key.apiKey]
        let path = "/api/v3/order/test"
        #expect(client.send("POST", path, query, body: body + "&signature=" + code, headers: headers).text == "{}")
        let wrong = BinanceClient.hmac(query + "&" + body, secret: key.apiSecret)
        let refused = client.send("POST", path, query, body: body + "&signature=" + wrong, headers: headers)
        #expect(refused.code == -1022)
    }

    @Test("A text that was not percent-encoded before signing is refused")
    func rawText() throws {
        var client = try BinanceClient()
        let key = try #require(client.face.credentials[.trade])
        let headers: FaceHeaders = ["X-MBX-APIKEY": key.apiKey]
        let path = "/api/v3/openOrders"
        let raw = "symbol=币安人生USDT&timestamp=\(client.now.milliseconds)"
        let encoded = raw.replacing("币安人生", with: "%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9F")
        let right = BinanceClient.hmac(encoded, secret: key.apiSecret)
        let wrong = BinanceClient.hmac(raw, secret: key.apiSecret)
        #expect(client.send("GET", path, encoded + "&signature=" + right, headers: headers).status == 200)
        #expect(client.send("GET", path, encoded + "&signature=" + wrong, headers: headers).code == -1022)
        #expect(client.send("GET", path, raw + "&signature=" + wrong, headers: headers).code == -1022)
    }

    @Test("The seed's Ed25519 key trades")
    func seededEd25519() throws {
        var client = try BinanceClient()
        let credentials = client.face.ed25519Credentials
        #expect(credentials.apiSecret.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let lines = credentials.apiSecret.split(separator: "\n")
        let der = try #require(Data(base64Encoded: String(lines[1])))
        let signer = try Signer(privateKey: der.suffix(32))
        let text =
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000&timestamp=\(client.now.milliseconds)"
        let reply = client.send(
            "POST",
            "/api/v3/order",
            text + "&signature=" + (try signer.signature(of: text)),
            headers: ["X-MBX-APIKEY": credentials.apiKey]
        )
        #expect(reply.status == 200, "\(reply.text)")
    }

    @Test("No key or one of the wrong shape is 401 -2014, an unknown one -2008")
    func keys() throws {
        var client = try BinanceClient()
        #expect(client.send("GET", Self.account).code == -2014)
        #expect(client.send("GET", Self.account).status == 401)
        let short: FaceHeaders = ["X-MBX-APIKEY": "short"]
        #expect(client.send("GET", Self.account, headers: short).code == -2014)
        let unknown: FaceHeaders = ["X-MBX-APIKEY": String(repeating: "a", count: 64)]
        let reply = client.send("GET", Self.account, headers: unknown)
        #expect(reply.status == 401)
        #expect(reply.code == -2008)
        var other = try BinanceClient(["unknownKeyStatus": "400"])
        #expect(other.send("GET", Self.account, headers: unknown).status == 400)
    }

    @Test("A missing timestamp or signature is named")
    func missing() throws {
        var client = try BinanceClient()
        let key = try #require(client.face.credentials[.trade])
        let headers: FaceHeaders = ["X-MBX-APIKEY": key.apiKey]
        let none = client.send("GET", Self.account, headers: headers)
        #expect(none.message == "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.")
        let unsigned = client.send("GET", Self.account, "timestamp=\(client.now.milliseconds)", headers: headers)
        #expect(unsigned.code == -1102)
        #expect(unsigned.message == "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.")
    }

    @Test(
        "The time window is exact on both sides",
        arguments: [
            (0, nil, Int?.none), (-5_000, nil, nil), (-5_001, nil, -1021), (999, nil, nil), (1_000, nil, -1021),
            (10_000, nil, -1021), (10_001, nil, -1102), (-60_000, "60000", nil), (-10, "9.999", -1021),
            (-10, "10.001", nil), (0, "60001", -1131), (0, "1e3", -1100), (0, "5.0001", -1100),
        ] as [(Int64, String?, Int?)]
    )
    func window(offset: Int64, recvWindow: String?, code: Int?) throws {
        var client = try BinanceClient()
        let key = try #require(client.face.credentials[.trade])
        var text = "timestamp=\(client.now.milliseconds + offset)"
        if let recvWindow { text += "&recvWindow=" + recvWindow }
        let signed = text + "&signature=" + BinanceClient.hmac(text, secret: key.apiSecret)
        let reply = client.send("GET", Self.account, signed, headers: ["X-MBX-APIKEY": key.apiKey])
        #expect(reply.code == code, "\(reply.text.prefix(200))")
        if code == -1021 {
            let text =
                offset > 0
                ? "Timestamp for this request was 1000ms ahead of the server's time."
                : "Timestamp for this request is outside of the recvWindow."
            #expect(reply.message == text)
        }
    }

    @Test("Microsecond timestamps are accepted")
    func microseconds() throws {
        var client = try BinanceClient()
        let key = try #require(client.face.credentials[.trade])
        let text = "timestamp=\(client.now.microseconds)"
        let signed = text + "&signature=" + BinanceClient.hmac(text, secret: key.apiSecret)
        #expect(client.send("GET", Self.account, signed, headers: ["X-MBX-APIKEY": key.apiKey]).status == 200)
    }

    @Test("What each of the five keys may do")
    func roles() throws {
        var client = try BinanceClient()
        let test = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000"
        let expected: [(CredentialRole, read: Int, trade: Int)] = [
            (.trade, 200, 200), (.readOnly, 200, 401), (.withdraw, 200, 200), (.expired, 401, 401),
            (.otherIP, 401, 401),
        ]
        for (role, read, trade) in expected {
            client.role = role
            let account = client.signed("GET", Self.account)
            #expect(account.status == read, "\(role): \(account.text.prefix(200))")
            if read != 200 { #expect(account.code == -2015) }
            let order = client.signed("POST", "/api/v3/order/test", test)
            #expect(order.status == trade, "\(role): \(order.text)")
            if trade != 200 { #expect(order.code == -2015) }
        }
        client.role = .otherIP
        #expect(client.signed("GET", "/sapi/v1/account/apiRestrictions").status == 400)
        client.peer = "203.0.113.7"
        #expect(client.signed("GET", Self.account).status == 200)
    }

    @Test("The key test of the wallet shows what a key may do; the lapsed one keeps reading by switch")
    func restrictions() throws {
        var client = try BinanceClient(["expiredKey": "trading"])
        let path = "/sapi/v1/account/apiRestrictions"
        #expect(client.signed("GET", path).object["enableSpotAndMarginTrading"] as? Bool == true)
        #expect(client.signed("GET", path).object["enableWithdrawals"] as? Bool == false)
        #expect(client.signed("GET", path).object["tradingAuthorityExpirationTime"] == nil)
        client.role = .readOnly
        #expect(client.signed("GET", path).object["enableSpotAndMarginTrading"] as? Bool == false)
        client.role = .withdraw
        #expect(client.signed("GET", path).object["enableWithdrawals"] as? Bool == true)
        client.role = .expired
        let expiry = client.signed("GET", path).number("tradingAuthorityExpirationTime") ?? .max
        #expect(expiry < Int(client.now.milliseconds))
        #expect(client.signed("POST", "/api/v3/order/test", "symbol=BTCUSDT").code == -2015)
    }

    @Test("Keys come from the seed: same seed same keys, other seed other keys")
    func seeds() throws {
        let one = try BinanceClient(seed: 1).face
        #expect(one.credentials == (try BinanceClient(seed: 1).face.credentials))
        #expect(one.credentials[.trade] != (try BinanceClient(seed: 2).face.credentials[.trade]))
        #expect(Set(one.credentials.values.map(\.apiKey)).count == CredentialRole.allCases.count)
    }
}
