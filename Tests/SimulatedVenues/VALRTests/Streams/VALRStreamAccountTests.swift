import Testing
import VenueSimulator

@testable import SimulatedVALR

/// The account's own events (valr.md J).
@Suite("VALR face: streams, the account")
struct VALRStreamAccountTests {
    private func types(_ frames: [VALRFrame]) -> [String] { frames.map(\.type) }

    @Test("The greeting: known, one balance per held asset, then the open orders")
    func greeting() throws {
        var client = try VALRClient()
        let id = client.rest("mine")
        let frames = client.account()
        #expect(frames.first?.type == "AUTHENTICATED" && frames.last?.type == "OPEN_ORDERS_UPDATE")
        let balances = frames.filter { $0.type == "BALANCE_UPDATE" }
        #expect(balances.count == frames.count - 2 && balances.count == VALR.Setup.balances.count)
        #expect(frames.last?.rows.map { $0["orderId"] as? String } == [id])
        #expect(frames.last?.rows.first?["customerOrderId"] as? String == "mine")
        let rand = balances.compactMap { $0.data["currency"] as? [String: Any] }.first {
            $0["shortName"] as? String == "ZAR"
        }
        #expect(rand?["symbol"] as? String == "R", "K.15")
    }

    @Test("A resting order: verdict, status, what it holds, the list")
    func resting() throws {
        var client = try VALRClient()
        _ = client.account()
        let id = client.rest("one")
        let frames = client.frames()
        try #require(
            types(frames) == ["ORDER_PROCESSED", "ORDER_STATUS_UPDATE", "BALANCE_UPDATE", "OPEN_ORDERS_UPDATE"])
        #expect(frames[0].data["orderId"] as? String == id && frames[0].data["success"] as? Bool == true)
        #expect(frames[1].data["orderStatusType"] as? String == "Placed")
        #expect(frames[1].data["customerOrderId"] as? String == "one")
        #expect(frames[2].data["reserved"] as? String == "50")
        _ = client.cancel(id)
        let ended = client.frames()
        try #require(types(ended) == ["ORDER_STATUS_UPDATE", "BALANCE_UPDATE", "OPEN_ORDERS_UPDATE"])
        #expect(ended[0].data["orderStatusType"] as? String == "Cancelled" && ended[2].rows.isEmpty)
    }

    @Test("A trade: a status and a fill each, with the fee in what was received")
    func trading() throws {
        var client = try VALRClient()
        _ = client.account()
        _ = client.market("BUY", #""baseAmount":"0.001""#)
        let frames = client.frames()
        let fills = frames.filter { $0.type == "NEW_ACCOUNT_TRADE" }
        #expect(!fills.isEmpty && fills.allSatisfy { $0.data["feeCurrency"] as? String == "BTC" })
        #expect(fills.allSatisfy { $0.data["sequenceId"] == nil })
        let row = try #require(client.signed("GET", "/v1/account/tradehistory").rows.first)
        #expect(fills.last?.data["id"] as? String == row["id"] as? String)
        let statuses = frames.filter { $0.type == "ORDER_STATUS_UPDATE" }
        #expect(statuses.last?.data["orderStatusType"] as? String == "Filled")
        #expect(statuses.count == fills.count)
        #expect(frames.filter { $0.type == "BALANCE_UPDATE" }.count == 2)
    }

    @Test("v1: 202 first, everything else here later")
    func laterVerdict() throws {
        var client = try VALRClient()
        _ = client.account()
        let placed = client.limit("BUY", "0.001", at: "50000", version: 1)
        #expect(placed.status == 202 && client.frames().isEmpty)
        client.advance(100)
        #expect(types(client.frames()).prefix(2) == ["ORDER_PROCESSED", "ORDER_STATUS_UPDATE"])
        _ = client.limit("SELL", "7.5", at: "106600")
        _ = client.frames()
        let poor = client.limit("SELL", "3", at: "106600", version: 1)
        #expect(poor.status == 202)
        client.advance(100)
        let frames = client.frames()
        try #require(types(frames).prefix(2) == ["ORDER_PROCESSED", "ORDER_STATUS_UPDATE"])
        #expect(frames[0].data["success"] as? Bool == false)
        #expect(frames[0].data["failureReason"] as? String == frames[1].data["failedReason"] as? String)
        #expect(frames[1].data["orderStatusType"] as? String == "Failed")
        let id = placed["id"] ?? ""
        _ = client.signed("DELETE", "/v1/orders/order", #"{"orderId":"\#(id)","pair":"BTCUSDC"}"#)
        _ = client.signed("DELETE", "/v1/orders/order", #"{"orderId":"\#(id)","pair":"BTCUSDC"}"#)
        client.advance(100)
        #expect(types(client.frames()).contains("FAILED_CANCEL_ORDER"), "the second came too late")
    }

    @Test("A post-only order that would cross was never on the book")
    func crossing() throws {
        var client = try VALRClient()
        _ = client.account()
        let price = String(client.best().ask)
        _ = client.limit("BUY", "0.001", at: price, #","postOnly":true"#)
        let statuses = client.frames("ORDER_STATUS_UPDATE").map { $0.data["orderStatusType"] as? String }
        #expect(statuses == ["Failed"])
    }

    @Test("K.8: a resting post-only order may tell no status")
    func silentPostOnly() throws {
        var client = try VALRClient(["restingPostOnlyStatus": "silent"])
        _ = client.account()
        _ = client.limit("BUY", "0.001", at: "50000", #","postOnly":true"#)
        let frames = client.frames()
        #expect(!types(frames).contains("ORDER_STATUS_UPDATE"))
        #expect(types(frames).contains("ORDER_PROCESSED") && types(frames).contains("OPEN_ORDERS_UPDATE"))
    }

    @Test("A modification: an outcome, and the new state")
    func modifying() throws {
        var client = try VALRClient()
        let id = client.rest()
        _ = client.account()
        let made = client.modify(id, #""newPrice":"51000""#)
        let frames = client.frames()
        #expect(
            Set(types(frames)) == [
                "ORDER_STATUS_UPDATE", "MODIFY_ORDER_OUTCOME", "BALANCE_UPDATE", "OPEN_ORDERS_UPDATE",
            ])
        let outcome = try #require(frames.first { $0.type == "MODIFY_ORDER_OUTCOME" })
        #expect(outcome.data["success"] as? Bool == true && outcome.data["modifyRequestId"] as? String == made["id"])
        #expect(
            frames.first { $0.type == "ORDER_STATUS_UPDATE" }?.data["orderStatusType"] as? String == "Order Modified")
        _ = client.modify(id, #""newPrice":"51000""#)
        #expect(client.frames("MODIFY_ORDER_OUTCOME").first?.data["success"] as? Bool == false)
    }

    @Test("Events may come in any order, the same from one seed")
    func shuffled() throws {
        var seen: Set<[String]> = []
        var client = try VALRClient(["accountEventOrder": "shuffled"])
        _ = client.account()
        for _ in 0..<20 {
            client.rest()
            let types = types(client.frames())
            #expect(
                types.sorted() == ["BALANCE_UPDATE", "OPEN_ORDERS_UPDATE", "ORDER_PROCESSED", "ORDER_STATUS_UPDATE"])
            seen.insert(types)
        }
        #expect(seen.count > 3)
    }

    @Test("The list of open orders may come in an object, fills without fees")
    func shapes() throws {
        var client = try VALRClient(["openOrdersShape": "object", "streamFillFees": "missing"])
        let greeting = client.account()
        #expect((greeting.last?.data["orders"] as? [Any])?.isEmpty == true && greeting.last?.data["accountId"] != nil)
        _ = client.market("BUY", #""baseAmount":"0.001""#)
        #expect(
            client.frames("NEW_ACCOUNT_TRADE").allSatisfy { $0.data["fee"] == nil && $0.data["feeCurrency"] == nil })
    }

    @Test("Some events can be switched off, and on again")
    func muting() throws {
        var client = try VALRClient()
        _ = client.account()
        client.say(#"{"type":"UNSUBSCRIBE","requests":[{"event":"BALANCE_UPDATE"},{"event":"ORDER_STATUS_UPDATE"}]}"#)
        client.rest()
        #expect(types(client.frames()) == ["ORDER_PROCESSED", "ORDER_STATUS_UPDATE", "OPEN_ORDERS_UPDATE"])
        client.say(#"{"type":"SUBSCRIBE","subscriptions":[{"event":"BALANCE_UPDATE"}]}"#)
        client.rest()
        #expect(client.frames("BALANCE_UPDATE").count == 1)
    }

    @Test("Other accounts hear nothing; all connections of one account hear the same")
    func accounts() throws {
        var client = try VALRClient()
        _ = client.account(as: 1)
        _ = client.account(as: 2)
        client.subaccount = VALR.subaccount
        _ = client.account(as: 3)
        client.subaccount = nil
        client.rest()
        let frames = client.frames()
        let first = frames.filter { $0.stream == StreamID(1) }.map(\.text)
        #expect(first.count == 4 && frames.filter { $0.stream == StreamID(2) }.map(\.text) == first)
        #expect(!frames.contains { $0.stream == StreamID(3) })
    }

    @Test("J.4: order entry on the socket, and orders that go with it")
    func orderEntry() throws {
        var client = try VALRClient()
        _ = client.account()
        client.say(
            #"{"type":"PLACE_LIMIT_ORDER","clientMsgId":"7","payload":{"side":"BUY","quantity":"0.001","price":"50000","#
                + #""pair":"BTCUSDC","customerOrderId":"ws-1"}}"#)
        let answer = try #require(client.frames().first)
        #expect(answer.type == "PLACE_LIMIT_WS_RESPONSE" && answer.object["clientMsgId"] as? String == "7")
        let id = try #require(answer.data["orderId"] as? String)
        client.advance(100)
        #expect(types(client.frames()).prefix(2) == ["ORDER_PROCESSED", "ORDER_STATUS_UPDATE"])
        client.say(
            #"{"type":"MODIFY_ORDER","clientMsgId":"8","payload":{"orderId":"\#(id)","pair":"BTCUSDC","newPrice":"51000","modifyMatchStrategy":"RETAIN_ORIGINAL"}}"#
        )
        #expect(types(client.frames()) == ["MODIFY_ORDER_WS_RESPONSE"])
        client.advance(100)
        #expect(types(client.frames()).contains("MODIFY_ORDER_OUTCOME"))
        client.say(#"{"type":"CANCEL_LIMIT_ORDER","clientMsgId":"9","payload":{"orderId":"\#(id)","pair":"BTCUSDC"}}"#)
        #expect(client.frames().first?.type == "CANCEL_ORDER_WS_RESPONSE")
        client.advance(100)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
        client.say(#"{"type":"PLACE_MARKET_ORDER","clientMsgId":"a","payload":{"side":"BUY"}}"#)
        #expect(types(client.frames()).contains("INVALID_PLACE_MARKET_REQUEST"))
    }

    @Test("Cancel on disconnect takes all orders of the account along")
    func cancelOnDisconnect() throws {
        var client = try VALRClient()
        let id = client.rest()
        _ = client.account()
        client.say(#"{"type":"CANCEL_ON_DISCONNECT","payload":{"cancelOnDisconnect":true}}"#)
        #expect(
            client.frames().map(\.text) == [
                #"{"type":"CANCEL_ON_DISCONNECT_UPDATE","data":{"cancelOnDisconnect":"true"}}"#
            ])
        client.face.closeStream(StreamID(1), at: client.now)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
    }

    @Test("A key that only reads may listen and not place")
    func readOnly() throws {
        var client = try VALRClient()
        client.role = .readOnly
        _ = client.account()
        client.say(
            #"{"type":"PLACE_LIMIT_ORDER","payload":{"side":"BUY","quantity":"0.001","price":"50000","pair":"BTCUSDC"}}"#
        )
        #expect(client.frames().map(\.type) == ["INVALID_PLACE_LIMIT_REQUEST"])
    }
}
