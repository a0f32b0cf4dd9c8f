import AdapterKit
import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// The account's own events (kraken.md J).
@Suite("Account stream")
struct AccountStreamTests {
    @Test("After the venue's first word both channels are asked for with the token; live once both are taken")
    func opening() throws {
        var stream = try AccountStream()
        stream.open()
        #expect(stream.sent.isEmpty, "not before the status")
        stream.receive(try Wire.sample("ws-status"))
        let token = AccountStream.token
        #expect(
            stream.sent.map(\.text) == [
                #"{"method":"subscribe","params":{"channel":"executions","snap_orders":true,"snap_trades":false,"#
                    + #""order_status":true,"token":"\#(token)"},"req_id":1}"#,
                #"{"method":"subscribe","params":{"channel":"balances","snapshot":true,"token":"\#(token)"},"req_id":2}"#,
            ])
        stream.receive(try Wire.sample("ws-status"))
        #expect(stream.sent.isEmpty, "asked once")
        #expect(stream.receive(Wire.ack(2, "balances")).isEmpty)
        #expect(stream.receive(Wire.ack(1, "executions")) == ["live"])
        #expect(stream.receive(Wire.ack(1, "executions")).isEmpty)
    }

    @Test("A refused token needs a new one; a missing right needs its owner; a limit needs time")
    func refusals() throws {
        func ending(_ text: String) throws -> StreamEnding? {
            var stream = try AccountStream()
            stream.open()
            stream.receive(try Wire.sample("ws-status"))
            stream.receive(Wire.refusal(1, text, symbol: nil))
            return stream.output.ending
        }
        #expect(try ending("ESession:Invalid session") == .reconnect(.token, "ESession:Invalid session"))
        #expect(try ending("Exceeded msg rate") == .reconnect(.refused, "Exceeded msg rate"))
        #expect(try ending("EService:Unavailable") == .reconnect(.refused, "EService:Unavailable"))
        guard case .fail(let error) = try ending("EGeneral:Permission denied") else {
            Issue.record("a missing right is for good")
            return
        }
        #expect(error.kind == .permission)
        var stream = try AccountStream()
        stream.open(token: nil)
        guard case .fail = stream.output.ending else {
            Issue.record("no token, no stream")
            return
        }
    }

    @Test("No status or no answer within ten seconds ends the connection; a quiet live one is pinged")
    func deadlines() throws {
        var silent = try AccountStream()
        silent.open()
        silent.pass(.seconds(9))
        #expect(silent.output.ending == nil)
        silent.pass(.seconds(1))
        #expect(silent.output.ending != nil)
        var stream = try AccountStream.live()
        stream.pass(.seconds(5))
        #expect(stream.sent.first?["method"]?.plain == "ping")
        stream.receive(try Wire.sample("ws-pong"))
        stream.pass(.seconds(100))
        #expect(stream.output.ending == nil)
    }

    @Test("Each channel is numbered from one: a hole is told and ends the connection, an old number is no news")
    func sequences() throws {
        var stream = try AccountStream.live()
        try stream.execution("ws-executions-snapshot")
        #expect(stream.receive(try Wire.sample("ws-executions-snapshot")).isEmpty, "number 1 again")
        #expect(stream.output.ending == nil)
        #expect(stream.receive(try Wire.sample("ws-balances-snapshot")).isEmpty, "a number of its own")
        #expect(stream.receive(try Wire.sample("ws-balances-update")) == ["read balances"])
        #expect(stream.receive(try Wire.sample("ws-executions-pending-new")) == ["gap all: sequence"])
        guard case .reconnect(.sequence, _) = stream.output.ending else {
            Issue.record("a hole ends the connection")
            return
        }
        var late = try AccountStream.live()
        late.receive(try Wire.sample("ws-balances-update"))
        #expect(late.lines == ["gap all: sequence"], "the first frame is number 1")
    }

    @Test("A gap's marker begins with the time of the last frame that was right")
    func markers() throws {
        var stream = try AccountStream.live()
        try stream.execution("ws-executions-snapshot")
        let right = stream.now.time
        stream.pass(.seconds(3))
        stream.receive(try Wire.sample("ws-executions-pending-new"))
        guard case .marker(let marker) = stream.events.first else {
            Issue.record("a marker comes first")
            return
        }
        #expect(marker.kind == .gap && marker.cause == .sequence)
        #expect(marker.from == right)
        #expect(marker.to == right.advanced(by: .seconds(3)))
    }

    @Test("The token stands in no message")
    func hidden() throws {
        var stream = try AccountStream.live()
        stream.receive("{\"channel\":\"executions\",\"type\":\"update\",\"data\":[")
        #expect(!"\(String(describing: stream.output.ending))".contains(AccountStream.token))
    }

    @Test(
        "Damaged frames: no crash, and nothing that the venue did not say",
        arguments: [
            "ws-executions-snapshot", "ws-executions-pending-new", "ws-executions-trade", "ws-executions-filled",
            "ws-executions-canceled", "ws-balances-snapshot", "ws-balances-update",
        ])
    func damaged(_ sample: String) throws {
        let text = try Sample.tree(sample).replacing("sequence", with: "1").text
        for length in 0..<text.utf8.count {
            var stream = try AccountStream.live()
            #expect(stream.receive(String(decoding: Array(text.utf8.prefix(length)), as: UTF8.self)).isEmpty)
            #expect(stream.output.ending != nil)
        }
        for mutation in try Sample.tree(sample).replacing("sequence", with: "1").mutations(Damage.strangers) {
            var stream = try AccountStream.live()
            stream.receive(mutation.text)
            for order in stream.orders { #expect(!order.filledBase.isNegative) }
        }
    }
}
