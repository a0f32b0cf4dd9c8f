import Testing
import VenueSimulator

@testable import SimulatedBinance

@Suite("Binance face: parameter grammar (binance.md L.7, G.2)")
struct BinanceParameterTests {
    @Test(
        "Public calls",
        arguments: [
            ("ping", "a=1", -1101), ("time", "a=1&b=2", -1101), ("depth", nil, -1102), ("depth", "symbol=", -1102),
            ("depth", "symbol=BTCUSDT&symbol=BTCUSDT", -1101), ("depth", "symbol=BTCUSDT&limits=5", -1104),
            ("depth", "symbol=btcusdt", -1121), ("depth", "symbol=NOPE", -1121),
            ("depth", "symbol=BTCUSDT&limit=a", -1100),
            ("depth", "symbol=BTCUSDT&limit=", -1105), ("depth", "symbol=BTCUSDT&limit=-1", -1100),
            ("depth", "symbol=BTCUSDT&limit=99999999999999999999", -1108), ("depth", "symbol=BTCUSDT&limit=0", -1130),
            ("depth", "symbol=BTCUSDT&symbolStatus=HALT", -1220), ("depth", "symbol=BTCUSDT&symbolStatus=x", -1122),
            ("depth", "symbol=%E5%B8%8", -1100), ("depth", "symbol=%FF", -1100),
            ("klines", "symbol=BTCUSDT&interval=1w&timeZone=15", -1130),
            ("klines", "symbol=BTCUSDT&interval=2w", -1120),
            ("klines", "symbol=BTCUSDT&interval=1D", -1120), ("klines", "symbol=BTCUSDT", -1102),
            ("exchangeInfo", "symbol=BTCUSDT&permissions=SPOT", -1128),
            ("exchangeInfo", "symbolStatus=CANCEL_ONLY", -1122),
            ("exchangeInfo", "symbols=%5B%22BTCUSDT%22,%22BTCUSDT%22%5D", -1151),
            ("exchangeInfo", "symbols=%5B%22NOPE%22%5D", -1121), ("exchangeInfo", "symbols=BTCUSDT", -1100),
            ("ticker/price", "symbol=BTCUSDT&symbols=%5B%22BTCUSDT%22%5D", -1128),
            ("aggTrades", "symbol=BTCUSDT&fromId=1&startTime=1", -1128), ("referencePrice", "symbol=LTCBTC", -2043),
        ] as [(String, String?, Int)]
    )
    func refused(path: String, query: String?, code: Int) throws {
        var client = try BinanceClient()
        let reply = client.send("GET", "/api/v3/" + path, query)
        #expect(reply.status == 400)
        #expect(reply.code == code, "\(reply.text)")
    }

