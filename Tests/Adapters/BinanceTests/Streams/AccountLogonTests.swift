import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// How the account's stream is opened (binance.md B.2, J.1).
@Suite("Opening the account's stream")
struct AccountLogonTests {
    private let proof = StreamProof("userData")

    private func signer(_ group: String, secret: String) throws -> any RequestSigner {
        let vectors = try Sample.tree("auth-vectors")
        let key = try #require(vectors["hmac"]?["apiKey"]?.plain)
        let secret = try #require(vectors[group]?[secret]?.plain)
        return try Sample.adapter.makeSigner(Credentials(["api_key": Secret(key), "api_secret": Secret(secret)]))
    }

    private func frame(_ signer: any RequestSigner, _ parameters: [VenueCall.Parameter], at time: Int64) throws -> Tree
    {
        let stamp = SigningStamp(venueTime: Timestamp(milliseconds: time))
        let bytes = try signer.frame(StreamProof(proof.name, parameters), at: stamp)
        return try #require(Tree(String(decoding: bytes, as: UTF8.self)))
    }

    @Test(
        "K2 every vector of the WebSocket API: raw text, sorted by name, nothing encoded",
        arguments: ["hmac", "ed25519"])
    func vectors(_ group: String) throws {
        let signer = try signer(group, secret: group == "hmac" ? "secretKey" : "pkcs8DerBase64")
        let rows = try #require(Sample.tree("auth-vectors")[group]?["wsApi"]).elements
        #expect(rows.count == (group == "hmac" ? 5 : 2))
        for row in rows {
            guard case .object(let members) = try #require(row["params"]) else { continue }
            let time = try #require(row["params"]?["timestamp"]?.plain.flatMap { Int64($0) })
            let others = members.filter { $0.name != "apiKey" && $0.name != "timestamp" }
                .compactMap { member in member.value.plain.map { VenueCall.Parameter(member.name, $0) } }
            let frame = try frame(signer, others, at: time)
            #expect(frame["params"]?["signature"]?.plain == row["signature"]?.plain, "\(row.text)")
            // Times are numbers, amounts texts, so that what is sent is what was signed.
            for member in members where member.name != "orderId" {
                #expect(frame["params"]?[member.name] == member.value, "\(member.name)")
            }
        }
    }

    @Test("K5 HMAC keys sign the subscription, Ed25519 keys log on; the requests are the captured ones")
    func requests() throws {
        let signed = try frame(try signer("hmac", secret: "secretKey"), [], at: 1_747_385_641_636)
        let captured = try #require(Sample.tree("wsapi-user-data-subscribe")["signatureRequest"])
        #expect(signed["method"] == captured["method"])
        let logon = try frame(try signer("ed25519", secret: "pkcs8DerBase64"), [], at: 1_649_729_878_532)
        let session = try #require(Sample.tree("wsapi-session")["logonRequest"])
        #expect(logon["method"] == session["method"])
        for (frame, sample) in [(signed, captured), (logon, session)] {
            guard case .object(let ours) = frame["params"], case .object(let theirs) = sample["params"] else {
                Issue.record("params is an object")
                continue
            }
            #expect(Set(ours.map(\.name)) == Set(theirs.map(\.name)))
            #expect(frame["params"]?["timestamp"] == sample["params"]?["timestamp"])
        }
    }

    @Test("Without a key, and for a frame that is none of ours, nothing is made")
    func refusedFrames() throws {
        let stamp = SigningStamp(venueTime: Sample.now)
        let keyless = try Sample.adapter.makeSigner(nil)
        #expect(#expect(throws: VenueError.self) { try keyless.frame(proof, at: stamp) }?.kind == .noCredentials)
        let signer = try signer("hmac", secret: "secretKey")
        #expect(
            #expect(throws: VenueError.self) { try signer.frame(StreamProof("x"), at: stamp) }?.kind == .unsupported)
    }

