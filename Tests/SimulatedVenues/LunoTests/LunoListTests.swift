import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: own lists and their pages (luno.md E.8)")
struct LunoListTests {
    @Test("Order lists page backwards by creation time, exclusively, and check their limit")
    func orderPages() throws {
        var client = try LunoClient()
        var ids: [String] = []
        for _ in 0..<5 {
            ids.append(client.rest())
            client.advance(100)
        }
        _ = client.stop(ids[0])
        let path = "/api/exchange/2/listorders"
        let first = client.signed("GET", path, "limit=2").rows("orders")
        #expect(first.compactMap { $0["order_id"] as? String } == [ids[4], ids[3]])
        let oldest = first.last?["creation_timestamp"] as? Int ?? 0
        let second = client.signed("GET", path, "limit=2&pair=XBTZAR&created_before=\(oldest)").rows("orders")
        #expect(second.compactMap { $0["order_id"] as? String } == [ids[2], ids[1]])
        let closed = client.signed("GET", path, "closed=true").rows("orders")
        #expect(closed.compactMap { $0["order_id"] as? String } == [ids[0]])
        #expect(client.signed("GET", path, "limit=1001").code == "ErrLimitOutOfRange")
        #expect(client.signed("GET", path, "limit=-1").code == "ErrLimitOutOfRange")
        #expect(client.signed("GET", path, "pair=ETHZAR").text == #"{"orders":null}"#)
        client.requestSwitches = ["emptyLists": "empty"]
        #expect(client.signed("GET", path, "pair=ETHZAR").text == #"{"orders":[]}"#)
        #expect(client.signed("GET", "/api/1/listorders", "state=COMPLETE").rows("orders").count == 1)
        #expect(client.signed("GET", "/api/1/listorders").rows("orders").count == 5)
        #expect(client.signed("GET", "/api/1/listorders", "state=OPEN").code == "ErrInvalidArguments")
    }

    @Test("Own trades: pair required, ascending by default, bounds by sequence and time, a lag by switch")
    func ownTrades() throws {
        var client = try LunoClient()
        let path = "/api/1/listtrades"
        #expect(client.signed("GET", path, "pair=XBTZAR").text == #"{"trades":null}"#)
        #expect(client.signed("GET", path).code == "ErrMarketUnavailable")
        for _ in 0..<4 {
            _ = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.0005")
            client.advance(1_000)
        }
        func ids(_ more: String) -> [Int] {
            client.signed("GET", path, "pair=XBTZAR" + more).rows("trades").compactMap { $0["sequence"] as? Int }
        }
        let all = ids("")
        #expect(all.count == 4)
        #expect(all == all.sorted())
        #expect(ids("&limit=2") == Array(all.prefix(2)))
        #expect(ids("&sort_desc=true&limit=2") == Array(all.reversed().prefix(2)))
        #expect(ids("&after_seq=\(all[1])&before_seq=\(all[3])") == [all[1], all[2]])
        #expect(ids("&sort_desc=true&after_seq=\(all[1])&limit=1") == [all[3]])
        let start = LunoClient.start.milliseconds
        #expect(ids("&since=\(start + 1_000)") == Array(all.suffix(3)))
        #expect(ids("&before=\(start + 1_000)") == [all[0]])
        client.requestSwitches = ["fillLagMilliseconds": "2500"]
        #expect(ids("") == Array(all.prefix(2)))
        client.requestSwitches = ["defaultTradeOrder": "descending"]
        #expect(ids("") == all.reversed())
    }

    @Test("The ledger numbers its rows from 1 and counts back from the newest")
    func ledger() throws {
        var client = try LunoClient()
        let id = client.rest()
        _ = client.stop(id)
        _ = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.001")
        let path = "/api/1/accounts/\(Luno.Accounts.id("ZAR"))/transactions"
        func rows(_ query: String) -> [Int] {
            client.signed("GET", path, query).rows("transactions").compactMap { $0["row_index"] as? Int }
        }
        #expect(rows("min_row=1&max_row=100") == [4, 3, 2, 1])
        #expect(rows("min_row=-1&max_row=0") == [4])
        #expect(rows("min_row=2&max_row=3") == [2])
        #expect(client.signed("GET", path, "min_row=1&max_row=2000").code == "ErrTooManyRowsRequested")
        #expect(client.signed("GET", path, "min_row=1").code == "ErrInvalidArguments")
        #expect(
            client.signed("GET", "/api/1/accounts/5/transactions", "min_row=1&max_row=2").code == "ErrAccountNotFound")
        let text = client.signed("GET", path, "min_row=1&max_row=2").text
        #expect(text.contains(#""balance":20000000,"#))
        client.requestSwitches = ["ledgerNumbers": "string"]
        #expect(client.signed("GET", path, "min_row=1&max_row=2").text.contains(#""balance":"20000000","#))
    }

    @Test("Transfers and withdrawals page by time and id")
    func movements() throws {
        var client = try LunoClient()
        let path = "/api/exchange/1/transfers"
        #expect(client.signed("GET", path).code == "ErrInvalidArguments")
        let zar = "account_id=\(Luno.Accounts.id("ZAR"))"
        let rows = client.signed("GET", path, zar).rows("transfers")
        #expect(rows.count == 2)
        let newest = rows.first?["created_at"] as? Int ?? 0
        #expect(client.signed("GET", path, zar + "&before=\(newest)").rows("transfers").count == 1)
        #expect(
            client.signed("GET", "/api/1/withdrawals", "limit=1").rows("withdrawals").first?["id"] as? String == "2221")
        #expect(client.signed("GET", "/api/1/withdrawals", "before_id=2221").rows("withdrawals").count == 1)
        #expect(client.signed("GET", "/api/1/withdrawals/1121")["status"] == "COMPLETED")
    }
}
