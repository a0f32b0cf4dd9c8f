import Fidelity
import Testing
import VenueSimulator

@testable import SimulatedVALR

@Suite("VALR face: the order tour under every setting of every switch")
struct VALRTourTests {
    @Test(
        "Pairs, book, place, read, list, modify, cancel, trade, balances: well-formed and never a surprise",
        arguments: SwitchSetting.all(of: VALRFace.switches))
    func tour(_ setting: SwitchSetting) throws {
        var client = try VALRClient([setting.name: setting.value], frozen: false)
        let mayRead = "\(setting)" != "publicCallsPerMinute=0"
        #expect((client.open("/v1/public/pairs/SPOT").status == 200) == mayRead)
        #expect(client.signed("GET", "/v1/marketdata/BTCUSDC/orderbook").status == 200)
        let mayWrite = !["readOnly=on", "orderWriteFault=placed", "orderWriteFault=lost"].contains("\(setting)")
        let placed = client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"tour""#)
        #expect((placed.status == 201) == mayWrite, "\(placed.text)")
        client.advance(2_000)
        if mayWrite {
            let id = placed["id"] ?? ""
            #expect(client.status(id)["orderStatusType"] == "Placed")
            #expect(client.signed("GET", "/v1/orders/open").column("orderId") == [id])
            #expect(client.modify(id, #""newPrice":"51000""#).status == 201)
            #expect(client.status(id)["orderStatusType"] == "Order Modified")
            let v1 = client.limit("BUY", "0.001", at: "50000", version: 1)
            #expect(v1.status == 202)
            client.advance(2_000)
            #expect(client.status(v1["id"] ?? "")["orderStatusType"] == "Placed")
            #expect(client.signed("DELETE", "/v1/orders").rows.count == 2)
            client.advance(2_000)
            #expect(client.status(id)["orderStatusType"] == "Cancelled")
            let market = client.market("BUY", #""baseAmount":"0.001""#)
            #expect(market.status == 201 || setting.name.hasPrefix("slippage"), "\(market.text)")
            client.advance(2_000)
            let detail = client.detail(market["id"] ?? market["orderId"] ?? "")
            #expect(!detail.rows.isEmpty)
            #expect(client.signed("GET", "/v1/account/tradehistory").rows.isEmpty == (market.status != 201))
        }
        #expect(client.signed("GET", "/v1/account/balances").status == 200)
        #expect(client.signed("GET", "/v1/orders/history").status == 200)
    }
}