    @Test("K4 an HMAC key is live with one answer, an Ed25519 key with two; no listen key is asked for")
    func live() throws {
        var rig = AccountRig([])
        #expect(rig.proofs == [proof] && rig.sent.isEmpty && rig.events.isEmpty)
        var other = rig
        rig.receive(#"{"id":"subscribeSigned","status":200,"result":{"subscriptionId":0},"rateLimits":[{"count":4}]}"#)
        #expect(rig.events == [.live] && rig.wakeAt == nil)
        other.receive(
            try #require(Sample.tree("wsapi-session")["logonResponse"]).replacing("id", with: "\"logon\"").text)
        #expect(other.events.isEmpty && other.sent.count == 1)
        let request = try #require(Tree(other.sent[0]))
        // Any parameter would be one too many.
        #expect(request["method"]?.plain == "userDataStream.subscribe" && request["params"] == nil)
        let id = try #require(request["id"])
        let answer = try #require(Sample.tree("wsapi-user-data-subscribe")["subscribeResponse"])
        other.receive(answer.replacing("id", with: id.text).text)
        #expect(other.events == [.live])
    }

    @Test("A subscription that is there already is the one that we want")
    func already() throws {
        var rig = AccountRig([])
        rig.receive(try #require(Sample.tree("wsapi-errors")["alreadySubscribed"]).text)
        #expect(rig.events == [.live] && rig.ending == nil)
    }

    @Test(
        "A refused key ends it for good, also later",
        arguments: [(401, -2015), (401, -2008), (400, -1022), (401, -2014)])
    func refusedKey(_ status: Int, _ code: Int) throws {
        for id in ["\"subscribeSigned\"", "null"] {
            var rig = AccountRig([])
            rig.receive("{\"id\":\(id),\"status\":\(status),\"error\":{\"code\":\(code),\"msg\":\"no\"}}")
            guard case .fail(let error) = rig.ending else {
                Issue.record("\(String(describing: rig.ending))")
                continue
            }
            #expect(error.kind == .permission || error.kind == .authentication)
            #expect(error.message == "no")
        }
    }

    @Test("K19 a revoked session is a matter of permission")
    func revoked() throws {
        var rig = try AccountRig.live()
        rig.receive(try #require(Sample.tree("wsapi-session")["sessionRevoked"]).text)
        guard case .fail(let error) = rig.ending else {
            Issue.record("\(String(describing: rig.ending))")
            return
        }
        #expect(error.kind == .permission)
    }

    @Test("K14 limited or banned: asked again on the same connection, not before the venue's time")
    func banned() throws {
        var rig = AccountRig([])
        let answer = try #require(Sample.tree("wsapi-errors")["banned"]).text
            .replacing("1659146400000", with: String(Sample.now.milliseconds + 120_000))
        rig.receive(answer)
        #expect(rig.ending == nil && rig.wakeAt == .seconds(120) && rig.proofs.count == 1)
        rig.pass(.seconds(119))
        #expect(rig.proofs.count == 1)
        rig.pass(.seconds(1))
        #expect(rig.proofs.count == 2)
        rig.receive(#"{"id":"subscribeSigned","status":429,"error":{"code":-1003,"msg":"Too much"}}"#)
        #expect(rig.wakeAt == .seconds(180) && rig.ending == nil)
    }

    @Test(
        "A clock that is off, a busy server and no answer: a new connection",
        arguments: [
            #"{"id":"subscribeSigned","status":400,"error":{"code":-1021,"msg":"Timestamp"}}"#,
            #"{"id":"logon","status":500,"error":{"code":-1000,"msg":"An unknown error"}}"#, "",
        ])
    func newConnection(_ answer: String) {
        var rig = AccountRig([])
        if answer.isEmpty { rig.pass(.seconds(15)) } else { rig.receive(answer) }
        guard case .reconnect(let cause, _) = rig.ending else {
            Issue.record("\(String(describing: rig.ending))")
            return
        }
        #expect(cause == (answer.isEmpty ? .silent : .refused) && rig.events.isEmpty)
    }
}
