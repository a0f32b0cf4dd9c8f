import AdapterProtocol
import Crypto
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedBinance

/// The account's events over the WebSocket API (binance.md J, L.6, L.17).
@Suite("Binance face: account events")
struct BinanceUserStreamTests {
    private func ask(_ client: inout BinanceClient, _ text: String) throws -> BinanceMessage {
        client.say(text, StreamID(1))
        return try #require(client.heard().first)
    }

    private func opened(
        _ switches: [String: String] = [:], at path: String = "/ws-api/v3"
    ) throws -> BinanceClient {
        var client = try BinanceClient(switches)
        #expect(client.open(path) != nil)
        return client
    }

    @Test("K5 an HMAC key subscribes by signature and cannot log on")
    func hmac() throws {
        var client = try opened(at: "/ws-api/v3?returnRateLimits=false")
        #expect(
            try ask(&client, client.subscription()).text == #"{"id":"7","status":200,"result":{"subscriptionId":0}}"#)
        let logon = client.subscription().replacing("userDataStream.subscribe.signature", with: "session.logon")
        #expect(try ask(&client, logon).code == -1022)
        #expect(try ask(&client, BinanceClient.request("userDataStream.unsubscribe")).object["status"] as? Int == 200)
        #expect(
            try ask(&client, client.subscription()).text == #"{"id":"7","status":200,"result":{"subscriptionId":1}}"#)
    }

