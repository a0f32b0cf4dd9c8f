import Testing
import VenueSimulator

@testable import SimulatedVALR

/// A body that the venue does not take, and the code of its answer.
struct BadOrder: Sendable, CustomStringConvertible {
    let path: String
    let body: String
    let code: Int
    var fields: [String] = []

    var description: String { path + " " + body }

    static let limit = "/v2/orders/limit"
    static let all: [BadOrder] = [
        BadOrder(path: limit, body: "", code: -113),
        BadOrder(path: limit, body: "{", code: -113),
        BadOrder(path: limit, body: "[]", code: -113),
        BadOrder(path: limit, body: "{}", code: -11, fields: ["pair", "side"]),
        BadOrder(
            path: limit, body: #"{"side":"buy","quantity":"1","price":"1","pair":"BTCUSDC"}"#, code: -11,
            fields: ["side"]),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":0.001,"price":"50000","pair":"BTCUSDC"}"#, code: -11,
            fields: ["quantity"]),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"1e-3","price":"0","pair":"BTCUSDC","timeInForce":"gtc"}"#,
            code: -11, fields: ["quantity", "price", "timeInForce"]),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"0.001","price":"-5","pair":"BTCUSDC","postOnly":"yes"}"#,
            code: -11, fields: ["price", "postOnly"]),
        BadOrder(
            path: limit,
            body: #"{"side":"BUY","quantity":"0.001","price":"50000","pair":"BTCUSDC","customerOrderId":"a_b"}"#,
            code: -11, fields: ["customerOrderId"]),
        BadOrder(
            path: limit,
            body: #"{"side":"BUY","quantity":"1","price":"1","pair":"BTCUSDC","postOnly":true,"timeInForce":"IOC"}"#,
            code: -11, fields: ["timeInForce"]),
        BadOrder(path: limit, body: #"{"side":"BUY","quantity":"1","price":"1","pair":"NOPE"}"#, code: -21),
        BadOrder(path: limit, body: #"{"side":"BUY","quantity":"1","price":"1","pair":"LTCBTC"}"#, code: -32),
        BadOrder(path: limit, body: #"{"side":"BUY","quantity":"1","price":"1","pair":"BNTUSDC"}"#, code: -12005),
        BadOrder(path: limit, body: #"{"side":"BUY","quantity":"1","price":"1","pair":"BTCUSDTPERP"}"#, code: -12005),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"1","price":"50000","pair":"BTCUSDC","allowMargin":true}"#,
            code: -19213),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"0.001","price":"50000.5","pair":"BTCUSDC"}"#, code: -12901),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"0.000001","price":"50000","pair":"BTCUSDC"}"#, code: -12007),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"0.001","price":"10","pair":"BTCUSDC"}"#, code: -12007),
        BadOrder(
            path: limit, body: #"{"side":"BUY","quantity":"9","price":"50000","pair":"BTCUSDC"}"#, code: -12902),
        BadOrder(
            path: limit,
            body: #"{"side":"BUY","quantity":"99999999999999999999999999999999","price":"1","pair":"BTCUSDC"}"#,
            code: -12902),
        BadOrder(
            path: "/v2/orders/market", body: #"{"side":"BUY","pair":"BTCUSDC"}"#, code: -11, fields: ["baseAmount"]),
        BadOrder(
            path: "/v2/orders/market", body: #"{"side":"BUY","pair":"BTCUSDC","baseAmount":"1","quoteAmount":"1"}"#,
            code: -11, fields: ["baseAmount"]),
        BadOrder(
            path: "/v2/orders/stop/limit",
            body: #"{"side":"BUY","quantity":"0.001","price":"1","pair":"BTCUSDC","type":"LIMIT"}"#, code: -11,
            fields: ["type", "stopPrice"]),
        BadOrder(
            path: "/v2/orders/stop/limit",
            body:
                #"{"side":"BUY","quantity":"2","price":"18","pair":"USDTZAR","stopPrice":"19","type":"STOP_LOSS_LIMIT"}"#,
            code: -12005),
    ]
}

@Suite("VALR face: refusals (valr.md G, L.6 to L.10)")
struct VALRErrorTests {
    @Test("Every wrong order has the venue's answer, and makes no order", arguments: BadOrder.all)
    func orders(_ bad: BadOrder) throws {
        var client = try VALRClient()
        let reply = client.signed("POST", bad.path, bad.body)
        #expect(reply.status == 400, "\(reply.text)")
        #expect(reply.code == bad.code, "\(reply.text)")
        #expect(reply["orderId"] == nil)
        if !bad.fields.isEmpty { #expect(Set(bad.fields).isSubset(of: reply.fields), "\(reply.text)") }
        #expect(client.signed("GET", "/v1/orders/history").rows.isEmpty)
    }

    @Test("Texts are the recorded ones")
    func texts() throws {
        var client = try VALRClient()
        let small = client.limit("BUY", "0.000001", at: "50000", pair: "BTCUSDT")
        #expect(
            small["message"]
                == "Minimum order size not met . Minimum amount: 0.00000786 BTC, minimum total: 0.52 USDT")
        #expect(client.status("nothing")["message"] == "Invalid Order. ")
        client.requestSwitches = ["unknownCodeWording": "opaque"]
        #expect(client.limit("BUY", "0.001", at: "50000.5")["message"]?.contains("tick") == false)
    }

    @Test("Unknown orders: an error by status, an empty list by detail, 404 when switched")
    func unknown() throws {
        var client = try VALRClient()
        let id = "01981786-c482-7bae-a3da-4a756ef9d12e"
        #expect(client.status(id).status == 400)
        #expect(client.detail(id).text == "[]")
        #expect(client.signed("GET", "/v1/orders/history/summary/customerorderid/none").code == -1)
        client.requestSwitches = ["unknownOrder": "404"]
        #expect(client.status(id).status == 404)
        #expect(client.status(client.rest(), pair: "NOPE").code == -21)
        #expect(client.status(client.rest(), pair: "ETHBTC").code == -1)
    }

    @Test("Cancels need exactly one name; what is closed is told by the switch")
    func cancels() throws {
        var client = try VALRClient()
        let id = client.rest("c")
        for body in [
            #"{"pair":"BTCUSDC"}"#, #"{"orderId":"\#(id)"}"#,
            #"{"pair":"BTCUSDC","orderId":"\#(id)","customerOrderId":"c"}"#,
        ] { #expect(client.signed("DELETE", "/v2/orders/order", body).code == -11) }
        #expect(client.signed("DELETE", "/v2/orders/order").code == -113)
        #expect(client.cancel(id, pair: "ETHBTC").code == -1)
        #expect(client.cancel(id).status == 200)
        for (setting, status) in [("400", 400), ("404", 404), ("200", 200)] {
            client.requestSwitches = ["cancelOfClosed": setting]
            #expect(client.cancel(id).status == status)
        }
        #expect(client.cancel("nothing").code == -1)
    }

    @Test("Another account's orders are strangers")
    func strangers() throws {
        var client = try VALRClient()
        let id = client.rest("mine")
        client.subaccount = VALR.subaccount
        #expect(client.status(id).code == -1)
        #expect(client.cancel(id).code == -1)
        #expect(client.detail(id).text == "[]")
        #expect(client.signed("GET", "/v1/orders/open").rows.isEmpty)
        #expect(
            !client.limit("BUY", "0.001", at: "50000", pair: "BTCUSDT", #","customerOrderId":"mine""#).text.contains(
                "code"))
    }

    @Test("Read-only mode refuses writes alone; gateway faults lose the answer, done or not")
    func outages() throws {
        var client = try VALRClient()
        client.requestSwitches = ["readOnly": "on"]
        #expect(client.open("/v1/public/status")["status"] == "read-only")
        #expect(client.limit("BUY", "0.001", at: "50000").status == 503)
        #expect(client.signed("DELETE", "/v1/orders").status == 503)
        #expect(client.signed("GET", "/v1/orders/open").status == 200)
        client.requestSwitches = ["orderWriteFault": "lost"]
        #expect(client.limit("BUY", "0.001", at: "50000").status == 502)
        #expect(client.signed("GET", "/v1/orders/open").rows.isEmpty)
        client.requestSwitches = ["orderWriteFault": "placed"]
        #expect(client.limit("BUY", "0.001", at: "50000").text.hasPrefix("<html>"))
        #expect(client.signed("GET", "/v1/orders/open").rows.count == 1)
    }

    @Test("The slippage guard fails an order or moves its limit")
    func slippage() throws {
        var client = try VALRClient(["slippageGuard": "fail", "slippageBandPercent": "0"])
        let ask = client.best().ask
        let failed = client.limit("BUY", "7", at: String(ask + 500))
        #expect(failed["message"] == "Order cancelled as it would have matched outside of slippage price band")
        client.requestSwitches = ["slippageGuard": "reprice"]
        let moved = client.limit("BUY", "7", at: String(ask + 500))
        #expect(moved.status == 201, "\(moved.text)")
        let states = client.detail(moved["id"] ?? "").column("orderStatusType")
        #expect(states.contains("Order price has been modified due to slippage limits"), "\(states)")
    }

    @Test(
        "Hostile input gets an answer, never more",
        arguments: [
            "/v1/orders/BTCUSDC/orderid/%00", "/v1/orders/history?limit=101", "/v1/orders/history?limit=-1",
            "/v1/orders/history?startTime=2025-02-30T00:00:00Z", "/v1/orders/history?statuses=NOPE",
            "/v1/orders/history?currencyPair=NOPE", "/v1/account/tradehistory?beforeId=x",
            "/v1/account/transactionhistory?beforeId=x", "/v1/account/tradehistory?skip=99999999999999999",
            "/v1/marketdata/NOPE/orderbook", "/v1/orders/history?limit=%zz",
            "/v1/account/balances?excludeZeroBalances=1",
        ])
    func hostile(target: String) throws {
        var client = try VALRClient()
        let reply = client.signed("GET", target)
        #expect(reply.status == 400, "\(reply.status) \(reply.text)")
        #expect(reply.code != nil)
    }

    @Test("Paths that the venue does not have are 404 and have no operation")
    func paths() throws {
        var client = try VALRClient()
        for target in [
            "/", "", "/v1", "/v1/orders//orderid/x", "/v3/orders/limit", "/v2/public/time", "/v1/public/BTCUSDC/x",
        ] {
            #expect(client.signed("GET", target).status == 404)
            #expect(client.face.operation(of: FaceRequest(method: "GET", target: target)) == nil)
        }
    }
}
