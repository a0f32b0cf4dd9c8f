import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedBinance

@Suite("Binance face: the life of an order (binance.md E.2 to E.8)")
struct BinanceOrderLifeTests {
    @Test(
        "Without newOrderRespType LIMIT and MARKET answer FULL, everything else ACK",
        arguments: [
            ("type=LIMIT&timeInForce=GTC&side=BUY&quantity=0.001&price=60000", true),
            ("type=MARKET&side=BUY&quantity=0.001", true),
            ("type=LIMIT_MAKER&side=BUY&quantity=0.001&price=60000", false),
            ("type=STOP_LOSS&side=SELL&quantity=0.001&stopPrice=60000", false),
            ("type=STOP_LOSS_LIMIT&timeInForce=GTC&side=SELL&quantity=0.001&price=59000&stopPrice=60000", false),
            ("type=TAKE_PROFIT&side=BUY&quantity=0.001&stopPrice=60000", false),
        ]
    )
    func responseTypes(parameters: String, isFull: Bool) throws {
        var client = try BinanceClient()
        let reply = client.order("symbol=BTCUSDT&" + parameters)
        #expect(reply.status == 200, "\(reply.text)")
        #expect((reply.object["fills"] != nil) == isFull)
        #expect((reply.object.count == 5) == !isFull)
        let result = client.order("symbol=BTCUSDT&newOrderRespType=RESULT&" + parameters)
        #expect(result["status"] != nil)
        #expect(result.object["fills"] == nil)
    }

    @Test("A market order fills against the book and pays its fee from what it receives")
    func market() throws {
        var client = try BinanceClient()
        let buy = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        #expect(buy["status"] == "FILLED", "\(buy.text)")
        let fill = try #require((buy.object["fills"] as? [[String: Any]])?.first)
        #expect(fill["commissionAsset"] as? String == "BTC")
        let sell = client.order("symbol=BTCUSDT&side=SELL&type=MARKET&quoteOrderQty=100")
        #expect(sell["status"] == "FILLED", "\(sell.text)")
        #expect(sell["origQuoteOrderQty"] == "100.00000000")
        let trades = client.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT&orderId=\(buy.number("orderId") ?? 0)")
        #expect(trades.rows.first?["isBuyer"] as? Bool == true)
        #expect(trades.rows.first?["isMaker"] as? Bool == false)
    }

    @Test("With fees in BNB the commission is BNB")
    func bnb() throws {
        var client = try BinanceClient(["feesInBNB": "on"])
        let buy = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        #expect((buy.object["fills"] as? [[String: Any]])?.first?["commissionAsset"] as? String == "BNB")
        let burn = client.signed("GET", "/sapi/v1/bnbBurn")
        #expect(burn.object["spotBNBBurn"] as? Bool == true)
    }

    @Test("What is not filled at once expires with 200 and its reason")
    func expiry() throws {
        var client = try BinanceClient()
        let ioc = client.order(
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.001&price=60000&newOrderRespType=RESULT"
        )
        #expect(ioc.status == 200)
        #expect(ioc["status"] == "EXPIRED")
        #expect(ioc["expiryReason"] == "UNFILLED_IOC_QUANTITY_EXPIRED")
        let fok = client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=FOK&quantity=0.001&price=60000")
        #expect(fok["expiryReason"] == "UNFILLED_FOK_ORDER_EXPIRED")
        let market = client.order("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=9")
        #expect(market["status"] == "EXPIRED")
        #expect(market["expiryReason"] == "INSUFFICIENT_LIQUIDITY")
        #expect(market["executedQty"] != "0.00000000")
        let row = client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(ioc.number("orderId") ?? 0)")
        #expect(row["status"] == "EXPIRED")
        #expect(row.object["expiryReason"] == nil)
    }

