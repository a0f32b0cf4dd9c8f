import Testing
import VenueSimulator

@testable import SimulatedVALR

@Suite("VALR face: market and account reads, paging, cache (valr.md D, E.9)")
struct VALRReadTests {
    @Test("Time tells whole seconds and nanoseconds")
    func time() throws {
        var client = try VALRClient()
        client.now = SimulatedInstant(nanoseconds: 1_750_165_361_280_178_906)
        let reply = client.open("/v1/public/time")
        #expect(reply.text == #"{"epochTime":1750165361,"time":"2025-06-17T13:02:41.280178906Z"}"#)
    }

    @Test("ISO times go both ways, leap days included")
    func times() {
        for text in ["1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2025-07-17T08:36:04.867Z"] {
            #expect(VALR.Times.parse(text).map(VALR.Times.text) == text)
        }
        #expect(VALR.Times.parse("2025-06-05T08:40:48Z") == 1_749_112_848_000)
        for text in [
            "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01",
            "2025-01-01T00:00:00.Z",
        ] {
            #expect(VALR.Times.parse(text) == nil, "\(text)")
        }
    }

    @Test("Ids lead back to what they name, and foreign ones to nothing")
    func ids() {
        let ids = VALR.IDs(seed: 3)
        for number in [Int64(0), 1, 12_345_678, 1 << 49] {
            let text = ids.text(.trade, market: 11, number: number, at: 1_795_305_600_123)
            #expect(text.count == 36 && text.dropFirst(14).first == "7")
            #expect(
                ids.parts(text) == VALR.IDs.Parts(kind: .trade, market: 11, number: number, time: 1_795_305_600_123))
            #expect(ids.parts(String(text.dropLast())) == nil)
            #expect(VALR.IDs(seed: 4).parts(text) != ids.parts(text))
        }
        #expect(ids.parts("01981786-c482-4bae-a3da-4a756ef9d12e") == nil)
    }

    @Test("A public book is as old as its age says; the signed one is at most a second old")
    func cache() throws {
        var client = try VALRClient(frozen: false)
        let open = "/v1/public/BTCUSDC/orderbook"
        let signed = "/v1/marketdata/BTCUSDC/orderbook"
        let first = client.open(open)
        let fresh = client.signed("GET", signed)
        #expect(first.headers.first("cache-control") == "max-age=30,public")
        #expect(first.headers.first("age") == "0")
        client.advance(29_000)
        let kept = client.open(open)
        #expect(kept.body == first.body && kept.headers.first("age") == "29")
        #expect(client.signed("GET", signed).body != fresh.body)
        client.advance(1_000)
        #expect(client.open(open).body != first.body)
        client.requestSwitches = ["publicCache": "off"]
        #expect(client.open(open).headers.first("age") == nil)
    }

    @Test("Books: 40 levels, sorted, and every order with its place in the queue")
    func books() throws {
        var client = try VALRClient()
        let price = client.best().bid
        let id = client.limit("BUY", "0.001", at: String(price))["id"] ?? ""
        let book = client.signed("GET", "/v1/marketdata/BTCUSDC/orderbook").object
        #expect((book["Asks"] as? [Any])?.count == 40)
        let full = client.signed("GET", "/v1/marketdata/BTCUSDC/orderbook/full").object
        let mine = (full["Bids"] as? [[String: Any]])?.first { $0["id"] as? String == id }
        #expect(mine?["positionAtPrice"] as? Int == 2)
        #expect(mine?["price"] as? String == String(price))
    }

    @Test("Trades page by beforeId without a gap")
    func trades() throws {
        var client = try VALRClient()
        let path = "/v1/marketdata/BTCUSDC/tradehistory"
        let all = client.signed("GET", path + "?limit=50").column("id")
        #expect(all.count == 50)
        var pages: [String] = []
        while pages.count < 50 {
            let before = pages.last.map { "&beforeId=" + $0 } ?? ""
            pages += client.signed("GET", path + "?limit=10" + before).column("id")
        }
        #expect(pages == all)
        #expect(client.signed("GET", path + "?limit=10&skip=10").column("id") == Array(all[10..<20]))
        #expect(client.signed("GET", "/v1/marketdata/ETHBTC/tradehistory?beforeId=" + all[0]).code == -11)
    }

    @Test("Buckets: epoch seconds, at most 300, newest first, gaps unless asked")
    func buckets() throws {
        var client = try VALRClient()
        let path = "/v1/public/BTCUSDC/buckets"
        let end = client.now.seconds
        let rows = client.open(path + "?periodSeconds=60&startTime=\(end - 599)&endTime=\(end)&includeEmpty=true")
        #expect(rows.rows.count == 10 || rows.rows.count == 11)
        let times = rows.column("startTime")
        #expect(times == times.sorted(by: >))
        #expect(client.open(path + "?startTime=2025-01-01T00:00:00Z").code == -11)
        #expect(client.open(path + "?periodSeconds=14400").code == -11)
        #expect(client.open(path + "?startTime=\(end - 60 * 400)&endTime=\(end)").code == -11)
        #expect(client.open(path).rows.count <= 300)
        #expect(client.open("/v1/public/BTCUSDC/markprice/buckets?periodSeconds=60").rows.count <= 100)
    }

    @Test("Own trades page by beforeId over all pairs; the pair list has its own")
    func fills() throws {
        var client = try VALRClient()
        for index in 0..<12 {
            let isEven = index.isMultiple(of: 2)
            let reply = client.market(
                "BUY", isEven ? #""baseAmount":"0.001""# : #""baseAmount":"0.01""#, pair: isEven ? "BTCUSDC" : "ETHBTC")
            #expect(reply.status == 201, "\(reply.text)")
            client.advance(5)
        }
        let all = client.signed("GET", "/v1/account/tradehistory?currencyPair=ETHBTC").column("id")
        #expect(all.count >= 12 && Set(all).count == all.count)
        var paged: [String] = []
        while let page = Optional(
            client.signed(
                "GET", "/v1/account/tradehistory?limit=5" + (paged.last.map { "&beforeId=" + $0 } ?? "")
            ).column("id")), !page.isEmpty
        { paged += page }
        #expect(paged == all)
        let pair = client.signed("GET", "/v1/account/ETHBTC/tradehistory")
        #expect(Set(pair.column("currencyPair")) == ["ETHBTC"])
        let late = "/v1/account/tradehistory?startTime=" + VALR.Times.text(client.now.milliseconds + 1)
        #expect(client.signed("GET", late).rows.isEmpty)
    }

    @Test("History: filters by status, pair and time; open orders only when asked")
    func history() throws {
        var client = try VALRClient()
        client.rest("open")
        _ = client.market("BUY", #""baseAmount":"0.001""#)
        _ = client.limit("SELL", "15", at: "1900000", pair: "BTCZAR")
        func statuses(_ query: String) -> [String] {
            client.signed("GET", "/v1/orders/history?" + query).column("orderStatusType")
        }
        #expect(statuses("") == ["Failed", "Filled"])
        #expect(statuses("excludeFailures=true") == ["Filled"])
        #expect(statuses("statuses=PLACED,FILLED") == ["Filled", "Placed"])
        #expect(statuses("currencyPair=BTCZAR,ETHBTC") == ["Failed"])
        #expect(statuses("skip=1&limit=1") == ["Filled"])
        #expect(statuses("endTime=2020-01-01T00:00:00Z").isEmpty)
        client.requestSwitches = ["historyListsOpen": "yes"]
        #expect(statuses("").count == 3)
        client.requestSwitches = ["limitAboveMaximum": "capped"]
        #expect(statuses("limit=500").count == 2)
        client.requestSwitches = ["historyLagMilliseconds": "1000"]
        #expect(statuses("").isEmpty)
        client.advance(1_000)
        #expect(statuses("").count == 2)
    }

    @Test("The ledger nets the fee, knows the rand as R in costs, and ends with the deposits")
    func ledger() throws {
        var client = try VALRClient()
        _ = client.market("BUY", #""baseAmount":"10""#, pair: "XRPZAR")
        let rows = client.signed("GET", "/v1/account/transactionhistory").rows
        let buy = rows.first ?? [:]
        #expect((buy["transactionType"] as? [String: Any])?["type"] as? String == "MARKET_BUY")
        #expect(buy["creditValue"] as? String == "9.99")
        #expect((buy["additionalInfo"] as? [String: Any])?["costPerCoinSymbol"] as? String == "R")
        #expect(rows.count == 1 + VALR.Setup.balances.count)
        let id = buy["id"] as? String ?? ""
        let older = client.signed("GET", "/v1/account/transactionhistory?beforeId=" + id).rows
        #expect(older.count == VALR.Setup.balances.count)
        let rand = client.signed("GET", "/v1/account/transactionhistory?currency=ZAR").rows
        #expect(rand.count == 2)
    }

    @Test("Metadata: perpetuals and inactive pairs are listed, SPOT filters, fees lack pairs without a book")
    func metadata() throws {
        var client = try VALRClient()
        #expect(client.open("/v1/public/pairs").column("symbol").contains("BTCUSDTPERP"))
        let spot = client.open("/v1/public/pairs/SPOT").column("symbol")
        #expect(!spot.contains("BTCUSDTPERP") && spot.contains("LTCBTC"))
        #expect(client.open("/v1/public/BTCZAR/ordertypes").text.contains("STOP_LOSS_LIMIT"))
        #expect(!client.open("/v1/public/ordertypes").column("currencyPair").contains("LTCBTC"))
        #expect(
            client.open("/v1/public/ordertypes?includeInactivePairs=true").column("currencyPair").contains("LTCBTC"))
        let fees = client.signed("GET", "/v1/account/fees/trade").rows
        #expect(fees.first { $0["currencyPair"] as? String == "BNTUSDC" }?["makerPercentage"] == nil)
        #expect(client.open("/v1/public/BNTUSDC/marketsummary")["askPrice"] == "0")
        #expect(client.open("/v1/public/NOPE/marketsummary").code == -21)
        let dollars = client.signed("GET", "/v1/account/balances?excludeZeroBalances=true").column("currency")
        #expect(!dollars.contains("LTC") && dollars.contains("ZAR"))
    }
}
