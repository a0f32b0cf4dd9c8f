import Testing
import VenueSimulator

@testable import SimulatedVALR

@Suite("VALR face: the life of an order (valr.md E)")
struct VALROrderLifeTests {
    @Test("v2: placed, visible at once, reserved, cancelled, released")
    func restAndCancel() throws {
        var client = try VALRClient()
        let placed = client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"a-1""#)
        #expect(placed.status == 201)
        #expect(Array(placed.object.keys) == ["id"])
        let id = placed["id"] ?? ""
        #expect(client.status(id)["orderStatusType"] == "Placed")
        #expect(client.balance("USDC")["reserved"] as? String == "50")
        #expect(client.balance("USDC")["total"] as? String == "1000000")
        let open = client.signed("GET", "/v1/orders/open?currencyPair=ETHBTC")
        #expect(open.column("orderId") == [id])
        #expect(open.column("filledPercentage") == ["0.00"])
        #expect(client.signed("GET", "/v1/orders/BTCUSDC/customerorderid/a-1")["orderId"] == id)
        #expect(client.signed("GET", "/v1/orders/history/summary/orderid/\(id)").status == 400)
        let cancelled = client.cancel(id)
        #expect(cancelled.status == 200 && cancelled["id"] == id)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
        #expect(client.available("USDC") == "1000000")
        #expect(client.cancel(id).code == -1)
        #expect(client.signed("GET", "/v1/orders/history").rows.isEmpty)
        #expect(client.signed("GET", "/v1/orders/history?showZeroVolumeCancels=true").column("orderId") == [id])
        #expect(client.detail(id).column("orderStatusType") == ["Cancelled", "Placed"])
    }

