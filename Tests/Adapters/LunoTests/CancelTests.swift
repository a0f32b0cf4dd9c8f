import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// luno.md E.6: a cancel is a receipt, and the venue stops by its own id only.
@Suite("Cancelling")
struct CancelTests {
    private let adapter = Sample.adapter
    private let notFound = CallResult.refused("ErrOrderNotFound", status: 404)

    @Test("By the venue's id: one call, and only a receipt")
    func byVenueID() throws {
        let run = adapter.cancel(.venue(Sample.orderID), on: try Sample.bitcoin()).run(try Sample.ok("rest-stop-order"))
        #expect(run.output == .requested)
        #expect(run.calls.map(\.path) == ["/api/1/stoporder"])
        #expect(run.calls.first?.method == .post && run.calls.first?.priority == .cancel)
    }

    @Test("By our id: looked up, then stopped by the venue's")
    func byClientID() throws {
        let run = adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin())
            .run(script: [.ok(try Sample.order().text), try Sample.ok("rest-stop-order")])
        #expect(run.output == .requested)
        #expect(run.calls.last?.parameters == [.init("order_id", Sample.orderID.rawValue)])
        #expect(run.calls.allSatisfy { $0.priority == .cancel })
    }

    @Test("An order that is not found is asked for again before that is believed (luno.md E.10)")
    func slowToShow() throws {
        let bitcoin = try Sample.bitcoin()
        let shown = adapter.cancel(.client(Sample.clientID), on: bitcoin)
            .run(script: [notFound, notFound, .ok(try Sample.order().text), try Sample.ok("rest-stop-order")])
        #expect(shown.output == .requested && shown.waits == [.milliseconds(250), .seconds(1)])
        let never = adapter.cancel(.client(Sample.clientID), on: bitcoin).run(notFound)
        guard case .notLive(let error) = never.output else {
            Issue.record("\(String(describing: never.output))")
            return
        }
        #expect(error.kind == .orderNotFound && error.advice == .afterResync)
        #expect(never.waits == [.milliseconds(250), .seconds(1), .seconds(3)])
        #expect(never.calls.allSatisfy { $0.intent == .read })
    }

    @Test("An ended order is not stopped again")
    func ended() throws {
        let row = try Sample.order(of: "rest-order-v3-filled").text
        let run = adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin()).run(.ok(row))
        guard case .notLive = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(run.calls.count == 1)
    }

    @Test("success:false is not cancelled: read the order")
    func notStopped() throws {
        let run = adapter.cancel(.venue(Sample.orderID), on: try Sample.bitcoin()).run(.ok("{\"success\":false}"))
        guard case .notLive(let error) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(error.advice == .afterResync)
    }

    @Test("Cancel all: every open order, stops too; those that ended meanwhile are left out")
    func all() throws {
        let run = adapter.cancelAll(on: try Sample.bitcoin()).run(script: [
            try Sample.ok("rest-list-orders-v2-open"), .ok("{\"success\":true}"),
            .refused("ErrCannotStopUnknownOrNonPendingOrder"),
        ])
        #expect(run.output == [CancelReport(venueOrderID: Sample.orderID, order: nil)])
        #expect(
            run.calls.dropFirst().compactMap { $0.parameters.first?.value } == ["BXMC2CJ7HNB88U4", "BXGMHMJXVEZK6NS"])
        #expect(run.calls.allSatisfy { $0.priority == .cancel })
        #expect(run.calls.first?.parameters.contains(.init("pair", "XBTZAR")) == true)
    }

    @Test("Cancel all fails when the open orders cannot be read")
    func unreadable() throws {
        let run = adapter.cancelAll(on: try Sample.bitcoin()).run(.status(500, ""))
        #expect(run.failure?.effect == .notExecuted(.read) && run.calls.count == 1)
    }
}
