import Testing
import VenueSimulator

@testable import SimulatedBinance

@Suite("Binance face: filters on both sides of each limit (binance.md C.3, L.8)")
struct BinanceFilterTests {
    private static func limit(_ quantity: String, _ price: String, side: String = "BUY") -> String {
        "side=\(side)&type=LIMIT&timeInForce=GTC&quantity=\(quantity)&price=\(price)"
    }

    @Test(
        "order/test refuses what a filter refuses and nothing else",
        arguments: [
            ("BTCUSDT", limit("0.001", "60000.01"), nil), ("BTCUSDT", limit("0.001", "60000.001"), "PRICE_FILTER"),
            ("BTCUSDT", limit("0.001", "1000000.01"), "PRICE_FILTER"), ("BTCUSDT", limit("0.001", "0"), "PRICE_FILTER"),
            ("TSLABUSDT", limit("1", "380"), nil), ("TSLABUSDT", limit("1", "400"), "PERCENT_PRICE_BY_SIDE"),
            ("TSLABUSDT", limit("1", "270"), "PERCENT_PRICE_BY_SIDE"),
            ("TSLABUSDT", limit("1", "300", side: "SELL"), "PERCENT_PRICE_BY_SIDE"),
            ("TSLABUSDT", limit("1", "400", side: "SELL"), nil),
            ("ETHBTC", limit("1", "0.0098"), "PERCENT_PRICE"), ("ETHBTC", limit("1", "0.0110"), nil),
            ("BTCUSDT", limit("0.00009", "60000"), nil), ("BTCUSDT", limit("0.000095", "60000"), "LOT_SIZE"),
            ("BTCUSDT", limit("9000", "60000"), "NOTIONAL"), ("BTCUSDT", limit("9000.00001", "60000"), "LOT_SIZE"),
            ("BTCUSDT", limit("0", "60000"), "LOT_SIZE"), ("BTCUSDT", limit("0.00008", "60000"), "NOTIONAL"),
            ("BTCUSDT", limit("150", "60000"), nil), ("BTCUSDT", limit("150.00001", "60000"), "NOTIONAL"),
            ("ETHBTC", limit("0.0025", "0.04"), nil), ("ETHBTC", limit("0.0024", "0.04"), "MIN_NOTIONAL"),
            ("BTCUSDT", "side=BUY&type=MARKET&quantity=119.737", nil),
            ("BTCUSDT", "side=BUY&type=MARKET&quantity=119.73701", "MARKET_LOT_SIZE"),
            ("BTCUSDT", "side=BUY&type=MARKET&quantity=0.00001", "NOTIONAL"),
            ("BTCUSDT", "side=BUY&type=MARKET&quoteOrderQty=5", nil),
            ("BTCUSDT", "side=BUY&type=MARKET&quoteOrderQty=4.99999999", "NOTIONAL"),
            ("BTCUSDT", limit("1", "60000") + "&icebergQty=0.01", nil),
            ("BTCUSDT", limit("1", "60000") + "&icebergQty=0.00999", "ICEBERG_PARTS"),
            ("BTCUSDT", limit("1", "60000") + "&icebergQty=0.000015", "LOT_SIZE"),
            ("LTCBTC", limit("99500", "0.00128"), nil), ("LTCBTC", limit("99500.001", "0.00128"), "MAX_POSITION"),
            ("BTCUSDT", "side=SELL&type=STOP_LOSS&quantity=0.001&stopPrice=60000.005", "PRICE_FILTER"),
        ] as [(String, String, String?)]
    )
    func filter(symbol: String, parameters: String, failure: String?) throws {
        var client = try BinanceClient()
        let reply = client.signed("POST", "/api/v3/order/test", "symbol=\(symbol)&" + parameters)
        if let failure {
            #expect(reply.code == (failure == "MAX_POSITION" ? -2010 : -1013))
            #expect(reply.message == "Filter failure: \(failure)")
        } else {
            #expect(reply.text == "{}")
        }
    }

    @Test("The first failing filter is named, in the stated order")
    func order() throws {
        var client = try BinanceClient()
        let all = client.order("symbol=BTCUSDT&" + Self.limit("0.000001", "0.001"))
        #expect(all.message == "Filter failure: PRICE_FILTER")
        let percent = client.order("symbol=BTCUSDT&" + Self.limit("0.000001", "0.01"))
        #expect(percent.message == "Filter failure: PERCENT_PRICE_BY_SIDE")
        let lot = client.order("symbol=BTCUSDT&" + Self.limit("0.000001", "60000"))
        #expect(lot.message == "Filter failure: LOT_SIZE")
    }

    @Test("200 open orders on a symbol pass, the next does not; a cancel makes room")
    func openOrders() throws {
        var client = try BinanceClient(["orderLimit10Seconds": "1000"])
        for index in 1...200 { #expect(client.rest("o\(index)") > 0) }
        let next = "symbol=BTCUSDT&" + Self.limit("0.001", "60000")
        #expect(client.order(next).message == "Filter failure: MAX_NUM_ORDERS")
        _ = client.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=o7")
        #expect(client.order(next).status == 200)
    }

    @Test("Five waiting stops pass, the sixth does not")
    func conditionalOrders() throws {
        var client = try BinanceClient()
        let stop = "symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.001&stopPrice=60000"
        for _ in 1...5 { #expect(client.order(stop).status == 200) }
        #expect(client.order(stop).message == "Filter failure: MAX_NUM_ALGO_ORDERS")
    }

    @Test("Symbols that do not trade: orders closed, cancels through, no candles while CANCEL_ONLY")
    func closed() throws {
        var client = try BinanceClient()
        for symbol in ["%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT", "FTTUSDT"] {
            let reply = client.order("symbol=\(symbol)&" + Self.limit("100", "0.21"))
            #expect(reply.code == -1013)
            #expect(reply.message == "Market is closed.")
            let cancel = client.signed("DELETE", "/api/v3/order", "symbol=\(symbol)&orderId=1")
            #expect(cancel.code == -2011)
        }
        let encoded = "symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT"
        #expect(client.send("GET", "/api/v3/klines", encoded + "&interval=1m").text == "[]")
        #expect(client.send("GET", "/api/v3/depth", encoded).status == 200)
    }

    @Test("exchangeInfo: one, several, all, by status and by permission")
    func exchangeInfo() throws {
        var client = try BinanceClient()
        func symbols(_ query: String?) -> [String] {
            let rows = client.send("GET", "/api/v3/exchangeInfo", query).object["symbols"] as? [[String: Any]] ?? []
            return rows.compactMap { $0["symbol"] as? String }
        }
        #expect(symbols(nil).count == Binance.Markets.all.count)
        #expect(symbols("symbol=ETHBTC") == ["ETHBTC"])
        #expect(symbols("symbols=%5B%22ETHBTC%22%2C%22BTCUSDT%22%5D") == ["ETHBTC", "BTCUSDT"])
        #expect(symbols("symbolStatus=HALT") == ["FTTUSDT"])
        #expect(symbols("permissions=%5B%22SPOT%22%5D&showPermissionSets=false").count == Binance.Markets.all.count)
        #expect(symbols("permissions=LEVERAGED").isEmpty)
        let bare = client.send("GET", "/api/v3/exchangeInfo", "symbol=BTCUSDT&showPermissionSets=false").text
        #expect(!bare.contains("permissionSets"))
        #expect(bare.contains(#""minPrice":"0.01000000""#))
    }
}