    @Test("What the engine refuses is never an order")
    func rejected() throws {
        var client = try BinanceClient()
        let maker = client.order("symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.001&price=70000")
        #expect(maker.message == "Order would immediately match and take.")
        let stop = client.order("symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.001&stopPrice=90000")
        #expect(stop.message == "Order would trigger immediately.")
        let funds = client.order("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=11&price=70000")
        #expect(funds.message == "Account has insufficient balance for requested action.")
        #expect(client.signed("GET", "/api/v3/allOrders", "symbol=BTCUSDT").text == "[]")
        #expect([maker, stop, funds].allSatisfy { $0.status == 400 && $0.code == -2010 })
    }

    @Test("A waiting stop is NEW and not working, funds locked; it fires when the price crosses")
    func stop() throws {
        var client = try BinanceClient()
        let placed = client.order(
            "symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.001&stopPrice=60000&newOrderRespType=FULL"
        )
        #expect(placed["status"] == "NEW")
        #expect(placed.number("workingTime") == -1)
        #expect(placed["stopPrice"] == "60000.00000000")
        let row = client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(placed.number("orderId") ?? 0)")
        #expect(row.object["isWorking"] as? Bool == false)
        #expect(row["price"] == "0.00000000")
        let balances = client.signed("GET", "/api/v3/account").object["balances"] as? [[String: Any]]
        #expect(balances?.first { $0["asset"] as? String == "BTC" }?["locked"] as? String == "0.00100000")
    }

    @Test("A client id is refused while it is open and free again afterwards")
    func duplicates() throws {
        var client = try BinanceClient()
        #expect(client.rest("same") > 0)
        let again =
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000&newClientOrderId=same"
        #expect(client.order(again).message == "Duplicate order sent.")
        let other = again.replacing("BTCUSDT", with: "ETHUSDT").replacing("60000", with: "3000").replacing(
            "0.001", with: "0.1")
        #expect(client.order(other).status == 200)
        _ = client.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=same")
        #expect(client.order(again).status == 200)
        var strict = try BinanceClient(["clientIDScope": "account"])
        #expect(strict.rest("same") > 0)
        #expect(strict.order(other).message == "Duplicate order sent.")
    }

    @Test("Cancels: by either id, both must fit, restrictions, and what is over cannot be cancelled")
    func cancels() throws {
        var client = try BinanceClient()
        let path = "/api/v3/order"
        let id = client.rest("one")
        let wrong = client.signed("DELETE", path, "symbol=BTCUSDT&orderId=\(id)&origClientOrderId=two")
        #expect(wrong.code == -2011)
        #expect(client.signed("GET", path, "symbol=BTCUSDT&orderId=\(id)&origClientOrderId=two").code == -2039)
        let filled = client.signed(
            "DELETE",
            path,
            "symbol=BTCUSDT&orderId=\(id)&cancelRestrictions=ONLY_PARTIALLY_FILLED"
        )
        #expect(filled.message == "Order was not canceled due to cancel restrictions.")
        #expect(client.signed("DELETE", path, "symbol=BTCUSDT").code == -1102)
        let done = client.signed("DELETE", path, "symbol=BTCUSDT&orderId=\(id)&newClientOrderId=bye")
        #expect(done["clientOrderId"] == "bye")
        #expect(done["origClientOrderId"] == "one")
        #expect(client.signed("DELETE", path, "symbol=BTCUSDT&orderId=\(id)").message == "Unknown order sent.")
        #expect(client.signed("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT").code == -2011)
    }

    @Test("A cancelled order answers to its own client id, or to that of the cancel, by switch")
    func findability() throws {
        let read = "/api/v3/order"
        for (setting, own, cancel) in [("yes", 200, 400), ("no", 400, 200)] {
            var client = try BinanceClient(["cancelledFindableByClientID": setting])
            let id = client.rest("mine")
            _ = client.signed("DELETE", read, "symbol=BTCUSDT&orderId=\(id)&newClientOrderId=bye")
            #expect(client.signed("GET", read, "symbol=BTCUSDT&origClientOrderId=mine").status == own)
            #expect(client.signed("GET", read, "symbol=BTCUSDT&origClientOrderId=bye").status == cancel)
            let row = client.signed("GET", read, "symbol=BTCUSDT&orderId=\(id)")
            #expect(row["clientOrderId"] == (setting == "yes" ? "mine" : "bye"))
        }
    }

