import AdapterProtocol
import AdapterTesting
import Foundation
import LunoAdapter
import Testing

/// The 21 vectors of luno.md B.2: header, target and body to the byte.
@Suite("Sealing agrees with the vectors")
struct SignerVectorTests {
    private static func parameters(_ text: some StringProtocol) -> [VenueCall.Parameter] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return .init(String(parts[0]), String(parts[1]).removingPercentEncoding ?? "")
        }
    }

    @Test("Every vector, the exact target, headers and body")
    func vectors() throws {
        let rows = try #require(Sample.tree("auth-vectors")["vectors"]).elements
        #expect(rows.count == 21)
        for row in rows {
            let target = try #require(row["target"]?.plain)
            let body = try #require(row["body"]?.plain)
            let parts = target.split(separator: "?", maxSplits: 1)
            let method = try #require(row["method"]?.plain.flatMap(VenueCall.Method.init(rawValue:)))
            let call = VenueCall(
                operation: "test", intent: .read, priority: .privateRead, method: method, path: String(parts[0]),
                parameters: Self.parameters(method == .post ? body : parts.count > 1 ? String(parts[1]) : ""),
                isSigned: true, charges: [])
            let signer = try Sample.signer(
                id: try #require(row["keyId"]?.plain), secret: try #require(row["keySecret"]?.plain))
            let request = try signer.seal(call, at: SigningStamp(venueTime: Sample.now))
            #expect(request.method == method)
            #expect(request.target == target)
            #expect(String(decoding: request.body, as: UTF8.self) == body)
            if let length = row["contentLength"]?.plain { #expect(request.body.count == Int(length), "\(target)") }
            let headers = request.headers.map { "\($0.name): \($0.value)" }
            let form = row["contentType"]?.plain.map { ["Content-Type: \($0)"] } ?? []
            #expect(headers == ["Authorization: \(try #require(row["authorization"]?.plain))"] + form)
        }
    }

    @Test("A public call carries no key, even when there is one")
    func publicCall() throws {
        let call = try #require(Sample.adapter.instruments().run(.neverSent).calls.first)
        let request = try Sample.signer().seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(request.headers.isEmpty)
        #expect(request.target == "/api/exchange/1/markets")
    }

    @Test("Without a key public calls go out, private ones are not sent")
    func keyless() throws {
        let signer = try Sample.adapter.makeSigner(nil)
        let open = try #require(Sample.adapter.instruments().run(.neverSent).calls.first)
        _ = try signer.seal(open, at: SigningStamp(venueTime: Sample.now))
        let closed = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        let error = #expect(throws: VenueError.self) {
            _ = try signer.seal(closed, at: SigningStamp(venueTime: Sample.now))
        }
        #expect(error?.kind == .noCredentials && error?.effect == .notSent)
    }

    @Test(
        "Keys that cannot stand in the header are refused, and never quoted",
        arguments: [
            ("", "hunter2"), ("id", ""), ("i d", "hunter2"), ("i:d", "hunter2"), ("id", "hun\r\nter2"), ("id", "s é"),
        ])
    func malformed(_ id: String, _ secret: String) {
        let error = #expect(throws: VenueError.self) { _ = try Sample.signer(id: id, secret: secret) }
        #expect(error?.kind == .authentication && error?.effect == .notSent)
        if secret.count > 3 { #expect(error.map { !"\($0)".contains(secret) } ?? false) }
    }

    @Test("A placement carries the venue's time and ten seconds of life; the rest of its time when that is less")
    func deadline() throws {
        let stamp = "&timestamp=\(Sample.now.milliseconds)&ttl="
        #expect(try Sample.sentBody(try Sample.request()).hasSuffix(stamp + "10000"))
        let soon = try Sample.request(placeBefore: Sample.now.advanced(by: .milliseconds(2500)))
        #expect(try Sample.sentBody(soon).hasSuffix(stamp + "2500"))
        let late = try Sample.request(placeBefore: Sample.now.advanced(by: .seconds(60)))
        #expect(try Sample.sentBody(late).hasSuffix(stamp + "10000"))
        let past = try Sample.request(placeBefore: Sample.now.advanced(by: .seconds(-1)))
        #expect(try Sample.sentBody(past).hasSuffix(stamp + "1"))
    }

    @Test("Only placements carry a deadline")
    func noDeadline() throws {
        let run = Sample.adapter.cancel(.venue(Sample.orderID), on: try Sample.bitcoin()).run(.neverSent)
        let request = try Sample.signer().seal(try #require(run.calls.first), at: SigningStamp(venueTime: Sample.now))
        #expect(String(decoding: request.body, as: UTF8.self) == "order_id=BXMC2CJ7HNB88U4")
    }
}