    @Test("The texts count what was read and what was sent")
    func texts() throws {
        var client = try BinanceClient()
        #expect(
            client.send("GET", "/api/v3/ping", "a=1").message
                == "Too many parameters; expected '0' and received '1'."
        )
        #expect(
            client.send("GET", "/api/v3/depth", "symbol=BTCUSDT&limit=5&x=1").message
                == "Not all sent parameters were read; read '2' parameter(s) but was sent '3'."
        )
        let decimal = client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1,5&price=1")
        #expect(
            decimal.message
                == #"Illegal characters found in parameter 'quantity'; legal range is '^([0-9]{1,20})(\.[0-9]{1,20})?$'."#
        )
    }

    @Test(
        "Order parameters",
        arguments: [
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1", -1102),
            ("side=BUY&type=LIMIT&quantity=1&price=60000", -1102),
            ("side=BUY&type=LIMIT&timeInForce=gtc&quantity=1&price=60000", -1115),
            ("side=buy&type=LIMIT&timeInForce=GTC&quantity=1&price=60000", -1117),
            ("side=BUY&type=STOP&timeInForce=GTC&quantity=1&price=60000", -1116),
            ("side=BUY&type=MARKET", -1102), ("side=BUY&type=MARKET&quantity=1&quoteOrderQty=1", -1106),
            ("side=BUY&type=MARKET&quantity=1&price=60000", -1106),
            ("side=BUY&type=MARKET&quantity=1&timeInForce=GTC", -1106),
            ("side=BUY&type=LIMIT_MAKER&quantity=1&price=60000&timeInForce=GTC", -1106),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quoteOrderQty=60&price=60000", -1106),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&stopPrice=1", -1106),
            ("side=BUY&type=STOP_LOSS&quantity=1", -1102),
            ("side=BUY&type=LIMIT&timeInForce=IOC&quantity=1&price=60000&icebergQty=0.1", -1014),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.000000001&price=60000", -1111),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000.123456789", -1111),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1.&price=60000", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=.5&price=60000", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=-1&price=60000", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1e400&price=60000", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=NaN&price=60000", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=111111111111111111111&price=60000", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&newClientOrderId=", -1105),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&newClientOrderId=a.b", -1100),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&strategyType=999999", -1130),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&newOrderRespType=Full", -1130),
            ("side=BUY&type=LIMIT&timeInforce=GTC&quantity=1&price=60000", -1102),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&reduceOnly=true", -1104),
            ("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&selfTradePreventionMode=NONE", -1013),
        ]
    )
    func orders(parameters: String, code: Int) throws {
        var client = try BinanceClient()
        let reply = client.order("symbol=BTCUSDT&" + parameters)
        #expect(reply.status == 400)
        #expect(reply.code == code, "\(reply.text)")
        #expect(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSDT").text == "[]")
    }

    @Test("A client id of 36 characters passes, one of 37 does not")
    func clientIDs() throws {
        var client = try BinanceClient()
        #expect(client.rest(String(repeating: "a", count: 36)) > 0)
        #expect(client.rest(String(repeating: "a", count: 37)) == -1)
        #expect(client.rest("3fa85f64-5717-4562-b3fc-2c963f66afa6") > 0)
    }

    @Test("The query overrules the body, and a body alone is enough")
    func queryWins() throws {
        let query = try #require(Binance.Query(query: Array("a=1&b=2".utf8), form: Array("b=3&c=4".utf8)))
        #expect(!query.hasDuplicate)
        #expect(query.first("b")?.value == "2")
        #expect(query.first("c")?.value == "4")
        #expect(query.pairs.count == 3)
    }

    @Test(
        "Account reads",
        arguments: [
            ("order", "symbol=BTCUSDT", -1102), ("order", "symbol=BTCUSDT&orderId=999", -2013),
            ("allOrders", "symbol=BTCUSDT&startTime=1&endTime=86400002", -1127), ("allOrders", "", -1102),
            ("myTrades", "symbol=BTCUSDT&orderId=1&startTime=1", -1128),
            ("myTrades", "symbol=BTCUSDT&fromId=1&endTime=1", -1128), ("myPreventedMatches", "symbol=BTCUSDT", -1102),
            ("openOrders", "symbol=NOPE", -1121), ("account", "omitZeroBalances=yes", -1130),
            ("rateLimit/order", "symbol=BTCUSDT", -1104),
        ]
    )
    func reads(path: String, parameters: String, code: Int) throws {
        var client = try BinanceClient()
        let reply = client.signed("GET", "/api/v3/" + path, parameters)
        #expect(reply.code == code, "\(reply.text)")
    }

    @Test("Unknown paths and methods are 404, listenKeys 410, SQL words 403, a blocked region 451")
    func edges() throws {
        var client = try BinanceClient()
        #expect(client.send("GET", "/api/v3/nothing").status == 404)
        #expect(client.send("POST", "/api/v3/time").status == 404)
        let page = client.send("GET", "/api/v4/time", headers: ["Accept": "text/html"])
        #expect(page.headers.first("Content-Type") == "text/html")
        for method in ["POST", "PUT", "DELETE"] {
            #expect(client.send(method, "/api/v3/userDataStream").status == 410)
        }
        let word = client.order("symbol=BTCUSDT&newClientOrderId=drop_2")
        #expect(word.status == 403)
        #expect(word.headers.first("Content-Type") == "text/html")
        var blocked = try BinanceClient(["region": "blocked"])
        let reply = blocked.send("GET", "/api/v3/ping")
        #expect(reply.status == 451)
        #expect(reply.code == 0)
        var testnet = try BinanceClient(["wallet": "off"])
        #expect(testnet.send("GET", "/sapi/v1/system/status").status == 404)
    }

    @Test("An unknown switch or setting is an error")
    func switches() {
        #expect(throws: FaceError.unknownSwitch(name: "nope")) { try BinanceClient(["nope": "1"]) }
        #expect(throws: FaceError.self) { try BinanceClient(["wallet": "maybe"]) }
        #expect(throws: FaceError.self) { try BinanceClient(["weightLimit": "-1"]) }
        #expect(throws: FaceError.self) { try BinanceClient(["weightLimit": "99999999999999"]) }
    }
}
