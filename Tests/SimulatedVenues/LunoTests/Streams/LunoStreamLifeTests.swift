import Foundation
import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: the life of a stream")
struct LunoStreamLifeTests {
    private let market = "/api/1/stream/XBTZAR"
    private let user = "/api/1/userstream"

    @Test("Only the two paths are streams, and only for GET; REST does not know them")
    func paths() throws {
        var listener = try LunoListener()
        #expect(
            listener.open(market) != nil && listener.open(user) != nil && listener.open("/api/1/stream/NOPE") != nil)
        for path in [
            "/api/1/stream/", "/api/1/stream", "/api/1/stream/A/B", "/api/1/ticker", "/", "/api/1/userstream/x",
        ] {
            #expect(listener.open(path) == nil, "\(path)")
        }
        #expect(listener.open(market, method: "POST") == nil)
        #expect(listener.client.send("GET", market).status == 404)
        #expect(LunoFace.hasStreams)
    }

    @Test("Nothing is sent before the credentials; then the snapshot, or for a user silence")
    func credentials() throws {
        var listener = try LunoListener()
        let silent = try listener.enter(market)
        listener.advance(5_000)
        #expect(listener.texts(silent).isEmpty)
        listener.say(listener.credentials(), on: silent)
        #expect(listener.frames(silent).map(\.kind) == ["snapshot"])
        let reader = listener.join(user, .readOnly)
        #expect(listener.texts(reader).isEmpty)
        // What a client says later is nobody's business.
        listener.say("\"\"", on: silent)
        listener.say("{", on: silent)
        #expect(listener.texts(silent).count == 1)
    }

    @Test("Ten seconds without credentials, to the tick")
    func timeout() throws {
        var listener = try LunoListener()
        let id = try listener.enter(user)
        listener.advance(9_900)
        #expect(listener.texts(id).isEmpty)
        listener.advance(100)
        #expect(listener.frames(id).map(\.kind) == ["auth_timeout"] && listener.texts(id).last == "close 1000")
        listener.say(listener.credentials(), on: id)
        #expect(listener.texts(id).count == 2)
    }

    @Test(
        "What is no credentials", arguments: ["", "hello", "[]", "\"\"", #"{"api_key_id":"x"}"#, #"{"api_key_id":1}"#])
    func malformed(_ text: String) throws {
        var listener = try LunoListener()
        for path in [market, user] {
            let id = try listener.enter(path)
            listener.say(text, on: id)
            #expect(listener.frames(id).map(\.kind) == ["invalid_credentials"])
            #expect(listener.texts(id).last == "close 1000")
        }
    }

    @Test("An empty object is enough for market data where the switch says so, and never for a user")
    func keyless() throws {
        for (setting, kind) in [("accepted", "snapshot"), ("refused", "invalid_credentials")] {
            var listener = try LunoListener(["keylessStreams": setting])
            let id = try listener.enter(market)
            listener.say("{}", on: id)
            #expect(listener.frames(id).map(\.kind) == [kind])
            let other = try listener.enter(user)
            listener.say("{}", on: other)
            #expect(listener.frames(other).map(\.kind) == ["invalid_credentials"])
        }
    }

    @Test("Wrong keys, in the words that the switch says")
    func wrongKeys() throws {
        for setting in ["rest", "invalid_credentials"] {
            var listener = try LunoListener(["streamKeyError": setting])
            let key = try #require(listener.client.face.credentials[.trade])
            let cases = [
                (#"{"api_key_id":"nobody","api_key_secret":"x"}"#, "ErrAPIKeyNotFound"),
                (#"{"api_key_id":"\#(key.apiKey)","api_key_secret":"x"}"#, "ErrUnauthorised"),
                (listener.credentials(.expired), "ErrApiKeyRevoked"),
            ]
            for (text, code) in cases {
                let id = try listener.enter(market)
                listener.say(text, on: id)
                #expect(listener.frames(id).map(\.kind) == [setting == "rest" ? code : "invalid_credentials"])
                #expect(listener.texts(id).last == "close 1000")
            }
        }
    }

    @Test("A market that is not there, and one in lower case", arguments: ["NOPEUSDT", "xbtzar"])
    func unknownMarket(_ pair: String) throws {
        var listener = try LunoListener()
        let id = listener.join("/api/1/stream/" + pair)
        #expect(listener.frames(id).map(\.kind) == ["invalid_market"] && listener.frames(id).first?["error"] == pair)
        #expect(listener.texts(id).last == "close 1000")
    }

    @Test("One connection too many is told so; one that leaves makes room", arguments: ["code", "text"])
    func sessionLimit(_ setting: String) throws {
        var listener = try LunoListener(["sessionLimitFrame": setting])
        let ids = (0..<50).map { _ in listener.join(market) }
        #expect(ids.allSatisfy { listener.frames($0).map(\.kind) == ["snapshot"] })
        let extra = listener.join(user, .readOnly)
        #expect(listener.frames(extra).first?["error"] == "session limit exceeded")
        #expect((listener.frames(extra).first?["error_code"] == nil) == (setting == "text"))
        #expect(listener.texts(extra).last == "close 1000")
        listener.leave(ids[3])
        let next = listener.join(market)
        #expect(listener.frames(next).map(\.kind) == ["snapshot"])
    }

    @Test("A ping every 13.5 s, an empty text after 20 quiet ones, an empty frame after five minutes")
    func clocks() throws {
        var listener = try LunoListener()
        let id = listener.join(market)
        let number = try #require(listener.frames(id).first?.sequence)
        listener.forget()
        listener.advance(13_400)
        #expect(listener.texts(id).isEmpty)
        listener.advance(100)
        #expect(listener.texts(id) == ["ping"])
        listener.advance(6_500)
        #expect(listener.texts(id) == ["ping", "\"\""])
        listener.advance(7_000)
        #expect(listener.texts(id) == ["ping", "\"\"", "ping"])
        for _ in 0..<273 { listener.advance(1_000) }
        #expect(listener.frames(id).map(\.kind) == ["nothing"] && listener.frames(id).first?.sequence == number + 1)
        // A user is kept alive too, unless the switch says otherwise.
        for (setting, count) in [("sent", 1), ("none", 0)] {
            var listener = try LunoListener(["userKeepAlive": setting])
            let id = listener.join(user)
            listener.advance(20_000)
            #expect(listener.texts(id).filter { $0 == "\"\"" }.count == count)
        }
    }

    @Test("After a long sleep a connection gets one ping, not a thousand")
    func sleep() throws {
        var listener = try LunoListener()
        let id = listener.join(market)
        listener.forget()
        listener.advance(40 * 86_400_000)
        #expect(listener.texts(id).filter { $0 == "ping" }.count == 1)
        listener.advance(13_500)
        #expect(listener.texts(id).filter { $0 == "ping" }.count == 2)
    }

    @Test("Who has left, or was sent away, hears nothing")
    func gone() throws {
        var listener = try LunoListener(frozen: false)
        let id = listener.join(market)
        listener.leave(id)
        listener.leave(id)
        listener.forget()
        listener.advance(30_000)
        listener.say(listener.credentials(), on: id)
        #expect(listener.texts(id).isEmpty && listener.client.face.streams.isIdle)
    }

    @Test("The same calls give the same bytes")
    func determinism() throws {
        func run() throws -> [StreamMessage] {
            var listener = try LunoListener(frozen: false)
            _ = listener.join(market)
            _ = listener.join(user)
            for _ in 0..<20 { listener.advance(500) }
            listener.ask { _ = $0.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=5000") }
            return listener.heard
        }
        #expect(try run() == run())
    }
}
