import Fidelity
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedVALR

/// The face's messages against every stream sample of the sheet: the same keys and types.
@Suite("VALR face: streams, fidelity")
struct VALRStreamFidelityTests {
    private func compare(
        _ frame: VALRFrame?, _ file: String, _ index: Int? = nil, _ name: String? = nil, waived: Set<String> = []
    ) throws {
        let frame = try #require(frame)
        var expected = try Shape(VenueSamples.bytes("valr", file))
        if let index, case .list(let rows) = expected { expected = rows[index] }
        if let name, case .members(let members) = expected { expected = try #require(members[name]) }
        let differences = ShapeComparison(recordedPlaces: [:], waived: []).differences(
            expected: expected.without(waived).withoutPlaces,
            actual: try Shape(frame.bytes).without(waived).withoutPlaces)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(frame.text.prefix(600))")
    }

    @Test("Market data")
    func market() throws {
        var client = try VALRClient()
        let first = client.reader(
            "AGGREGATED_ORDERBOOK_UPDATE", "FULL_ORDERBOOK_UPDATE", "OB_L1_DIFF", "MARKET_SUMMARY_UPDATE", "NEW_TRADE",
            "NEW_TRADE_BUCKET")
        try compare(first.first { $0.type == "AGGREGATED_ORDERBOOK_UPDATE" }, "ws-aggregated-orderbook-update.json")
        try compare(first.first { $0.type == "FULL_ORDERBOOK_SNAPSHOT" }, "ws-full-orderbook-sequence.json", 0)
        try compare(first.first { $0.type == "OB_L1_SNAPSHOT" }, "ws-ob-l1-sequence.json", 0)
        try compare(first.first { $0.type == "MARKET_SUMMARY_UPDATE" }, "ws-market-summary-update.json")
        try compare(first.first { $0.type == "SUBSCRIBED" }, "ws-control-messages.json", nil, "subscribed")
        try compare(first.first { $0.type == "AUTHENTICATED" }, "ws-control-messages.json", nil, "authenticated")
        client.rest(price: String(client.best().bid))
        _ = client.market("BUY", #""baseAmount":"0.05""#)
        let next = client.frames()
        try compare(next.first { $0.type == "NEW_TRADE" }, "ws-new-trade.json")
        try compare(next.first { $0.type == "NEW_TRADE_BUCKET" }, "ws-new-trade-bucket.json")
        try compare(
            next.first { $0.type == "FULL_ORDERBOOK_UPDATE" }, "ws-full-orderbook-update.json",
            waived: ["Asks", "Bids"])
        try compare(next.first { $0.type == "OB_L1_DIFF" }, "ws-ob-l1-sequence.json", 1, waived: ["a", "b"])
    }

    @Test("The account")
    func account() throws {
        var client = try VALRClient()
        let greeting = client.account()
        let rand = greeting.first { ($0.data["currency"] as? [String: Any])?["symbol"] as? String == "R" }
        try compare(rand, "ws-balance-update.json")
        _ = client.limit("SELL", "0.001", at: "900000", #","postOnly":true,"customerOrderId":"one""#)
        let placed = client.frames()
        try compare(placed.first { $0.type == "ORDER_STATUS_UPDATE" }, "ws-order-status-update.json", 0)
        try compare(placed.first { $0.type == "ORDER_PROCESSED" }, "ws-order-outcomes.json", 0)
        try compare(
            placed.first { $0.type == "OPEN_ORDERS_UPDATE" }, "ws-open-orders-update.json", waived: ["customerOrderId"])
        _ = client.market("BUY", #""baseAmount":"0.001""#, #","customerOrderId":"two""#)
        let bought = client.frames()
        try compare(bought.first { $0.type == "NEW_ACCOUNT_TRADE" }, "ws-new-account-trade.json")
        try compare(bought.last { $0.type == "ORDER_STATUS_UPDATE" }, "ws-order-status-update.json", 2)
        _ = client.limit("SELL", "7.5", at: "106600")
        _ = client.frames()
        _ = client.limit("SELL", "3", at: "106600", #","customerOrderId":"three""#)
        let failed = client.frames()
        try compare(failed.first { $0.type == "ORDER_PROCESSED" }, "ws-order-outcomes.json", 1)
        try compare(failed.first { $0.type == "ORDER_STATUS_UPDATE" }, "ws-order-status-update.json", 4)
        let id = client.rest("four")
        _ = client.frames()
        _ = client.modify(id, #""newPrice":"51000""#)
        try compare(client.frames("MODIFY_ORDER_OUTCOME").first, "ws-order-outcomes.json", 2)
    }

    @Test(
        "Order entry on the socket",
        arguments: [
            (
                "place_limit",
                #"{"type":"PLACE_LIMIT_ORDER","clientMsgId":"1","payload":{"side":"BUY","quantity":"0.001","price":"50000","pair":"BTCUSDC","customerOrderId":"e"}}"#
            ),
            (
                "place_market",
                #"{"type":"PLACE_MARKET_ORDER","clientMsgId":"2","payload":{"side":"BUY","baseAmount":"0.001","pair":"BTCUSDC","customerOrderId":"f"}}"#
            ),
        ])
    func entry(_ name: String, _ text: String) throws {
        var client = try VALRClient()
        _ = client.account()
        client.say(text)
        try compare(client.frames().first, "ws-order-entry.json", nil, name + "_response")
    }

    @Test(
        "Every setting of every switch: well-formed messages, and none missing",
        arguments: SwitchSetting.all(of: VALRFace.switches))
    func tour(_ setting: SwitchSetting) throws {
        var client = try VALRClient([setting.name: setting.value], frozen: false)
        #expect(client.connect("/ws/trade", as: 1).status == 101)
        #expect(client.connect("/ws/account", as: 2).status == 101)
        for event in [
            "AGGREGATED_ORDERBOOK_UPDATE", "FULL_ORDERBOOK_UPDATE", "OB_L1_DIFF", "NEW_TRADE", "MARKET_SUMMARY_UPDATE",
            "NEW_TRADE_BUCKET",
        ] {
            client.follow(event)
        }
        client.say(#"{"type":"PING"}"#)
        var frames = client.frames()
        client.rest("tour")
        for _ in 0..<3 {
            client.advance(1_000)
            frames += client.frames()
        }
        #expect(frames.allSatisfy { $0.bytes.isEmpty ? setting.name == "emptyTextFrames" : !$0.type.isEmpty })
        let types = Set(frames.map(\.type))
        #expect(
            types.isSuperset(of: [
                "AUTHENTICATED", "PONG", "AGGREGATED_ORDERBOOK_UPDATE", "FULL_ORDERBOOK_SNAPSHOT", "BALANCE_UPDATE",
                "OPEN_ORDERS_UPDATE",
            ]))
        let mayWrite = !["readOnly=on", "orderWriteFault=lost"].contains("\(setting)")
        #expect(types.contains("ORDER_PROCESSED") == mayWrite)
    }
}
