import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKraken

/// The account's channels and their token (kraken.md J, L.18 to L.20).
@Suite("Kraken face: account sockets")
struct KrakenAccountStreamTests {
    private func live(_ switches: [String: String] = [:]) throws -> KrakenStreamClient {
        var client = try KrakenStreamClient(switches, isPrivate: true)
        _ = try client.subscribePrivate(#""channel":"executions""#)
        _ = try client.subscribePrivate(#""channel":"balances""#)
        return client
    }

    private func types(_ frames: [FaceJSON]) -> [String] {
        frames.flatMap { frame in
            frame.rows.map { frame.channel == "balances" ? "balance" : $0.text("exec_type") ?? "?" }
        }
    }

    @Test("A token is good for a first use within fifteen minutes, then as long as its connection lives")
    func tokens() throws {
        var client = try KrakenStreamClient(isPrivate: true)
        let token = try #require(client.rest.call("GetWebSocketsToken").result["token"] as? String)
        let params = #""channel":"balances","token":"\#(token)""#
        _ = client.frames()
        #expect(client.subscribe(#""channel":"balances""#).first?.errorText == "ESession:Invalid session")
        #expect(client.subscribe(#""channel":"balances","token":"x""#).first?.errorText == "ESession:Invalid session")
        #expect(client.subscribe(params).first?["success"]?.bool == true)
        client.advance(1_000_000)
        _ = client.frames()
        let executions = #""channel":"executions","token":"\#(token)""#
        #expect(client.subscribe(executions).first?["success"]?.bool == true, "in use")
        client.rest.face.closeStream(client.id, at: client.rest.now)
        var next = try KrakenStreamClient(client.rest, isPrivate: true, number: 2)
        _ = next.frames()
        #expect(next.subscribe(params).first?.errorText == "ESession:Invalid session", "old and out of use")
        let unused = try #require(next.rest.call("GetWebSocketsToken").result["token"] as? String)
        next.rest.face.disturb(.expireTokens, at: next.rest.now)
        #expect(next.subscribe(#""channel":"balances","token":"\#(unused)""#).first?.errorText != nil)
    }

    @Test("The account's channels are on their own host only, and it has no market data")
    func hosts() throws {
        var client = try KrakenStreamClient(isPrivate: true)
        _ = client.frames()
        #expect(client.subscribe(#""channel":"book","symbol":["BTC/USD"]"#).first?["success"]?.bool == false)
        #expect(client.subscribe(#""channel":"instrument""#).first?["success"]?.bool == false)
        var market = try KrakenStreamClient()
        _ = market.frames()
        #expect(try market.subscribePrivate(#""channel":"executions""#).first?["success"]?.bool == false)
    }

    @Test("The answer tells the tier's threshold; the snapshot has the open orders, or is empty, or is missing")
    func snapshot() throws {
        var client = try KrakenStreamClient(isPrivate: true)
        client.rest.limit("buy", "0.01", "60000", more: "&cl_ord_id=6d1b345e-2821-40e2-ad83-4ecb18a06876")
        _ = client.frames()
        let told = try client.subscribePrivate(#""channel":"executions""#)
        #expect(told.first?["result"]?.text("maxratecount") == "125")
        let frame = try #require(told.last)
        #expect(frame.names == ["channel", "type", "data", "sequence"] && frame.text("sequence") == "1")
        let row = try #require(frame.rows.first)
        #expect(
            row.names == [
                "order_id", "cl_ord_id", "order_userref", "symbol", "order_qty", "time_in_force", "exec_type", "side",
                "order_type", "limit_price_type", "limit_price", "stop_price", "order_status", "fee_ccy_pref",
                "cum_qty", "cum_cost", "avg_price", "fee_usd_equiv", "post_only", "reduce_only", "margin", "timestamp",
            ])
        #expect(row.text("symbol") == "BTC/USD" && row.text("limit_price") == "60000.0")
        for (setting, count) in [("frame", 2), ("none", 1)] {
            var empty = try KrakenStreamClient(["emptyExecutions": setting], isPrivate: true)
            _ = empty.frames()
            #expect(try empty.subscribePrivate(#""channel":"executions""#).count == count)
        }
    }

    @Test("pending_new, new, trade, filled and the two ledger rows, in order and numbered without holes")
    func marketOrder() throws {
        var client = try live()
        let reply = client.rest.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01&oflags=fciq")
        let txid = try #require(reply.txid)
        let frames = client.frames()
        #expect(types(frames) == ["pending_new", "new", "trade", "filled", "balance", "balance"])
        let orders = frames.filter { $0.channel == "executions" }
        #expect(orders.compactMap { $0.text("sequence") } == ["2", "3", "4", "5"])
        #expect(orders.flatMap(\.rows).allSatisfy { $0.text("order_id") == txid })
        let trade = orders[2].rows[0]
        #expect(trade.text("order_status") == "filled" && trade.text("liquidity_ind") == "t")
        let trades = client.rest.row(txid)["trades"] as? [String]
        #expect(trades == [trade.text("exec_id") ?? ""], "the id of REST")
        #expect(trade["fees"]?.elements?.first?.text("asset") == "USD")
        #expect(orders[3].rows[0].text("cum_qty") == "0.01" && orders[3].rows[0]["last_qty"] == nil)
        let ledger = try #require(frames.last)
        #expect(ledger.text("sequence") == "2" && ledger.rows.map { $0.text("asset") } == ["USD", "BTC"])
        #expect(
            ledger.rows.first?.names == [
                "ledger_id", "ref_id", "timestamp", "type", "subtype", "category", "asset", "asset_class", "amount",
                "fee", "balance", "wallet_type", "wallet_id",
            ])
        #expect(client.rest.call("Ledgers").rows("ledger")[ledger.rows[0].text("ledger_id") ?? ""] != nil)
    }

    @Test("A cancel has neither symbol nor client id, unless the switch says so")
    func cancels() throws {
        for (setting, hasSymbol) in [("partial", false), ("whole", true)] {
            var client = try live(["cancelRows": setting])
            let txid = client.rest.limit("buy", "0.01", "60000")
            _ = client.frames()
            _ = client.rest.call("CancelOrder", "txid=\(txid)")
            let row = try #require(client.frames().first?.rows.first)
            #expect(row.text("exec_type") == "canceled" && row.text("reason") == "User requested")
            #expect((row["symbol"] != nil) == hasSymbol)
        }
    }

    @Test("Post-only, IOC, expiry, dead man's switch, amendments and triggers end in the sheet's words")
    func ends() throws {
        var client = try live()
        client.rest.limit("buy", "0.01", client.rest.best.ask, more: "&oflags=post")
        var frames = client.frames()
        #expect(types(frames) == ["pending_new", "canceled"])
        #expect(frames.last?.rows.first?.text("reason") == "Post only order")
        client.rest.limit("buy", "0.01", "60000", more: "&timeinforce=IOC")
        #expect(types(client.frames()).last == "canceled")
        client.rest.limit("buy", "0.01", "60000", more: "&timeinforce=GTD&expiretm=%2B10")
        _ = client.frames()
        client.advance(10_000)
        frames = client.frames().filter { $0.channel == "executions" }
        #expect(types(frames) == ["expired"])
        let txid = client.rest.limit("buy", "0.01", "60000")
        _ = client.rest.call("AmendOrder", "txid=\(txid)&order_qty=0.02")
        #expect(types(client.frames()) == ["pending_new", "new", "amended"])
        _ = client.rest.call("CancelAllOrdersAfter", "timeout=5")
        client.advance(5_000)
        frames = client.frames().filter { $0.channel == "executions" }
        #expect(frames.last?.rows.first?.text("reason") == "Cancel all orders after timeout")
        _ = client.rest.call(
            "AddOrder", "pair=XBTUSD&type=sell&ordertype=stop-loss-limit&volume=0.001&price=60000&price2=59900")
        let armed = client.frames().last?.rows.first
        #expect(armed?["triggers"]?.text("status") == "untriggered")
        #expect(armed?["triggers"]?.text("price") == "60000.0")
    }

    @Test("With `order_status: false` only the essential steps are told")
    func essentials() throws {
        var client = try KrakenStreamClient(isPrivate: true)
        _ = try client.subscribePrivate(#""channel":"executions","order_status":false"#)
        _ = client.rest.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
        #expect(types(client.frames()) == ["new", "trade", "filled"])
    }

    @Test("Old trades where they are asked for; two frames for the two rows of a trade where the switch says so")
    func options() throws {
        var client = try KrakenStreamClient(["balanceFrames": "two"], isPrivate: true)
        _ = client.rest.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
        let told = try client.subscribePrivate(#""channel":"executions","snap_trades":true,"snap_orders":false"#)
        #expect(types([try #require(told.last)]) == ["trade"])
        let balances = try client.subscribePrivate(#""channel":"balances""#)
        #expect(balances.last?.rows.first?.names == ["asset", "asset_class", "balance", "wallets"])
        _ = client.rest.call("AddOrder", "pair=XBTUSD&type=sell&ordertype=market&volume=0.01")
        #expect(client.frames().filter { $0.channel == "balances" }.map { $0.rows.count } == [1, 1])
    }

    @Test("A number is left out when asked for, on each channel once")
    func holes() throws {
        var client = try live()
        client.rest.face.disturb(.skipSequence, at: client.rest.now)
        _ = client.rest.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
        let frames = client.frames()
        #expect(
            frames.filter { $0.channel == "executions" }.compactMap { $0.text("sequence") } == ["3", "4", "5", "6"])
        #expect(frames.filter { $0.channel == "balances" }.compactMap { $0.text("sequence") } == ["3"])
    }

    @Test("Messages are named for the fault plan")
    func operations() throws {
        var client = try live()
        _ = client.rest.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
        #expect(
            client.take().map(\.operation) == [
                "stream.order", "stream.order", "stream.fill", "stream.order", "stream.balance",
            ])
    }
}
