import AdapterKit
import AdapterProtocol
import Testing

/// Ed25519 by RFC 8032 and by the venue's own vectors; keys that are none.
@Suite("Ed25519")
struct Ed25519Tests {
    /// RFC 8032, section 7.1, test 1, in the frame of RFC 8410.
    static let key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
    static let emptySignature =
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
        + "25bf5f0595bbe24655141438e7a100b"
    static let pem = "-----BEGIN PRIVATE KEY-----\n\(key)\n-----END PRIVATE KEY-----\n"

    @Test(
        "RFC 8032 test 1, from base64 and from PEM",
        arguments: [key, key + "\n", pem, pem.replacing("\n", with: "\r\n"), "  \(key)  "])
    func rfc8032(text: String) throws {
        let signer = try Ed25519(pkcs8: Secret(text))
        #expect(Hexadecimal.encode(try signer.signature(for: [])) == Self.emptySignature)
        #expect(Ed25519.looksLikePrivateKey(Secret(text)))
    }

    @Test("Binance's vectors (binance.md B.5)")
    func binance() throws {
        let vectors = try AuthVectors.load()
        #expect(vectors.ed25519.count == 11)
        let signer = try Ed25519(pkcs8: Secret(vectors.ed25519Key))
        for vector in vectors.ed25519 {
            #expect(Base64.encode(try signer.signature(for: vector.message)) == vector.signature, "\(vector.name)")
        }
    }

    @Test(
        "what is no such key is a typed error that does not repeat it",
        arguments: [
            "", "hunter2", "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j", String(key.dropLast(4)),
            key + "AAAA", "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            // The same frame for X25519, and a version that is none.
            "MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
            "MC4CAQEwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "-----", "\n\n", key + "é",
        ])
    func malformed(text: String) {
        #expect(!Ed25519.looksLikePrivateKey(Secret(text)))
        do {
            _ = try Ed25519(pkcs8: Secret(text))
            Issue.record("must throw")
        } catch {
            #expect(error.kind == .authentication)
            #expect(error.effect == .notSent)
            if text.count > 6 { #expect(!"\(error)".contains(text) && !"\(error)".contains(text.prefix(12))) }
        }
    }
}