    @Test("Amendments only reduce, at most ten times, and keep the order")
    func amendments() throws {
        var client = try BinanceClient()
        let id = client.rest("a0", more: "")
        #expect(client.amend("a0", to: "0.002", as: "x").message == "Order amend (quantity increase) is not supported.")
        #expect(
            client.amend("a0", to: "0.001", as: "x").message == "The requested action would change no state; rejecting")
        #expect(client.amend("a0", to: "0.000995", as: "x").message == "Filter failure: LOT_SIZE")
        #expect(client.amend("nope", to: "0.0005", as: "x").code == -2013)
        for step in 1...10 {
            let text = "0.000" + String(100 - step).padding2
            #expect(client.amend("a\(step - 1)", to: text, as: "a\(step)").status == 200)
        }
        #expect(client.amend("a10", to: "0.0005", as: "b").message == "Filter failure: MAX_NUM_ORDER_AMENDS")
        let row = client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(id)")
        #expect(row["clientOrderId"] == "a10")
        #expect(row["origQty"] == "0.00090000")
        let rows = client.signed("GET", "/api/v3/order/amendments", "symbol=BTCUSDT&orderId=\(id)").rows
        #expect(rows.count == 10)
        #expect(rows.last?["newClientOrderId"] as? String == "a10")
    }

    @Test("The own resting order dies when the own taker would hit it")
    func selfTrade() throws {
        var client = try BinanceClient()
        let own = client.ownBestAsk()
        let taker = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002")
        #expect(taker["status"] == "FILLED", "\(taker.text)")
        let row = client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(own)")
        #expect(row["status"] == "EXPIRED_IN_MATCH", "\(row.text)")
        #expect(row["preventedQuantity"] == "0.00200000")
    }

    @Test("A taker that would leave the price range trades inside and expires with the rest")
    func priceRange() throws {
        var client = try BinanceClient()
        let fees = EngineFees(maker: 0, taker: 0)
        try client.face.exchange.openAccount(
            "other",
            fees: fees,
            balances: ["USDT": 500_000],
            now: client.now.milliseconds
        )
        let far = NewOrder(
            symbol: "BTCUSDT",
            account: "other",
            side: .buy,
            kind: .limit,
            amount: .base(8),
            price: 50_000,
            clientOrderID: "far"
        )
        _ = try client.face.exchange.place(far, now: client.now.milliseconds)
        let sold = client.order("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=9")
        #expect(sold["status"] == "EXPIRED", "\(sold.text)")
        #expect(sold["expiryReason"] == "EXECUTION_RULE_PRICE_RANGE_EXCEEDED")
        #expect(sold["type"] == "MARKET")
        #expect(sold["price"] == "0.00000000")
        #expect(sold["timeInForce"] == "GTC")
        #expect(client.best().bid == "50000.00000000")
    }

    @Test("cancelReplace refuses by filter and count before it cancels")
    func replaceFirstChecks() throws {
        var client = try BinanceClient(["orderLimit10Seconds": "1"])
        let id = client.rest("old")
        let filter = client.replace(
            "old", "ALLOW_FAILURE", "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=1")
        #expect(filter.message == "Filter failure: PERCENT_PRICE_BY_SIDE")
        let count = client.replace(
            "old", "ALLOW_FAILURE", "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=59000")
        #expect(count.status == 429)
        #expect(count.code == -1015)
        #expect(client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(id)")["status"] == "NEW")
    }
}

extension String {
    fileprivate var padding2: String { count < 2 ? "0" + self : self }
}