    @Test("An Ed25519 key logs on, subscribes without a signature, and loses both with the logout")
    func ed25519() throws {
        var client = try opened()
        #expect(try ask(&client, BinanceClient.request("userDataStream.subscribe")).code == -2015)
        let key = client.face.ed25519Credentials
        let text = "apiKey=\(key.apiKey)&recvWindow=5000&timestamp=\(client.now.milliseconds)"
        let signature = try Self.sign(text, key.apiSecret)
        let params = [
            "apiKey": key.apiKey, "timestamp": String(client.now.milliseconds), "recvWindow": "5000",
            "signature": signature,
        ]
        let logon = try ask(&client, BinanceClient.request("session.logon", params))
        let result = try #require(logon.object["result"] as? [String: Any])
        #expect(result["apiKey"] as? String == key.apiKey && result["userDataStream"] as? Bool == false)
        #expect(
            Set(result.keys) == [
                "apiKey", "authorizedSince", "connectedSince", "returnRateLimits", "serverTime", "userDataStream",
            ])
        #expect(try ask(&client, BinanceClient.request("userDataStream.subscribe")).object["status"] as? Int == 200)
        client.say(BinanceClient.request("session.logout"), StreamID(1))
        let heard = client.heard()
        #expect(heard.count == 2 && heard[1].event["e"] as? String == "eventStreamTerminated")
        #expect(try ask(&client, BinanceClient.request("session.status")).text.contains(#""apiKey":null"#))
        var wrong = params
        wrong["signature"] = try Self.sign(text + "x", key.apiSecret)
        #expect(try ask(&client, BinanceClient.request("session.logon", wrong)).code == -1022)
    }

    @Test("Refusals before the signature, in the venue's order")
    func refusals() throws {
        var client = try opened()
        let rows: [(String, Int, Int)] = [
            (client.subscription { $0["apiKey"] = "short" }, 401, -2014),
            (client.subscription { $0["apiKey"] = String(repeating: "a", count: 64) }, 401, -2008),
            (client.subscription { $0["timestamp"] = "0" }, 400, -1102),
            (client.subscription { $0["timestamp"] = String(client.now.milliseconds - 6_000) }, 400, -1021),
            (client.subscription { $0["timestamp"] = String(client.now.milliseconds + 2_000) }, 400, -1021),
            (client.subscription { $0["recvWindow"] = "60001" }, 400, -1131),
            (client.subscription { $0["signature"] = String(repeating: "0", count: 64) }, 400, -1022),
            (client.subscription { $0["colour"] = "red" }, 400, -1104),
            (BinanceClient.request("userDataStream.subscribe.signature"), 401, -2014),
            (BinanceClient.request("order.dance"), 400, -1020), ("{", 400, -1135), ("{\"id\":1}", 400, -1135),
            (BinanceClient.request("userDataStream.start"), 410, -1020),
            (BinanceClient.request("userDataStream.unsubscribe"), 400, -2036),
        ]
        for (text, status, code) in rows {
            let answer = try ask(&client, text)
            #expect(answer.object["status"] as? Int == status && answer.code == code, "\(text): \(answer.text)")
        }
        #expect(client.face.streams.connections[StreamID(1)]?.userData == nil)
    }

    @Test("Keys that may not: expired, bound to another address; a key that only reads may listen")
    func permissions() throws {
        for (role, code) in [(CredentialRole.expired, -2015), (.otherIP, -2015), (.readOnly, nil)] {
            var client = try opened()
            client.role = role
            let answer = try ask(&client, client.subscription())
            #expect(answer.code == code || (code == nil && answer.object["status"] as? Int == 200), "\(role)")
        }
    }

    @Test("K6 the life of an order: new, traded, cancelled with c and C exchanged; balances as REST shows them")
    func life() throws {
        var client = try BinanceClient()
        _ = client.listen()
        let bid = Binance.fixed(try #require(client.face.exchange.bestBid("BTCUSDT")).price, places: 2)
        let form =
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=\(bid)&newClientOrderId=mine-1"
        let placed = client.order(form)
        let events = client.events()
        #expect(events.map { $0["e"] as? String } == ["executionReport", "outboundAccountPosition"])
        #expect(
            events[0]["c"] as? String == "mine-1" && events[0]["C"] as? String == ""
                && events[0]["x"] as? String == "NEW")
        #expect(events[0]["i"] as? Int == placed.number("orderId") && events[0]["w"] as? Bool == true)
        try expectBalances(events[1], &client)
        _ = client.signed(
            "DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=mine-1&newClientOrderId=cancel-1")
        let ended = client.events()
        #expect(ended[0]["c"] as? String == "cancel-1" && ended[0]["C"] as? String == "mine-1")
        #expect(ended[0]["X"] as? String == "CANCELED" && ended[0]["w"] as? Bool == false)
        try expectBalances(ended[1], &client)
    }

    @Test("A market order: new, one trade for each fill, then balances; the sums are those of the answer")
    func market() throws {
        var client = try BinanceClient()
        _ = client.listen()
        let placed = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.2")
        let events = client.events()
        let reports = events.filter { $0["e"] as? String == "executionReport" }
        #expect(
            reports.first?["x"] as? String == "NEW" && reports.dropFirst().allSatisfy { $0["x"] as? String == "TRADE" })
        let fills = try #require(placed.object["fills"] as? [[String: Any]])
        #expect(reports.dropFirst().compactMap { $0["t"] as? Int } == fills.compactMap { $0["tradeId"] as? Int })
        #expect(
            reports.dropFirst().compactMap { $0["n"] as? String } == fills.compactMap { $0["commission"] as? String })
        #expect(
            reports.last?["z"] as? String == placed["executedQty"]
                && reports.last?["Z"] as? String == placed["cummulativeQuoteQty"])
        #expect(reports.last?["X"] as? String == "FILLED" && reports.last?["m"] as? Bool == false)
        let numbers = reports.compactMap { $0["I"] as? Int }
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        #expect(events.last?["e"] as? String == "outboundAccountPosition")
        try expectBalances(try #require(events.last), &client)
    }

    @Test("A stop is off the book until it triggers; the event of that is a switch", arguments: ["new", "none"])
    func stop(_ setting: String) throws {
        var client = try BinanceClient(["stopTriggerEvent": setting])
        _ = client.listen()
        let ask = try #require(client.face.exchange.bestAsk("BTCUSDT")).price
        let trigger = Binance.fixed(try ask + ExactDecimal(parsing: "0.01"), places: 2)
        let limit = Binance.fixed(try ask - ExactDecimal(parsing: "500"), places: 2)
        let stop =
            "symbol=BTCUSDT&side=BUY&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.01&price=\(limit)&stopPrice=\(trigger)"
        #expect(client.order(stop).status == 200)
        let armed = client.events()
        #expect(armed[0]["w"] as? Bool == false && armed[0]["W"] == nil && armed[0]["X"] as? String == "NEW")
        // Somebody takes the best levels, so that a trade crosses the trigger.
        #expect(client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=2").status == 200)
        let stops = client.events().filter { $0["o"] as? String == "STOP_LOSS_LIMIT" }
        #expect(stops.map { $0["w"] as? Bool } == (setting == "new" ? [true] : []))
    }

    @Test("What C says of an amended order is a switch", arguments: [("previous", "mine-1"), ("empty", "")])
    func amended(_ setting: String, original: String) throws {
        var client = try BinanceClient(["amendOriginalID": setting])
        _ = client.listen()
        let bid = Binance.fixed(try #require(client.face.exchange.bestBid("BTCUSDT")).price, places: 2)
        _ = client.order(
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.02&price=\(bid)&newClientOrderId=mine-1")
        _ = client.events()
        let change = "symbol=BTCUSDT&origClientOrderId=mine-1&newQty=0.01&newClientOrderId=mine-2"
        #expect(client.signed("PUT", "/api/v3/order/amend/keepPriority", change).status == 200)
        let event = try #require(client.events().first)
        #expect(event["x"] as? String == "REPLACED" && event["q"] as? String == "0.01000000")
        #expect(event["c"] as? String == "mine-2" && event["C"] as? String == original)
    }

    @Test("Two connections hear the same; one that has left hears nothing; no events for the others")
    func many() throws {
        var client = try BinanceClient()
        let first = client.listen(as: 1)
        let second = client.listen(as: 2)
        _ = client.follow(["btcusdt@depth"], as: 3)
        _ = client.open("/ws-api/v3", as: 4)
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        let heard = client.heard().filter { !$0.event.isEmpty }
        #expect(heard.filter { $0.stream == first }.map(\.text) == heard.filter { $0.stream == second }.map(\.text))
        #expect(Set(heard.map(\.stream)) == [first, second])
        client.face.closeStream(first, at: client.now)
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        #expect(Set(client.heard().filter { !$0.event.isEmpty }.map(\.stream)) == [second])
    }

    @Test("Disturbed: subscriptions end, and can be taken anew")
    func expiry() throws {
        var client = try BinanceClient()
        let id = client.listen(as: 1)
        client.face.disturb(.expireTokens, at: client.now)
        #expect(client.events().map { $0["e"] as? String } == ["eventStreamTerminated"])
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        #expect(client.events().isEmpty)
        client.say(client.subscription(), id)
        #expect(client.heard().first?.object["status"] as? Int == 200)
    }

    @Test("Every answer tells what is used of the limits")
    func limits() throws {
        var client = try opened()
        let time = try ask(&client, BinanceClient.request("time"))
        #expect((time.object["result"] as? [String: Any])?["serverTime"] as? Int == Int(client.now.milliseconds))
        #expect(time.usedWeight == 3)
        #expect(try ask(&client, client.subscription()).usedWeight == 5)
        #expect(try ask(&client, client.subscription()).usedWeight == 7, "a refusal counts, too")
        #expect(try ask(&client, BinanceClient.request("order.dance")).usedWeight == 9)
        #expect(try ask(&client, "{").object["rateLimits"] == nil, "not a request")
    }

    @Test("The limits are hidden by the address, and told or hidden by the request")
    func returnRateLimits() throws {
        func asking(_ method: String, _ wish: String) -> String {
            #"{"id":"7","method":"\#(method)","params":{"returnRateLimits":\#(wish)}}"#
        }
        var quiet = try opened(at: "/ws-api/v3?returnRateLimits=false")
        #expect(try ask(&quiet, BinanceClient.request("v3/ping")).text == #"{"id":"7","status":200,"result":{}}"#)
        #expect(try ask(&quiet, quiet.subscription()).object["rateLimits"] == nil)
        #expect(try ask(&quiet, asking("session.status", "true")).usedWeight == 7)
        var client = try opened()
        #expect(try ask(&client, asking("ping", "false")).text == #"{"id":"7","status":200,"result":{}}"#)
        #expect(try ask(&client, asking("ping", "\"false\"")).code == -1130)
        #expect(try ask(&client, asking("userDataStream.subscribe", "false")).code == -1104, "J.1: any extra")
        let subscription = client.subscription { $0["returnRateLimits"] = "false" }
        let signed = subscription.replacing(#""returnRateLimits":"false""#, with: #""returnRateLimits":false"#)
        #expect(
            try ask(&client, signed).text == #"{"id":"7","status":200,"result":{"subscriptionId":0}}"#,
            "signed like every parameter")
    }

    /// Every balance of the event is the one that REST shows.
    private func expectBalances(_ event: [String: Any], _ client: inout BinanceClient) throws {
        let rows = try #require(event["B"] as? [[String: Any]])
        let account = try #require(client.signed("GET", "/api/v3/account").object["balances"] as? [[String: Any]])
        #expect(!rows.isEmpty)
        for row in rows {
            let known = try #require(account.first { $0["asset"] as? String == row["a"] as? String })
            #expect(
                known["free"] as? String == row["f"] as? String && known["locked"] as? String == row["l"] as? String)
        }
    }

    private static func sign(_ text: String, _ pem: String) throws -> String {
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        let key = try #require(Data(base64Encoded: body))
        return try Curve25519.Signing.PrivateKey(rawRepresentation: key.suffix(32))
            .signature(for: Array(text.utf8)).base64EncodedString()
    }
}
