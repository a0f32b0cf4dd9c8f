import AcornAdapter
import AdapterProtocol
import Testing

/// The vectors of API.md, made with another program.
@Suite("Sealing agrees with the vectors")
struct SigningVectorTests {
    struct Vector: Sendable {
        let method: VenueCall.Method
        let path: String
        let parameters: [VenueCall.Parameter]
        let target: String
        var body = ""
        let signature: String
    }

    static let vectors = [
        Vector(
            method: .get, path: "/v1/balances", parameters: [], target: "/v1/balances",
            signature: "f96044f608ece94b8b340d5130158097ac16c3aa6f051994b68cbd2f54340b44"),
        Vector(
            method: .get, path: "/v1/order",
            parameters: [.init("market", "BTC-USDT"), .init("clientId", "a b+c/é")],
            target: "/v1/order?market=BTC-USDT&clientId=a%20b%2Bc%2F%C3%A9",
            signature: "1dcefaaa5ec05f203ffaeb5d0e83c496d6881114ca12c2c6ea7138a566d3d4eb"),
        Vector(
            method: .delete, path: "/v1/order", parameters: [.init("market", "BTC-USDT"), .init("id", "7000010")],
            target: "/v1/order?market=BTC-USDT&id=7000010",
            signature: "e29b34a34081d7227e4cc71915098e649ebee5b81c6a4df64a66bdfe76046021"),
        Vector(
            method: .post, path: "/v1/order",
            parameters: [
                .init("clientId", "0123456789abcdef0123456789abcdef"), .init("market", "BTC-USDT"),
                .init("side", "buy"), .init("type", "limit"), .init("quantity", "0.0002"),
                .init("price", "51200.01"), .init("timeInForce", "GTC"), .init("postOnly", "true"),
            ],
            target: "/v1/order",
            body: """
                {"clientId":"0123456789abcdef0123456789abcdef","market":"BTC-USDT","side":"buy","type":"limit",\
                "quantity":"0.0002","price":"51200.01","timeInForce":"GTC","postOnly":true}
                """,
            signature: "c402846cf6a57045eb76726edffc7cd1f10dc0ac7489e55f679dcba1b21f8be7"),
    ]

    @Test("Target, body and headers, to the byte", arguments: vectors)
    func sealed(_ vector: Vector) throws {
        let name = "6a1f0c3e5d7b9a2846e0f1c2d3b4a596"
        let signer = try AcornAdapter().makeSigner(
            Credentials([
                CredentialField.apiKey.name: Secret(name),
                CredentialField.apiSecret.name: Secret("acorn-example-secret-0123456789abcdef"),
            ]))
        let call = VenueCall(
            operation: "test.vector", intent: .read, priority: .privateRead, method: vector.method,
            path: vector.path, parameters: vector.parameters, isSigned: true, charges: [])
        let request = try signer.seal(
            call, at: SigningStamp(venueTime: Timestamp(milliseconds: 1_790_000_000_123)))
        #expect(request.method == vector.method)
        #expect(request.target == vector.target)
        #expect(String(decoding: request.body, as: UTF8.self) == vector.body)
        let type = vector.method == .post ? ["Content-Type: application/json"] : []
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == type + [
                "ACORN-KEY: \(name)", "ACORN-TIME: 1790000000123", "ACORN-SIGN: \(vector.signature)",
            ])
    }
}
