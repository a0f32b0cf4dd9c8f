import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: transport, states of the venue, lost answers (kraken.md A.2, D.1, L.4)")
struct KrakenTransportTests {
    @Test("Paths, methods and names that do not exist")
    func transport() throws {
        var client = try KrakenClient()
        #expect(client.send("GET", "/0/public/Nothing").error == "EGeneral:Unknown method")
        #expect(client.send("POST", "/0/private/time").error == "EGeneral:Unknown method")
        #expect(client.send("GET", "/0/private/Balance").status == 405)
        #expect(client.send("DELETE", "/0/public/Time").status == 405)
        #expect(client.send("GET", "/1/public/Time").status == 404)
        #expect(client.send("POST", "/0/public/Time").error == nil)
        #expect(client.send("POST", "/0/private/Balance").error == "EAPI:Invalid key")
        #expect(client.ask("Depth", "pair=XBTUSD,NOPE").error == "EQuery:Unknown asset pair")
        #expect(client.ask("Depth").error == "EGeneral:Invalid arguments:pair")
        #expect(client.ask("Ticker", "pair=XBTUSD%2CNOPE").error == "EQuery:Unknown asset pair")
        #expect(
            client.ask("OHLC", "pair=XBTUSD&interval=7").error == "EGeneral:Invalid arguments:interval")
    }

    @Test(
        "Answers that hide what happened",
        arguments: [
            ("unavailable", false), ("unavailablePlaced", true), ("gateway", false),
            ("gatewayPlaced", true),
            ("internalPlaced", true), ("throttled", false),
        ])
    func outcome(_ setting: String, _ isPlaced: Bool) throws {
        var client = try KrakenClient()
        client.requestSwitches = ["outcome": setting]
        let reply = client.call(
            "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.001&price=60000")
        #expect(reply.txid == nil)
        #expect(setting.hasPrefix("gateway") ? reply.status == 502 : reply.error != nil)
        client.requestSwitches = [:]
        #expect(client.call("OpenOrders").rows("open").count == (isPlaced ? 1 : 0))
    }

    @Test("What the venue's state lets through")
    func systemStatus() throws {
        var client = try KrakenClient()
        let txid = client.limit("buy", "0.001", "60000")
        client.requestSwitches = ["systemStatus": "post_only"]
        #expect(client.limit("buy", "0.001", "60000") == "EService:Market in post_only mode")
        #expect(client.limit("buy", "0.001", "60000", more: "&oflags=post").hasPrefix("O"))
        client.requestSwitches = ["systemStatus": "cancel_only"]
        #expect(
            client.limit("buy", "0.001", "60000", more: "&oflags=post")
                == "EService:Market in cancel_only mode")
        #expect(client.call("CancelOrder", "txid=\(txid)").number("count") == 1)
        client.requestSwitches = ["systemStatus": "maintenance"]
        #expect(client.call("CancelAll").error == "EService:Unavailable")
        #expect(client.ask("SystemStatus").result["status"] as? String == "maintenance")
    }

    @Test(
        "Bodies of every kind of rubbish are refused, not fatal",
        arguments: [
            "{", "[]", "{\"nonce\":{}}", "nonce=1&a[=1", "nonce=1&a[b]c=1", "nonce=%zz",
            "a[a][b][c][d][e]=1&nonce=9", "nonce=1&close=2&close[ordertype]=limit", "=&==&nonce",
            String(repeating: "[", count: 5_000),
        ])
    func rubbish(_ body: String) throws {
        for type in ["application/json", "application/x-www-form-urlencoded"] {
            var client = try KrakenClient()
            for name in ["AddOrder", "AddOrderBatch", "ClosedOrders", "AmendOrder"] {
                let reply = client.post(name, body, nonce: "1", type: type)
                #expect(reply.status == 200 && reply.error != nil, "\(body.prefix(40)) \(type)")
            }
        }
    }

    @Test(
        "Operations have the common names",
        arguments: [
            ("POST", "/0/private/AddOrder", "nonce=1&validate=true", "order.test"),
            ("POST", "/0/private/AddOrder", "nonce=1", "order.place"),
            ("POST", "/0/private/CancelOrder", "", "order.cancel"),
            ("GET", "/0/public/Depth", "", "market.depth"),
            ("POST", "/0/private/GetApiKeyInfo", "", "account.keyTest"),
            ("GET", "/0/public/Nope", "", nil),
            ("GET", "/", "", nil),
        ] as [(String, String, String, String?)])
    func operations(_ method: String, _ path: String, _ body: String, _ name: String?) throws {
        let client = try KrakenClient()
        #expect(
            client.face.operation(of: FaceRequest(method: method, path: path, body: Array(body.utf8)))
                == name)
    }
}
