import AdapterProtocol
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: the user stream")
struct LunoUserStreamTests {
    private let path = "/api/1/userstream"

    /// Statuses and fills in order, balances left out.
    private func kinds(_ listener: LunoListener, _ id: StreamID) -> [String] {
        listener.frames(id).map(\.kind).filter { $0 != "balance" }
    }

    @Test("An order that rests and is cancelled")
    func resting() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        let order = listener.ask { $0.rest("mine-1") }
        #expect(kinds(listener, id) == ["AWAITING", "PENDING"])
        let part = try #require(listener.frames(id).first?.part("order_status_update"))
        #expect(part["order_id"] as? String == order && part["client_order_id"] as? String == "mine-1")
        #expect(part["market_id"] as? String == "XBTZAR")
        _ = listener.ask { $0.stop(order) }
        #expect(kinds(listener, id) == ["AWAITING", "PENDING", "COMPLETE"])
    }

    @Test("A fill: cumulative sums and fees are those of REST, and COMPLETE comes after or before it")
    func fills() throws {
        for (setting, expected) in [
            ("afterFill", ["AWAITING", "PENDING", "fill", "COMPLETE"]),
            ("beforeFill", ["AWAITING", "PENDING", "COMPLETE", "fill"]),
        ] {
            var listener = try LunoListener(["userComplete": setting])
            let id = listener.join(path)
            let order = listener.ask { client in
                client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.001")["order_id"] ?? ""
            }
            #expect(kinds(listener, id) == expected)
            let fill = try #require(listener.frames(id).compactMap { $0.part("order_fill_update") }.last)
            let report = listener.client.order(order)
            func same(_ name: String, _ other: String) -> Bool {
                (fill[name] as? String).flatMap { ExactDecimal($0) } == report[other].flatMap { ExactDecimal($0) }
            }
            #expect(same("base_fill", "base") && same("counter_fill", "counter"))
            #expect(same("base_fee", "fee_base") && same("counter_fee", "fee_counter"))
        }
    }

    @Test("Sums add up over several fills of one order")
    func partialFills() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        let best = listener.ask { $0.best() }
        listener.ask { _ = $0.limit("type=BID&volume=1&price=\(best.ask + 20000)&client_order_id=big") }
        let fills = listener.frames(id).compactMap { $0.part("order_fill_update") }
            .filter { $0["client_order_id"] as? String == "big" }
        #expect(fills.count > 1)
        for name in ["base", "counter"] {
            var sum = ExactDecimal.zero
            for fill in fills {
                sum = try sum + (try #require((fill[name + "_delta"] as? String).flatMap { ExactDecimal($0) }))
                #expect((fill[name + "_fill"] as? String).flatMap { ExactDecimal($0) } == sum)
            }
        }
    }

    @Test("A post-only order that would cross never works")
    func postOnly() throws {
        var listener = try LunoListener(["postOnlyCrossing": "complete"])
        let id = listener.join(path)
        let best = listener.ask { $0.best() }
        listener.ask { _ = $0.limit("type=BID&volume=0.01&price=\(best.ask + 10)&post_only=true") }
        #expect(kinds(listener, id) == ["AWAITING", "COMPLETE"])
    }

    @Test("A stop waits, and works once it has fired")
    func stop() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        let best = listener.ask { $0.best() }
        _ = listener.ask { client in
            client.limit(
                "type=BID&volume=0.01&price=\(best.bid - 100000)&stop_price=\(best.ask + 200)&stop_direction=ABOVE"
                    + "&client_order_id=stop")
        }
        #expect(kinds(listener, id) == ["AWAITING"])
        listener.ask { _ = $0.limit("type=BID&volume=4&price=\(best.ask + 9000)&time_in_force=IOC") }
        let own = listener.frames(id).compactMap { $0.part("order_status_update") }
            .filter { $0["client_order_id"] as? String == "stop" }.map { "\($0["status"] ?? "")" }
        #expect(own == ["AWAITING", "PENDING"])
    }

    @Test("Balances are the ledger's rows, one after the other, whole 64-bit accounts")
    func balances() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        listener.ask { _ = $0.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.001") }
        listener.ask { _ = $0.stop($0.rest()) }
        let account = Luno.Accounts.id("ZAR")
        let frames = listener.frames(id).filter {
            ($0.part("balance_update")?["account_id"] as? NSNumber)?.int64Value == account
        }
        let updates = frames.compactMap { $0.part("balance_update") }
        #expect(updates.count == 3)
        let rows = listener.client.signed(
            "GET", "/api/1/accounts/\(account)/transactions", "min_row=-3&max_row=0"
        ).rows("transactions")
        #expect(updates.map { $0["row_index"] as? Int } == rows.reversed().map { $0["row_index"] as? Int })
        #expect(frames.first?.text.contains("\"account_id\":\(account),") == true)
        let balance = listener.client.signed("GET", "/api/1/balance", "assets=ZAR").rows("balance").first
        func decimal(_ value: Any?) -> ExactDecimal? { (value as? String).flatMap { ExactDecimal($0) } }
        #expect(decimal(updates.last?["balance"]) == decimal(balance?["balance"]))
    }

    @Test("What was missed in five minutes comes again, some of it twice, or not at all, as the switch says")
    func replay() throws {
        for (setting, count) in [("missed", 3), ("duplicates", 6), ("none", 0)] {
            var listener = try LunoListener(["userReplay": setting])
            let first = listener.join(path)
            listener.ask { _ = $0.rest("seen") }
            let seen = listener.texts(first)
            #expect(seen.count == 3)
            listener.leave(first)
            listener.advance(60_000)
            listener.ask { _ = $0.rest("missed") }
            let second = listener.join(path)
            #expect(listener.frames(second).count == count, "\(setting)")
            if setting == "duplicates" { #expect(Array(listener.texts(second).prefix(3)) == seen) }
            // Another key has missed nothing: it never was there.
            let other = listener.join(path, .readOnly)
            #expect(listener.frames(other).isEmpty)
            listener.forget()
            listener.ask { _ = $0.rest("new") }
            #expect(listener.frames(second).count == 3)
        }
    }

    @Test("After more than five minutes it is gone")
    func forgotten() throws {
        var listener = try LunoListener()
        listener.leave(listener.join(path))
        listener.ask { _ = $0.rest("old") }
        for _ in 0..<301 { listener.advance(1_000) }
        let last = listener.join(path)
        #expect(listener.frames(last).isEmpty)
    }

    @Test("Both connections of a key hear everything, and nothing is missed while one stays")
    func twoConnections() throws {
        var listener = try LunoListener()
        let one = listener.join(path)
        let two = listener.join(path)
        listener.ask { _ = $0.rest() }
        #expect(listener.texts(one) == listener.texts(two) && listener.texts(one).count == 3)
        listener.leave(one)
        listener.ask { _ = $0.rest() }
        let last = listener.join(path)
        #expect(listener.frames(last).isEmpty)
    }

    @Test("Times in seconds, by their switch")
    func seconds() throws {
        var listener = try LunoListener(["userTimestamps": "seconds"])
        let id = listener.join(path)
        listener.ask { _ = $0.rest() }
        #expect(listener.frames(id).first?.number("timestamp") == LunoClient.start.seconds)
    }

    @Test("Nobody there: nothing is made or kept")
    func idle() throws {
        var listener = try LunoListener(frozen: false)
        listener.ask { _ = $0.rest() }
        listener.advance(5_000)
        #expect(listener.heard.isEmpty && listener.client.face.streams.isIdle)
    }
}