    @Test("A taker pays its fee from what it receives; quantities are gross")
    func taker() throws {
        var client = try VALRClient()
        let placed = client.market("BUY", #""baseAmount":"0.0012345678999""#)
        #expect(placed.status == 201, "\(placed.text)")
        let status = client.status(placed["id"] ?? "")
        #expect(status["orderStatusType"] == "Filled")
        #expect(status["originalQuantity"] == "0.00123456")
        #expect(status["originalPrice"] == "0")
        let fill = client.signed("GET", "/v1/account/tradehistory").rows.first ?? [:]
        #expect(fill["fee"] as? String == "0.00000123456")
        #expect(fill["feeCurrency"] as? String == "BTC")
        #expect(fill["sequenceId"] as? Int64 ?? 0 > 1 << 53)
        #expect(client.available("BTC") == "10.00123332544")
        #expect(client.limit("SELL", "10.1", at: "1900000", pair: "BTCZAR").code == -6)
    }

    @Test("Partial fill of a resting order, then the rest is cancelled")
    func partial() throws {
        var client = try VALRClient()
        let price = client.best().ask
        let placed = client.limit("BUY", "0.9", at: String(price))
        let id = placed["id"] ?? ""
        let status = client.status(id)
        #expect(status["orderStatusType"] == "Partially Filled", "\(status.text)")
        #expect(client.cancel(id).status == 200)
        let summary = client.signed("GET", "/v1/orders/history/summary/orderid/\(id)")
        #expect(summary["orderStatusType"] == "Cancelled")
        #expect(summary["averagePrice"] == String(price))
        #expect(summary["totalExecutedQuantity"] != "0")
        #expect(client.signed("GET", "/v1/orders/history").column("orderId") == [id])
    }

    @Test("A quote amount is spent; the switch decides how quantities are told")
    func quoteAmount() throws {
        for (setting, isZero) in [("executed", false), ("quote", false), ("zero", true)] {
            var client = try VALRClient(["quoteOrderQuantities": setting])
            let placed = client.market("BUY", #""quoteAmount":"100""#)
            let status = client.status(placed["id"] ?? "")
            #expect(status["orderStatusType"] == "Filled", "\(status.text)")
            #expect((status["originalQuantity"] == "0") == isZero)
            #expect(setting != "quote" || status["originalQuantity"] == "100")
        }
    }

    @Test("IOC, FOK and post-only orders that cannot be done fail with their texts")
    func immediate() throws {
        var client = try VALRClient()
        let ioc = client.limit("BUY", "0.001", at: "50000", #","timeInForce":"IOC""#)
        #expect(ioc.status == 400 && ioc["orderId"] != nil)
        #expect(client.status(ioc["orderId"] ?? "")["failedReason"] == "Immediate Or Cancel order did not match")
        let fok = client.limit("BUY", "7", at: String(client.best().ask), #","timeInForce":"FOK""#)
        #expect(fok.status == 400, "\(fok.text)")
        #expect(client.status(fok["orderId"] ?? "")["remainingQuantity"] == "7")
        let maker = client.limit("BUY", "0.001", at: String(client.best().ask), #","postOnly":true"#)
        #expect(maker.status == 400)
        let status = client.status(maker["orderId"] ?? "")
        #expect(status["orderStatusType"] == "Failed")
        #expect(status["failedReason"] == "Post only cancelled as it would have matched")
        #expect(client.detail(maker["orderId"] ?? "").rows.count == 1)
        client.requestSwitches = ["postOnlyAnswer": "accepted", "postOnlyStatus": "Cancelled"]
        let accepted = client.limit("BUY", "0.001", at: String(client.best().ask), #","postOnly":true"#)
        #expect(accepted.status == 201)
        #expect(client.status(accepted["id"] ?? "")["orderStatusType"] == "Cancelled")
        #expect(client.available("USDC") == "1000000")
    }

    @Test("An order that would meet one of the same account fails as a whole; another account's does match")
    func selfMatch() throws {
        var client = try VALRClient()
        let best = client.best()
        // Inside the spread or at the bid: first in line among the sells below the market makers.
        let price = best.bid + 1 < best.ask ? best.bid + 1 : best.ask
        _ = client.limit("SELL", "0.001", at: String(price), #","postOnly":true"#)
        let met = client.limit("BUY", "7", at: String(best.ask + 100))
        #expect(met.status == 400 && met.code == -11500, "\(met.text)")
        #expect(client.status(met["orderId"] ?? "")["remainingQuantity"] == "7")
        #expect(client.signed("GET", "/v1/account/tradehistory").rows.isEmpty)
    }

    @Test("Stops: armed, triggered by the last trade, refused when they would trigger at once")
    func stops() throws {
        var client = try VALRClient()
        let best = client.best()
        let sell = client.stop("STOP_LOSS_LIMIT", "SELL", trigger: String(best.bid - 20), price: String(best.bid + 500))
        #expect(sell.status == 201, "\(sell.text)")
        let id = sell["id"] ?? ""
        #expect(client.status(id)["orderStatusType"] == "Active")
        #expect(client.status(id)["stopPrice"] == String(best.bid - 20))
        let late = client.stop("STOP_LOSS_LIMIT", "SELL", trigger: String(best.ask + 500), price: "50000")
        #expect(late.status == 400)
        #expect(
            client.status(late["orderId"] ?? "")["failedReason"]
                == "Stop order failed as it would have been triggered immediately")
        #expect(client.stop("TAKE_PROFIT_LIMIT", "BUY", trigger: "90000", price: "90000").status == 201)
        #expect(client.stop("STOP_LOSS_LIMIT", "BUY", trigger: "90000", price: "90000").status == 400)
        client.requestSwitches = ["buyStopDirection": "sameAsSell"]
        #expect(client.stop("STOP_LOSS_LIMIT", "BUY", trigger: "90000", price: "90000").status == 201)
        client.requestSwitches = [:]
        // A sell through the levels down to the trigger.
        #expect(client.limit("SELL", "2", at: String(best.bid - 60), #","timeInForce":"IOC""#).status == 201)
        #expect(client.status(id)["orderStatusType"] == "Placed")
        #expect(client.detail(id).column("orderStatusType") == ["Placed", "Active"])
        #expect(client.signed("DELETE", "/v1/orders").rows.count == 3)
        #expect(client.signed("GET", "/v1/orders/open").rows.isEmpty)
    }

    @Test("A maker's reward is paid in what the maker pays, and the ledger shows it")
    func reward() throws {
        var client = try VALRClient(["makerFee": "reward"], frozen: true)
        let best = client.best()
        let price = best.bid + 1 < best.ask ? best.bid + 1 : best.ask
        let id = client.limit("SELL", "0.01", at: String(price), #","postOnly":true"#)["id"] ?? ""
        client.subaccount = VALR.subaccount
        client.subaccount = nil
        client.face.freezeMarket(false)
        for _ in 0..<600 where client.status(id)["orderStatusType"] != "Filled" { client.advance(1_000) }
        let fill = client.signed("GET", "/v1/account/tradehistory").rows.first ?? [:]
        #expect(fill["makerRewardCurrency"] as? String == "BTC", "\(fill)")
        #expect(fill["fee"] == nil)
        let ledger = client.signed("GET", "/v1/account/transactionhistory?transactionTypes=MAKER_REWARD")
        #expect(ledger.rows.first?["creditCurrency"] as? String == "BTC")
    }
}
