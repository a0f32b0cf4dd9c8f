import Testing
import VenueSimulator

@Suite("Faults as a client meets them")
struct FaultExecutionTests {
    private func hit(_ action: FaultAction) -> SimulatorOptions {
        faulty(Fault(operation: "order.place", occurrence: .first(1), action: action))
    }

    /// The count that the next request answers tells whether the one that was hit has been executed.
    private func nextCount(_ served: Served) async throws -> String? {
        try await served.ask("POST /count")?.text
    }

    @Test("dropBefore closes without a byte and the order does not exist")
    func dropBefore() async throws {
        try await withSimulator(options: hit(.dropBefore)) { served async throws in
            let (text, end) = try await served.ending("POST /count")
            #expect(text == "")
            #expect(end == .closed)
            #expect(try await nextCount(served) == "1")
        }
    }

    @Test("dropAfter closes without a byte and the order exists")
    func dropAfter() async throws {
        try await withSimulator(options: hit(.dropAfter)) { served async throws in
            let (text, end) = try await served.ending("POST /count")
            #expect(text == "")
            #expect(end == .closed)
            #expect(try await nextCount(served) == "2")
        }
    }

    @Test("resetMidBody sends the full length, half the body, and a TCP reset")
    func resetMidBody() async throws {
        let fault = Fault(operation: "market.time", action: .resetMidBody)
        try await withSimulator(options: faulty(fault)) { served async throws in
            let (text, end) = try await served.ending("GET /now")
            #expect(text.contains("Content-Length: 4\r\n"))
            #expect(text.hasSuffix("\r\n\r\n10"))
            #expect(end == .reset)
        }
    }

    @Test("delay holds the request back, so that the order does not exist until time has passed")
    func delay() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        try await withSimulator(options: hit(.delay(milliseconds: 500)), clock: clock) { served async throws in
            async let delayed = served.ask("POST /count")
            await clock.waitForSleepers(1)
            #expect(try await nextCount(served) == "1")
            clock.advance(byMilliseconds: 500)
            #expect(try await delayed?.text == "2")
        }
    }

    @Test("delayReply executes at once and answers late")
    func delayReply() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        try await withSimulator(options: hit(.delayReply(milliseconds: 500)), clock: clock) { served async throws in
            async let delayed = served.ask("POST /count")
            await clock.waitForSleepers(1)
            #expect(try await nextCount(served) == "2")
            clock.advance(byMilliseconds: 500)
            #expect(try await delayed?.text == "1")
        }
    }

    @Test("A replaced reply has the planned status, headers and body", arguments: [false, true])
    func replaced(isExecuted: Bool) async throws {
        let reply = FaultReply(status: 503, body: "{\"code\":-1007}", headers: ["X-Odd": "1"])
        try await withSimulator(options: hit(isExecuted ? .replyAfter(reply) : .replyBefore(reply))) {
            served async throws in
            let answer = try #require(try await served.ask("POST /count"))
            #expect(answer.status == 503)
            #expect(answer.text == "{\"code\":-1007}")
            #expect(answer.header("X-Odd") == "1")
            #expect(answer.header("Content-Type") == "application/json;charset=UTF-8")
            #expect(try await nextCount(served) == (isExecuted ? "2" : "1"))
        }
    }

    @Test("rateLimitAfterAccept answers the venue's own refusal although the order exists")
    func rateLimit() async throws {
        try await withSimulator(options: hit(.rateLimitAfterAccept(retryAfterSeconds: 7))) { served async throws in
            let answer = try #require(try await served.ask("POST /count"))
            #expect(answer.status == 429)
            #expect(answer.header("Retry-After") == "7")
            #expect(answer.text == "slow down")
            #expect(try await nextCount(served) == "2")
        }
    }

    @Test("truncateBody is well framed and cut; corruptBody is HTML under the face's status")
    func spoiled() async throws {
        let faults = [
            Fault(operation: "market.time", action: .truncateBody(bytes: 2)),
            Fault(operation: "order.*", action: .corruptBody),
        ]
        try await withSimulator(options: faulty(faults[0], faults[1])) { served async throws in
            #expect(try await served.ask("GET /now")?.text == "10")
            let page = try #require(try await served.ask("POST /count"))
            #expect(page.status == 200)
            #expect(page.text.hasPrefix("<html>"))
            #expect(page.header("Content-Type") == "text/html")
        }
    }

    @Test("A stalled request says nothing until the client leaves; executed or not", arguments: [false, true])
    func stall(isExecuted: Bool) async throws {
        try await withSimulator(options: hit(isExecuted ? .stallAfter : .stallBefore)) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("POST /count"))
            // The next request's count shows that the stalled one has got as far as it ever will.
            while try await served.control("GET /state").text.contains("order.place") == false {}
            while isExecuted, try await !served.control("GET /state").text.contains(#""executed":{"order"#) {}
            #expect(try await nextCount(served) == (isExecuted ? "2" : "1"))
            try await connection.close()
        }
    }

    @Test("visibilityLag reaches the face with the request, clockSkew moves its clock for the request")
    func lagAndSkew() async throws {
        let faults = [
            Fault(operation: "market.*", action: .visibilityLag(milliseconds: 300)),
            Fault(operation: "*", occurrence: .first(1), action: .clockSkew(milliseconds: -999)),
        ]
        try await withSimulator(options: faulty(faults[0], faults[1])) { served async throws in
            #expect(try await served.ask("GET /now")?.text == "1")
            #expect(try await served.ask("GET /now")?.text == "1000")
            let echo = try await served.ask("GET /echo")
            #expect(echo?.text.contains("switch visibilityLagMilliseconds=300") == true)
        }
    }

    @Test("A fault of another venue, or of another operation, strikes nobody")
    func others() async throws {
        let faults = [
            Fault(venue: "kraken", action: .dropBefore), Fault(operation: "order.cancel", action: .dropBefore),
        ]
        try await withSimulator(options: faulty(faults[0], faults[1])) { served async throws in
            #expect(try await served.ask("POST /count")?.text == "1")
        }
    }
}
