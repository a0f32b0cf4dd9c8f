import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// The account's own events (valr.md J).
@Suite("Streams: the account")
struct AccountStreamTests {
    private func tap() throws -> AccountTap {
        var tap = try AccountTap(knowing: "BTC/USDT", "BTC/ZAR", "ETH/BTC")
        _ = tap.open()
        return tap
    }

    private func status(_ index: Int) throws -> Tree { try Sample.tree("ws-order-status-update").elements[index] }

    private func changed(_ tree: Tree, _ name: String, _ value: String) throws -> String {
        let data = try #require(tree["data"]).replacing(name, with: "\"\(value)\"")
        return tree.replacing("data", with: data.text).text
    }

    @Test("Opening: what is on by itself is asked for too, and a ping; live with the first word from the venue")
    func opening() throws {
        var tap = try AccountTap(knowing: "BTC/USDT")
        let opened = tap.open()
        #expect(opened.texts.count == 2 && opened.events.isEmpty)
        let request = try #require(Tree(opened.texts[0]))
        #expect(
            request["subscriptions"]?.elements.compactMap { $0["event"]?.plain } == [
                "ORDER_STATUS_UPDATE", "NEW_ACCOUNT_TRADE", "OPEN_ORDERS_UPDATE", "BALANCE_UPDATE",
            ])
        #expect(tap.receive(#"{"type":"AUTHENTICATED"}"#).events == [.live])
        #expect(tap.receive(#"{"type":"AUTHENTICATED"}"#).events.isEmpty)
    }

    @Test("A venue that does not greet, and one that answers no pings")
    func silence() throws {
        var tap = try tap()
        #expect(tap.pass(.seconds(15)).reconnects == .silent)
        var other = try self.tap()
        _ = other.receive(#"{"type":"AUTHENTICATED"}"#)
        for _ in 0..<2 { #expect(other.pass(.seconds(30)).texts == [#"{"type":"PING"}"#]) }
        #expect(other.pass(.seconds(15)).reconnects == .silent)
    }

    @Test("Liveness is the answer to a ping, not data: other events do not stand for it", arguments: [true, false])
    func dataIsNoPong(_ isAnswered: Bool) throws {
        var tap = try tap()
        _ = tap.receive(#"{"type":"AUTHENTICATED"}"#)
        for _ in 0..<7 {
            _ = tap.pass(.seconds(10))
            _ = tap.receive(isAnswered ? Frames.pong : #"{"type":"TOMORROW","data":{"a":1}}"#)
        }
        #expect(tap.pass(.seconds(5)).reconnects == (isAnswered ? nil : .silent))
    }

    @Test("The captured life of a post-only order")
    func orderLife() throws {
        var tap = try tap()
        let placed = try #require(tap.receive(try status(0).text).orders.first)
        #expect(placed.phase == .working && placed.isPostOnly == true && placed.side == .sell)
        #expect(try placed.amount == .base(Sample.decimal("0.0003")) && placed.limitPrice == 114_950)
        #expect(placed.foreignClientID == "testWS" && placed.timeInForce == .goodTillCancelled)
        let partly = try #require(tap.receive(try status(1).text).orders.first)
        #expect(try partly.filledBase == Sample.decimal("0.0001") && partly.filledQuote == nil)
        #expect(partly.updatedAt?.description == "2025-10-28T10:04:40.566Z")
        let filled = tap.receive(try status(2).text)
        #expect(filled.orders.map(\.phase) == [.ended(.filled)] && filled.reads.isEmpty)
    }

    @Test("The captured cancel and the captured refusal")
    func endings() throws {
        var tap = try tap()
        let cancelled = try #require(tap.receive(try status(3).text).orders.first)
        #expect(cancelled.phase == .ended(.cancelledByOwner) && cancelled.symbol.description == "BTC/ZAR")
        let refused = tap.receive(try status(4).text)
        #expect(refused.orders.map(\.phase) == [.ended(.selfTradePrevention)])
        #expect(refused.orders.first?.amount == nil, "what a market order's quantities count is not known")
        #expect(refused.asked == ["0198177e-54b4-7847-b87a-7f5db0f677d8"], "its sums are told over REST alone")
    }

    @Test("Older news is left out, and nothing leaves a final state")
    func order() throws {
        var tap = try tap()
        _ = tap.receive(try status(1).text)
        #expect(tap.receive(try status(0).text).events.isEmpty)
        _ = tap.receive(try status(2).text)
        #expect(tap.receive(try status(1).text).events.isEmpty)
        let late = try changed(try status(0), "orderUpdatedAt", "2026-01-01T00:00:00Z")
        #expect(tap.receive(late).events.isEmpty)
    }

    @Test("A final state counts however old it is")
    func oldEnd() throws {
        var tap = try tap()
        _ = tap.receive(try status(1).text)
        let ended = try changed(try status(2), "orderUpdatedAt", "2020-01-01T00:00:00Z")
        #expect(tap.receive(ended).orders.map(\.phase) == [.ended(.filled)])
    }

    @Test("A status of tomorrow, and sums that can't be, are asked for instead of guessed")
    func unreadable() throws {
        for (name, value) in [("orderStatusType", "Teleported"), ("remainingQuantity", "9"), ("orderSide", "both")] {
            var tap = try tap()
            let output = tap.receive(try changed(try status(0), name, value))
            #expect(output.orders.isEmpty && output.asked == ["019a2a46-5730-7081-bfa2-7c6fc7e2d5db"], "\(name)")
        }
    }

    @Test("An IOC order that is partly filled may have ended so: asked for")
    func lapsing() throws {
        var tap = try tap()
        let output = tap.receive(try changed(try status(1), "timeInForce", "IOC"))
        #expect(output.orders.map(\.phase) == [.working] && output.asked.count == 1)
    }

    @Test("Orders of markets that are not ours are nobody's")
    func futures() throws {
        var tap = try tap()
        #expect(tap.receive(try changed(try status(0), "currencyPair", "BTCUSDTPERP")).orders.isEmpty)
    }

    @Test("The captured fill, with its fee")
    func fill() throws {
        var tap = try tap()
        let output = tap.receive(try Sample.text("ws-new-account-trade"))
        let fill = try #require(output.fills.first)
        #expect(fill.id.rawValue == "019a29aa-0ce3-75db-bfc2-dd543aa745db" && output.reads.isEmpty)
        #expect(fill.venueOrderID.rawValue == "019a29aa-0cd9-75d6-813c-994bab34c642" && fill.side == .buy)
        #expect(try fill.price == 114_953 && fill.quoteAmount == Sample.decimal("11.4953"))
        #expect(try fill.fees == [Fee(asset: #require(Asset("BTC")), amount: Sample.decimal("0.0000001"))])
        #expect(fill.liquidity == .unknown)
    }

    @Test("A fill that tells no fee is read over REST, where it is told; the rand is R here and ZAR everywhere")
    func fillWithoutFee() throws {
        var tap = try tap()
        let text = try Sample.text("ws-new-account-trade")
        let bare = tap.receive(
            text.replacing("\"fee\": \"0.0000001\",", with: "").replacing("\"feeCurrency\": \"BTC\",", with: ""))
        #expect(bare.fills.isEmpty && bare.reads == [.fills(Symbol("BTC/USDT"))])
        let rand = tap.receive(text.replacing("\"feeCurrency\": \"BTC\"", with: "\"feeCurrency\": \"R\""))
        #expect(rand.fills.first?.fees?.first?.asset.code == "ZAR")
    }

    @Test("A number with a comma in it fails loudly")
    func comma() throws {
        var tap = try tap()
        let text = try Sample.text("ws-new-account-trade").replacing("\"114953\"", with: "\"114,953\"")
        #expect(tap.receive(text).reconnects == .undecodable)
    }

    @Test("K.15: the captured balance is of the rand, whose symbol is R")
    func balance() throws {
        var tap = try tap()
        let list = tap.receive(try Sample.text("ws-balance-update")).balances
        #expect(list.count == 1 && list.first?.asset.code == "ZAR" && list.first?.wallet == "spot")
        #expect(try list.first?.available == Sample.decimal("1022.05") && list.first?.held == 10)
        #expect(try list.first?.total == Sample.decimal("1032.05"))
    }

    @Test("Nothing left is told too; what was pledged is told when it is gone")
    func emptyBalances() throws {
        var tap = try tap()
        func text(_ available: String, pledged: String) throws -> String {
            let sample = try Sample.tree("ws-balance-update")
            let data = try #require(sample["data"]).replacing("available", with: "\"\(available)\"")
                .replacing("reserved", with: "\"0\"").replacing("borrowCollateralReserved", with: "\"\(pledged)\"")
            return sample.replacing("data", with: data.text).text
        }
        #expect(try tap.receive(text("0", pledged: "0")).balances.map(\.total) == [0])
        #expect(try tap.receive(text("0", pledged: "3")).balances.map(\.total) == [0, 3])
        #expect(try tap.receive(text("0", pledged: "0")).balances.map(\.wallet) == ["spot", "pledged"])
    }

    @Test("The list of open orders: what remains is called quantity")
    func openOrders() throws {
        var tap = try tap()
        let text = try Sample.text("ws-open-orders-update")
        let orders = tap.receive(text).orders
        #expect(orders.count == 2 && orders.map(\.phase) == [.working, .working])
        #expect(try orders[1].filledBase == Sample.decimal("0.06") && orders[1].amount == .base(Sample.decimal("0.1")))
        #expect(orders[0].foreignClientID == "MyLimit123")
        #expect(tap.receive(text).events.isEmpty, "nothing new in it")
        let wrapped =
            text.replacing("\"data\": [", with: "\"data\": {\"accountId\":\"1\",\"orders\": [").dropLast(2) + "}}"
        var other = try self.tap()
        #expect(other.receive(String(wrapped)).orders.count == 2)
    }

    @Test("An open order that is missing from the list is asked for once, until it is heard of again")
    func missing() throws {
        var tap = try tap()
        _ = tap.receive(try status(0).text)
        let empty = #"{"type":"OPEN_ORDERS_UPDATE","data":[]}"#
        #expect(tap.receive(empty).asked == ["019a2a46-5730-7081-bfa2-7c6fc7e2d5db"])
        #expect(tap.receive(empty).asked.isEmpty)
        _ = tap.receive(try status(1).text)
        #expect(tap.receive(empty).asked.count == 1)
        _ = tap.receive(try status(2).text)
        #expect(tap.receive(empty).asked.isEmpty, "it has ended")
    }

    @Test("What was read over REST counts as known")
    func learnt() throws {
        var tap = try tap()
        let order = try #require(try self.tap2().receive(try status(1).text).orders.first)
        tap.learn(order)
        #expect(tap.receive(try status(0).text).orders.isEmpty)
        #expect(tap.receive(#"{"type":"OPEN_ORDERS_UPDATE","data":[]}"#).asked.count == 1)
    }

    private func tap2() throws -> Borrowed { Borrowed(tap: try tap()) }

    /// Lets a temporary session be asked.
    private final class Borrowed {
        var tap: AccountTap
        init(tap: AccountTap) { self.tap = tap }
        func receive(_ text: String) -> StreamOutput<AccountStreamEvent> { tap.receive(text) }
    }

    @Test("K.8: a verdict is no state; without a status soon after it the order is asked for")
    func verdicts() throws {
        var tap = try tap()
        let outcomes = try Sample.tree("ws-order-outcomes").elements
        let verdict = tap.receive(outcomes[0].text)
        #expect(verdict.orders.isEmpty && verdict.reads.isEmpty && verdict.wakeAt == .milliseconds(500))
        #expect(tap.pass(.milliseconds(499)).asked.isEmpty)
        #expect(tap.pass(.milliseconds(1)).asked == ["019a2a2c-8c45-7ffa-815a-e7272a8216c9"])
        #expect(tap.pass(.seconds(1)).asked.isEmpty)
        _ = tap.receive(outcomes[1].text)
        #expect(tap.pass(.milliseconds(500)).asked == ["019a2a2c-8c45-7ffa-815a-e7272a8216ca"], "a refusal likewise")
        _ = tap.receive(outcomes[2].text)
        #expect(tap.pass(.milliseconds(500)).asked == ["019a29d0-4362-7dc9-a51d-3533a4bdcf2d"])
    }

    @Test("A status that comes before or after the verdict settles it")
    func settled() throws {
        let id = "019a2a46-5730-7081-bfa2-7c6fc7e2d5db"
        let verdict = #"{"type":"ORDER_PROCESSED","data":{"orderId":"\#(id)","success":true,"failureReason":""}}"#
        for isFirst in [false, true] {
            var tap = try tap()
            for text in isFirst ? [verdict, try status(0).text] : [try status(0).text, verdict] {
                _ = tap.receive(text)
            }
            #expect(tap.pass(.seconds(2)).asked.isEmpty)
        }
    }

    @Test("A failed cancel asks for its order at once; other events say nothing")
    func others() throws {
        var tap = try tap()
        let outcomes = try Sample.tree("ws-order-outcomes").elements
        #expect(tap.receive(outcomes[3].text).asked == ["247dc157-bb5b-49af-b476-2f613b780697"])
        #expect(tap.receive(outcomes[4].text).events.isEmpty, "a SIMPLE order")
        #expect(tap.receive(try Sample.text("ws-new-account-history-record")).events.isEmpty)
        for name in [
            "place_limit_response", "modify_response", "cancel_response", "rate_limited",
            "cancel_on_disconnect_response",
        ] {
            let text = try #require(try Sample.tree("ws-order-entry")[name]).text
            #expect(tap.receive(text).events.isEmpty, "K.7: \(name) is no news of an order")
        }
        for word in ["OPEN_POSITION_UPDATE", "MARGIN_INFO", "TOMORROW"] {
            #expect(tap.receive(#"{"type":"\#(word)","data":{"a":[1,{}]}}"#).events.isEmpty)
        }
    }
}
