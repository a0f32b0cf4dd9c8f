import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Money goes from bytes to bytes: every digit that comes in can go out.
@Suite("Money keeps its digits")
struct MoneyTests {
    @Test("Prices and quantities are written plainly, without exponent, without trailing zeros")
    func plain() throws {
        let numbers = [("0.00000001", "0.00000001"), ("6E-7", "0.0000006"), ("120.500", "120.5"), ("1e3", "1000")]
        for (text, expected) in numbers {
            let price = try Sample.decimal(text)
            let request = try OrderRequest.limit(
                Sample.clientID, .buy, try Sample.ether().symbol, quantity: 1, price: price)
            let run = Sample.adapter.place(request, on: try Sample.ether()).run(.neverSent)
            #expect(run.calls.first?.value("price") == expected)
        }
    }

    @Test("Thirty-digit amounts survive")
    func long() throws {
        let row = try #require(Sample.tree("rest-account-trade-history").elements.last)
            .replacing("fee", with: "\"0.123456789012345678901234567890\"").text
        let run = Sample.adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery()).run(.ok("[\(row)]"))
        #expect(run.output?.first?.fees?.first?.amount.description == "0.123456789012345678901234567890")
    }

    @Test("More remaining than ordered is nonsense, and no number is made of it")
    func nonsense() throws {
        let row = try Sample.status(remaining: "9").text
        let run = Sample.adapter.order(.venue(Sample.orderID), on: try Sample.ether()).run(.ok(row))
        #expect(run.failure?.kind == .undecodable)
    }

    @Test("A market order's sums come from its summary, else from its fills, else it is not told")
    func marketSums() throws {
        let row = CallResult.ok(try Sample.status("Filled", remaining: "0", type: "market").text)
        let ether = try Sample.ether()
        func order(_ script: [CallResult]) -> FlowRun<OrderLookup> {
            Sample.adapter.order(.venue(Sample.orderID), on: ether).run(script: script)
        }
        func found(_ run: FlowRun<OrderLookup>) -> Order? {
            if case .found(let order) = run.output { order } else { nil }
        }
        let summed = found(order([row, try Sample.ok("rest-order-history-summary")]))
        #expect(try summed?.filledBase == Sample.decimal("0.033333"))
        let fill = try #require(Sample.tree("rest-account-trade-history").elements.last)
            .replacing("currencyPair", with: "\"ETHBTC\"").replacing("orderId", with: "\"\(Sample.orderID)\"")
            .replacing("tradedAt", with: "\"2025-07-17T08:36:05.000Z\"").text
        let counted = found(order([row, Sample.noOrder, .ok("[\(fill)]")]))
        #expect(try counted?.filledBase == Sample.decimal("0.0001"))
        #expect(try counted?.filledQuote == Sample.decimal("10.98"))
        let untold = order([row, Sample.noOrder, .ok("[]")])
        #expect(untold.failure?.kind == .unavailable, "filled, but with what is not known")
    }

    @Test("An order that ended with nothing traded is told at once: there are no sums to ask for")
    func nothingTraded() throws {
        let row = try Sample.status("Cancelled").text
        let run = Sample.adapter.order(.venue(Sample.orderID), on: try Sample.ether()).run(.ok(row))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.filledBase.isZero && order.phase == .ended(.cancelledByOwner) && run.calls.count == 1)
    }
}
