import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: refusals of wrong orders (luno.md G.2, L.5)")
struct LunoErrorTableTests {
    @Test(
        "A wrong limit order gets the venue's code",
        arguments: [
            ("type=BID&volume=0.001&price=1000000", "ErrMarketUnavailable"),
            ("pair=BTCZAR&type=BID&volume=0.001&price=1000000", "ErrMarketUnavailable"),
            ("pair=xbtzar&type=BID&volume=0.001&price=1000000", "ErrMarketUnavailable"),
            ("pair=XBTZAR&volume=0.001&price=1000000", "ErrInvalidArguments"),
            ("pair=XBTZAR&type=BUY&volume=0.001&price=1000000", "ErrInvalidOrderSide"),
            ("pair=XBTZAR&type=BID&volume=0.001", "ErrInvalidArguments"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1e6", "ErrInvalidPrice"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=-5", "ErrInvalidPrice"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=0", "ErrInvalidPrice"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1000000.5", "ErrPriceDenominationNotAllowed"),
            ("pair=XBTZAR&type=BID&volume=0.0000001&price=1000000", "ErrVolumeDenominationNotAllowed"),
            ("pair=XBTZAR&type=BID&volume=8.97e-05&price=1000000", "ErrInvalidVolume"),
            ("pair=XBTZAR&type=BID&volume=0.00009&price=1000000", "ErrVolumeTooLow"),
            ("pair=XBTZAR&type=BID&volume=101&price=1000000", "ErrVolumeTooHigh"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=9", "ErrPriceTooLow"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=10000001", "ErrPriceTooHigh"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1000000&time_in_force=GTD", "ErrInvalidArguments"),
            (
                "pair=XBTZAR&type=BID&volume=0.001&price=1000000&post_only=true&time_in_force=IOC",
                "ErrPostOnlyNotAllowed"
            ),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1000000&stop_price=2000000", "ErrInvalidStopDirection"),
            (
                "pair=XBTZAR&type=BID&volume=0.001&price=1000000&stop_price=x&stop_direction=ABOVE",
                "ErrInvalidStopPrice"
            ),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1000000&ttl=10001", "ErrInvalidArguments"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1000000&client_order_id=a%2Fb", "ErrInvalidClientOrderId"),
            ("pair=XBTZAR&type=BID&volume=0.001&price=1000000&base_account_id=5", "ErrAccountNotFound"),
            ("pair=XBTZAR&type=ASK&volume=50&price=2000000", "ErrInsufficientBalance"),
            ("pair=NEWZAR&type=BID&volume=1&price=20", "ErrPostOnlyMode"),
            (
                "pair=NEWZAR&type=BID&volume=1&price=20&post_only=true&stop_price=25&stop_direction=RELATIVE_LAST_TRADE",
                "ErrNoTradesToInferStopDirection"
            ),
            ("pair=XBTZAR&type=BID&volume=%ZZ&price=1", "ErrInvalidArguments"),
        ]
    )
    func limit(parameters: String, code: String) throws {
        var client = try LunoClient()
        let reply = client.signed("POST", "/api/1/postorder", parameters)
        #expect(reply.status == 400)
        #expect(reply.code == code, "\(reply.text)")
        #expect(client.signed("GET", "/api/exchange/2/listorders").text == #"{"orders":null}"#)
    }

    @Test(
        "A wrong market order gets the venue's code",
        arguments: [
            ("pair=XBTZAR&type=BUY&base_volume=0.001", "ErrInvalidCounterVolume"),
            ("pair=XBTZAR&type=SELL&counter_volume=100", "ErrInvalidBaseVolume"),
            ("pair=XBTZAR&type=BUY&counter_volume=8.97e-05", "ErrInvalidValue"),
            ("pair=XBTZAR&type=BUY&counter_volume=100.501", "ErrCounterDenominationNotAllowed"),
            ("pair=XBTZAR&type=BUY&counter_volume=0.01", "ErrVolumeTooLow"),
            ("pair=XBTZAR&type=SELL&base_volume=0.00005", "ErrVolumeTooLow"),
            ("pair=XBTZAR&type=BID&counter_volume=100", "ErrInvalidOrderSide"),
            ("pair=XBTZAR&type=SELL&base_volume=99", "ErrNotEnoughLiquidity"),
            ("type=BUY&counter_volume=100", "ErrMarketUnavailable"),
            ("pair=NEWZAR&type=BUY&counter_volume=100", "ErrPostOnlyMode"),
        ]
    )
    func market(parameters: String, code: String) throws {
        var client = try LunoClient()
        let reply = client.signed("POST", "/api/1/marketorder", parameters)
        #expect(reply.status == 400)
        #expect(reply.code == code, "\(reply.text)")
    }

