import AdapterKit
import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// The vectors of valr.md B.5: every one by the primitive over the exact bytes, and those whose body this adapter can
/// write also as whole requests.
@Suite("Signing agrees with the vectors")
struct SignerVectorTests {
    private struct Vector {
        let name: String
        let time: Int64
        let method: VenueCall.Method
        let path: String
        let body: String
        let subaccount: String
        let signature: String

        /// The call that must give these bytes; nil for a body with structures inside.
        func call() throws -> VenueCall? {
            let parts = path.split(separator: "?", maxSplits: 1)
            var parameters: [VenueCall.Parameter] = []
            if parts.count == 2 {
                parameters = parts[1].split(separator: "&").map { pair in
                    let words = pair.split(separator: "=", maxSplits: 1)
                    return .init(String(words[0]), String(words[1]))
                }
            }
            if !body.isEmpty {
                guard case .object(let members) = try #require(Tree(body)) else { return nil }
                for member in members {
                    guard case .scalar = member.value, let value = member.value.plain else { return nil }
                    parameters.append(.init(member.name, value))
                }
            }
            return VenueCall(
                operation: "test", intent: .read, priority: .privateRead, method: method, path: String(parts[0]),
                parameters: parameters, isSigned: true, charges: [])
        }
    }

    private func vectors() throws -> (key: String, secret: String, list: [Vector]) {
        let tree = try Sample.tree("signing-vectors")
        let list = try #require(tree["vectors"]).elements.map { row in
            Vector(
                name: try #require(row["name"]?.plain),
                time: try #require(row["timestamp"]?.plain.flatMap { Int64($0) }),
                method: try #require(row["verb"]?.plain.flatMap { VenueCall.Method(rawValue: $0) }),
                path: try #require(row["path"]?.plain), body: row["body"]?.plain ?? "",
                subaccount: row["subaccountId"]?.plain ?? "", signature: try #require(row["signature"]?.plain))
        }
        return (try #require(tree["apiKey"]?.plain), try #require(tree["secret"]?.plain), list)
    }

    private func signer(_ key: String, _ secret: String, subaccount: String = "") throws -> any RequestSigner {
        var fields = ["api_key": Secret(key), "api_secret": Secret(secret)]
        if !subaccount.isEmpty { fields["subaccount_id"] = Secret(subaccount) }
        return try Sample.adapter.makeSigner(Credentials(fields))
    }

    @Test("Every vector, by the primitive over time, verb, path, body and subaccount")
    func primitive() throws {
        let (_, secret, list) = try vectors()
        #expect(list.count == 21)
        let hash = HMACSHA512(key: Secret(secret))
        for vector in list {
            let text = "\(vector.time)\(vector.method.rawValue)\(vector.path)\(vector.body)\(vector.subaccount)"
            #expect(Hexadecimal.encode(hash.code(for: Array(text.utf8))) == vector.signature, "\(vector.name)")
        }
    }

    @Test("Every flat vector as a whole request: target, headers and body to the byte")
    func sealed() throws {
        let (key, secret, list) = try vectors()
        var count = 0
        for vector in list {
            guard let call = try vector.call() else { continue }
            count += 1
            let signer = try signer(key, secret, subaccount: vector.subaccount)
            let request = try signer.seal(call, at: SigningStamp(venueTime: Timestamp(milliseconds: vector.time)))
            #expect(request.target == vector.path, "\(vector.name)")
            #expect(String(decoding: request.body, as: UTF8.self) == vector.body, "\(vector.name)")
            let subaccount = vector.subaccount.isEmpty ? [] : ["X-VALR-SUB-ACCOUNT-ID: \(vector.subaccount)"]
            #expect(
                request.headers.map { "\($0.name): \($0.value)" } == [
                    "Content-Type: application/json", "X-VALR-API-KEY: \(key)",
                    "X-VALR-SIGNATURE: \(vector.signature)", "X-VALR-TIMESTAMP: \(vector.time)",
                ] + subaccount, "\(vector.name)")
        }
        #expect(count == 20, "only the batch has structures inside")
    }

    @Test("The other published key: its two recorded beginnings")
    func secondKey() throws {
        let hash = HMACSHA512(key: Secret("0e06e223696b1d9bc6d8df1f701a87326c16763d8f2ebaaacb1042b61d7c3035"))
        let read = Array("1552244930586GET/api/v1/withdraw".utf8)
        #expect(Hexadecimal.encode(hash.code(for: read)).hasPrefix("47504896"))
        let write = Array("1552244930586POST/api/v1/withdraw{\"currency\":\"eth\",\"amount\":\"2.24353\"}".utf8)
        #expect(Hexadecimal.encode(hash.code(for: write)).hasPrefix("0b89e7b4"))
    }

    @Test("No key: public calls go out bare, signed calls are refused before they are sent")
    func withoutKey() throws {
        let signer = try Sample.adapter.makeSigner(nil)
        func call(_ isSigned: Bool) -> VenueCall {
            VenueCall(
                operation: "test", intent: .read, priority: .publicRead, method: .get, path: "/v1/public/time",
                isSigned: isSigned, charges: [])
        }
        let request = try signer.seal(call(false), at: SigningStamp(venueTime: Sample.now))
        #expect(request.target == "/v1/public/time")
        #expect(request.headers.map(\.name) == ["Content-Type"])
        let error = #expect(throws: VenueError.self) {
            try signer.seal(call(true), at: SigningStamp(venueTime: Sample.now))
        }
        #expect(error?.kind == .noCredentials)
        #expect(error?.effect == .notSent)
    }

    @Test(
        "Half a key, or one that is not printable ASCII, is refused", arguments: ["", " ", "a b", "k\u{E9}y", "a\nb"])
    func badKey(_ text: String) {
        #expect(throws: VenueError.self) { try signer(text, "secret") }
        #expect(throws: VenueError.self) { try signer("key", text) }
    }

    @Test("A subaccount is a number; the primary account is never named", arguments: ["0", "x", "-1", "12 "])
    func subaccounts(_ text: String) throws {
        guard text == "0" else {
            #expect(throws: VenueError.self) { try signer("key", "secret", subaccount: text) }
            return
        }
        let call = VenueCall(
            operation: "test", intent: .read, priority: .privateRead, method: .get, path: "/v1/account/balances",
            isSigned: true, charges: [])
        let stamp = SigningStamp(venueTime: Sample.now)
        let named = try signer("key", "secret", subaccount: text).seal(call, at: stamp)
        let unnamed = try signer("key", "secret").seal(call, at: stamp)
        #expect(named.headers.map(\.value) == unnamed.headers.map(\.value))
    }

    @Test("Texts that JSON and addresses cannot carry as they are are escaped, once")
    func escapes() throws {
        let signer = try signer("key", "secret")
        func request(_ method: VenueCall.Method) throws -> WireRequest {
            try signer.seal(
                VenueCall(
                    operation: "test", intent: .read, priority: .privateRead, method: method, path: "/x",
                    parameters: [.init("a", "x\"\\\n & é")], isSigned: true, charges: []),
                at: SigningStamp(venueTime: Sample.now))
        }
        #expect(String(decoding: try request(.post).body, as: UTF8.self) == #"{"a":"x\"\\\u000a & é"}"#)
        #expect(try request(.get).target == "/x?a=x%22%5C%0A%20%26%20%C3%A9")
    }
}
