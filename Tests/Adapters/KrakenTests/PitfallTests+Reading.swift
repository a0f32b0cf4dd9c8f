import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// The pitfalls of kraken.md section K that concern reading.
@Suite("Pitfalls of the sheet: reading")
struct ReadingPitfallTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func order(_ change: [String: String]) throws -> Order {
        let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(.ok(try OrderAnswers.open(change)))
        guard case .found(let order) = run.output else { throw VenueSampleError.notFound }
        return order
    }

    private enum VenueSampleError: Error { case notFound }

    @Test("K.7 a cancelled order keeps what it traded")
    func cancelledWithFills() throws {
        let order = try order(["status": "\"canceled\"", "reason": "\"User requested\""])
        #expect(order.phase == .ended(.cancelledByOwner))
        #expect(order.filledBase == (try decimal("0.375")))
    }

    @Test("K.8 amounts in rewards are no loss: they count as spot; staked ones stand apart and are not free")
    func rewards() throws {
        let lines = """
            {"XXBT":{"balance":"1","hold_trade":"0.5"},"XBT.F":{"balance":"2","hold_trade":"0"},\
            "XBT.M":{"balance":"4","hold_trade":"0"},"ETH2.S":{"balance":"8","hold_trade":"0"},\
            "ETH2":{"balance":"16","hold_trade":"0"},"USD.HOLD":{"balance":"32","hold_trade":"0"},\
            "KFEE":{"balance":"64","hold_trade":"0"},"AAPLx.T":{"balance":"128","hold_trade":"0"},\
            "XTZ":{"balance":"0","hold_trade":"0"}}
            """
        let list = try #require(adapter.balances().run(.result(lines)).output)
        #expect(
            list.map { "\($0.asset)/\($0.wallet)" } == [
                "BTC/spot", "BTC/m", "ETH2/s", "ETH2/staked", "USD/hold",
            ])
        #expect(list.first?.total == 3)
        #expect(list.first?.available == (try decimal("2.5")))
        #expect(list.dropFirst().allSatisfy { $0.available == 0 && $0.held == $0.total })
    }

    @Test("K.9 the step of a quantity is the coarser of pair and asset")
    func coarserStep() throws {
        let pair = """
            {"EURUSD":{"altname":"EURUSD","wsname":"EUR/USD","base":"ZEUR","quote":"ZUSD","pair_decimals":5,\
            "lot_decimals":8,"tick_size":"0.00001","ordermin":"0.5","costmin":"0.5","status":"online"}}
            """
        let run = adapter.instruments().run(script: [try Sample.ok("rest-assets"), .result(pair)])
        let instrument = try #require(run.output?.first)
        #expect(instrument.quantity.step.value == (try decimal("0.0001")))
        #expect(instrument.baseScale == 4)
    }

    @Test("K.11 fees come from the fills, whatever the flags of the order")
    func fees() throws {
        let flagged = try order(["oflags": "\"fcib\""])
        #expect(flagged.filledBase == (try decimal("0.375")))
        let trade = try Sample.result("rest-trades-history")["trades"]?["TCWJEG-FL4SZ-3FKGH6"]?
            .replacing("fee", with: "\"0.78\"").text
        let run = adapter.fills(on: try Sample.bitcoin(), HistoryQuery())
            .run(.result("{\"trades\":{\"T\":\(trade ?? "")},\"count\":1}"))
        #expect(run.output?.first?.fees == [Fee(asset: try Sample.bitcoin().symbol.quote, amount: try decimal("0.78"))])
    }

    @Test("K.12 the quote sum is average times quantity: the venue cuts its own figure")
    func cutCost() throws {
        #expect(try order([:]).filledQuote == (try decimal("11253.75")))
        #expect(try order(["vol_exec": "\"0\"", "price": "\"0\""]).filledQuote == 0)
        #expect(try order(["price": "\"0\""]).filledQuote == nil, "not known is not zero")
    }

    @Test("K.13 an order by quote amount counts quote, and closed is filled whatever it says")
    func quoteVolume() throws {
        let order = try order(["oflags": "\"fciq,viqc\"", "vol": "\"100\"", "status": "\"closed\""])
        #expect(order.amount == .quote(100))
        #expect(order.phase == .ended(.filled))
        #expect(order.remainingBase == nil)
    }

    @Test("K.16 candles before the newest 720 cannot be had; the start only cuts, and is inclusive here")
    func candles() throws {
        let start = Timestamp(seconds: 1_762_820_100)
        let run = adapter.candles(of: try Sample.bitcoin(), interval: .minute, from: start, limit: 2)
            .run(try Sample.ok("rest-ohlc"))
        #expect(run.calls.first?["since"] == "1762820099")
        #expect(run.output?.map(\.openTime) == [start, Timestamp(seconds: 1_762_820_160)])
        #expect(run.calls.count == 1)
    }

    @Test("K.20 the answer's own name of the pair is taken, not the one that was asked for")
    func names() throws {
        let answer = #"{"SOMETHINGELSE":{"asks":[["2","1",1]],"bids":[["1","1",1]]}}"#
        #expect(adapter.orderBook(of: try Sample.bitcoin(), depth: 1).run(.result(answer)).output?.asks.count == 1)
        let two = #"{"A":{"asks":[],"bids":[]},"B":{"asks":[],"bids":[]}}"#
        #expect(adapter.orderBook(of: try Sample.bitcoin(), depth: 1).run(.result(two)).failure != nil)
        // Orders name the altname, trades the canonical id: both are this market.
        #expect(try order([:]).symbol.description == "BTC/USD")
        let fills = adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(try Sample.ok("rest-trades-history"))
        #expect(fills.output?.count == 2)
    }

    @Test("Further traps: None as a text, numbers as texts, odd digits of times, names that only look like legacy ids")
    func further() throws {
        let order = try order([
            "refid": "\"None\"", "userref": "null", "opentm": "1688666559.8974123", "closetm": "\"0\"",
            "vol": "1.25", "vol_exec": "0.375", "cl_ord_id": "\"None\"",
        ])
        #expect(order.createdAt == Timestamp(nanoseconds: 1_688_666_559_897_412_300))
        #expect(order.updatedAt == nil && order.foreignClientID == nil)
        let lines =
            #"{"XTZ":{"balance":"1","hold_trade":"0"},"ZRX":{"balance":"1","hold_trade":"0"},"XXRP":{"balance":"1","hold_trade":"0"},"ZEC":{"balance":"1","hold_trade":"0"},"XXDG":{"balance":"1","hold_trade":"0"}}"#
        #expect(
            adapter.balances().run(.result(lines)).output?.map(\.asset.code) == ["XTZ", "ZRX", "XRP", "ZEC", "DOGE"])
    }
}
