extension AdapterTemplate {
    /// The signature against a vector.
    static let signerTests = AdapterTemplate(
        "Tests/«Name»AdapterTests/SignerTests.swift",
        #"""
        import AdapterProtocol
        import Testing
        import «Name»Adapter

        @Suite("Signatures")
        struct SignerTests {
            // «todo»: the vectors of the venue's documents; where there are none, another tool's, never this signer's:
            // printf '1700000000000GET/v1/balances?asset=BTC' | openssl dgst -sha256 -hmac secret
            @Test("A signed read carries the signature that another tool makes of the same text")
            func signedRead() throws {
                let key = Credentials([
                    CredentialField.apiKey.name: Secret("key"), CredentialField.apiSecret.name: Secret("secret"),
                ])
                let call = VenueCall(
                    operation: "account.balances", intent: .read, priority: .privateRead, method: .get,
                    path: "/v1/balances",
                    parameters: [.init("asset", "BTC")], isSigned: true, charges: [])
                let stamp = SigningStamp(venueTime: Timestamp(milliseconds: 1_700_000_000_000))
                let request = try «Name»Adapter().makeSigner(key).seal(call, at: stamp)
                #expect(request.target == "/v1/balances?asset=BTC")
                let signature = request.headers.first { $0.name == "X-SIGN" }?.value
                #expect(signature == "3bda4f5f2d7af6726e61491d60b9eae385cbcc9c3f4c1f12a1f1d5b70c654051")
            }
        }
        """#)
}
