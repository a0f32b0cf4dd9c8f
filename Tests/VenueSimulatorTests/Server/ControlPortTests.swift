import Testing
import VenueSimulator

@Suite("The control port")
struct ControlPortTests {
    @Test("A plan put at run time strikes from the next request on, is shown with its counts, and can be taken away")
    func faults() async throws {
        try await withSimulator { served async throws in
            #expect(try await served.ask("GET /now")?.status == 200)
            let plan = #"{"faults":[{"operation":"market.time","nth":2,"action":{"kind":"replyBefore","status":418}}]}"#
            #expect(try await served.control("PUT /faults", body: plan).status == 200)
            #expect(try await served.ask("GET /now")?.status == 200)
            #expect(try await served.ask("GET /now")?.status == 418)
            let shown = try await served.control("GET /faults")
            #expect(
                shown.text
                    == #"{"seed":0,"faults":[{"operation":"market.time","nth":2,"action":"#
                    + #"{"kind":"replyBefore","status":418,"body":"","headers":{}}}],"counts":[{"matched":2,"hit":1}]}"#
            )
            #expect(try await served.control("DELETE /faults").text == #"{"seed":0,"faults":[],"counts":[]}"#)
        }
    }

    @Test("A wrong plan is refused with its place and changes nothing")
    func wrongPlan() async throws {
        let options = faulty(Fault(operation: "market.time", action: .replyBefore(FaultReply(status: 418))))
        try await withSimulator(options: options) { served async throws in
            let reply = try await served.control("PUT /faults", body: #"{"faults":[{"action":{"kind":"drop"}}]}"#)
            #expect(reply.status == 400)
            #expect(reply.text.contains(#""path":"faults[0].action.kind""#))
            #expect(try await served.ask("GET /now")?.status == 418)
        }
    }

    @Test("The clock of one venue can be moved off and back")
    func skew() async throws {
        try await withSimulator { served async throws in
            let body = #"{"venue":"binance","skewMilliseconds":-1500}"#
            #expect(try await served.control("POST /clock", body: body).status == 200)
            #expect(try await served.ask("GET /now")?.text == "-500")
            #expect(try await served.control("POST /clock", body: #"{"skewMilliseconds":0}"#).status == 200)
            #expect(try await served.ask("GET /now")?.text == "1000")
        }
    }

    @Test("State counts what arrived apart from what was executed; reset opens the venue anew")
    func stateAndReset() async throws {
        let options = faulty(Fault(operation: "order.place", occurrence: .nth(2), action: .dropBefore))
        try await withSimulator(options: options) { served async throws in
            _ = try await served.ask("POST /count")
            _ = try await served.ending("POST /count")
            _ = try await served.ask("GET /nowhere")
            #expect(
                try await served.control("GET /state").text
                    == #"{"venues":{"binance":{"nowMilliseconds":1000,"skewMilliseconds":0,"#
                    + #""received":{"order.place":2,"unknown":1},"executed":{"order.place":1,"unknown":1},"#
                    + #""sent":{},"openStreams":0}}}"#
            )
            #expect(try await served.control("POST /reset").text.contains(#""received":{}"#))
            #expect(try await served.ask("POST /count")?.text == "1")
            #expect(try await served.ending("POST /count").text == "")
        }
    }

    @Test(
        "What the port does not know is a 4xx with a reason",
        arguments: [
            ("GET /", "", 404), ("GET /faults/", "", 404), ("PATCH /faults", "", 405), ("GET /reset", "", 405),
            ("POST /clock", "", 400), ("POST /clock", "[]", 400), ("POST /clock", "{\"skewMilliseconds\":1e400}", 400),
            ("POST /clock", "{\"skewMilliseconds\":99999999999999}", 400),
            ("POST /clock", "{\"skewMilliseconds\":1,\"venus\":\"binance\"}", 400),
            ("POST /clock", "{\"skewMilliseconds\":1,\"venue\":\"kraken\"}", 404),
            ("POST /reset", "{\"venue\":\"kraken\"}", 404), ("PUT /faults", "null", 400),
        ]
    )
    func refusals(head: String, body: String, status: Int) async throws {
        try await withSimulator { served async throws in
            let reply = try await served.control(head, body: body)
            #expect(reply.status == status)
            #expect(reply.text.hasPrefix(#"{"error":""#))
        }
    }

    @Test("Without a control port none is bound and none is reported")
    func none() async throws {
        let options = SimulatorOptions(portBase: 0, hasControlPort: false, tickMilliseconds: nil)
        try await withSimulator(options: options) { #expect($0.readiness.control == nil) }
    }
}