    @Test("Minimum values are allowed, empty and zero optional parameters are absent, the query works for POST")
    func accepted() throws {
        var client = try LunoClient()
        #expect(client.limit("type=BID&volume=0.0001&price=10").status == 200)
        let everything = "type=BID&volume=0.001&price=1000000.00&base_account_id=0&counter_account_id=0&ttl=0"
        #expect(client.limit(everything + "&client_order_id=&stop_price=0&stop_direction=&timestamp=0").status == 200)
        client.requestSwitches = ["trailingZeros": "refused"]
        #expect(client.limit(everything).code == "ErrPriceDenominationNotAllowed")
        client.requestSwitches = [:]
        let key = try #require(client.face.credentials[.trade])
        let reply = client.send(
            "POST", "/api/1/postorder", "pair=XBTZAR&type=BID&volume=0.001&price=1000000&post_only=True",
            headers: ["Authorization": LunoClient.basic(key.apiKey, key.apiSecret)])
        #expect(reply.status == 200, "\(reply.text)")
        let json = client.send(
            "POST", "/api/1/postorder", body: #"{"pair":"XBTZAR"}"#,
            headers: [
                "Authorization": LunoClient.basic(key.apiKey, key.apiSecret), "Content-Type": "application/json",
            ])
        #expect(json.code == "ErrMarketUnavailable")
    }

    @Test("A late request is refused with any of the statuses, or was placed all the same")
    func deadline() throws {
        var client = try LunoClient()
        let late = "type=BID&volume=0.001&price=1000000&client_order_id=late&ttl=1000&timestamp="
        let sent = client.now.milliseconds - 1_001
        for status in [400, 408, 504] {
            client.requestSwitches = ["deadlineStatus": String(status)]
            let reply = client.limit(late + "\(sent)")
            #expect(reply.status == status)
            #expect(reply.code == "ErrDeadlineExceeded")
        }
        #expect(client.signed("GET", "/api/exchange/3/order", "client_order_id=late").status == 404)
        client.requestSwitches = ["expiredDeadline": "placed"]
        #expect(client.limit(late + "\(sent)").code == "ErrDeadlineExceeded")
        #expect(client.signed("GET", "/api/exchange/3/order", "client_order_id=late").status == 200)
        #expect(client.limit("type=BID&volume=0.001&price=1000000&ttl=1000&timestamp=\(sent + 1)").status == 200)
    }

    @Test("A halt takes post-only limits alone; the market shows it twice, spelt differently")
    func halt() throws {
        var client = try LunoClient(["marketStatus": "suspended"])
        let order = "type=BID&volume=0.001&price=1000000"
        #expect(client.limit(order).code == "ErrPostOnlyMode")
        #expect(client.limit(order + "&post_only=true").status == 200)
        let sell = "pair=XBTZAR&type=SELL&base_volume=0.001"
        #expect(client.signed("POST", "/api/1/marketorder", sell).code == "ErrPostOnlyMode")
        client.requestSwitches = ["haltedMarketOrder": "ErrMarketUnavailable"]
        #expect(client.signed("POST", "/api/1/marketorder", sell).code == "ErrMarketUnavailable")
        let market = client.send("GET", "/api/exchange/1/markets", "pair=XBTZAR").rows("markets").first
        #expect(market?["trading_status"] as? String == "SUSPENDED")
        #expect(client.send("GET", "/api/1/ticker", "pair=XBTZAR")["status"] == "POSTONLY")
        client.requestSwitches = ["country": "elsewhere"]
        #expect(client.signed("GET", "/api/1/fee_info", "pair=XBTZAR").code == "ErrMarketNotAllowed")
    }

    @Test("Unknown outcomes: the same answer whether the order exists or not")
    func faults() throws {
        for (setting, status, exists) in [
            ("internalPlaced", 500, true), ("internalLost", 500, false), ("gatewayPlaced", 502, true),
            ("gatewayLost", 502, false),
        ] {
            var client = try LunoClient()
            client.requestSwitches = ["orderWriteFault": setting]
            #expect(client.limit("type=BID&volume=0.001&price=1000000&client_order_id=u").status == status)
            let found = client.signed("GET", "/api/exchange/3/order", "client_order_id=u").status == 200
            #expect(found == exists)
        }
    }
}
