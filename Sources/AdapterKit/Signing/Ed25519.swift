public import AdapterProtocol
import Crypto

/// Ed25519 signatures of one private key.
public struct Ed25519: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// PKCS#8's frame around an Ed25519 seed (RFC 8410): version 0, algorithm 1.3.101.112, 32 bytes in two wrappers.
    private static let frame: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// Reads a PKCS#8 private key: PEM, or the base64 of its DER form.
    ///
    /// - Throws: ``VenueError`` of kind `authentication` and effect `notSent` when it is none; the text is not in it.
    public init(pkcs8 secret: Secret) throws(VenueError) {
        guard let seed = Self.seed(of: secret), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else { throw .notSent(.authentication, "the secret is not an Ed25519 private key in PKCS#8 form") }
        self.key = key
    }

    /// Takes the 32 bytes that RFC 8032 calls the private key.
    ///
    /// - Throws: ``VenueError`` of kind `authentication` and effect `notSent` when there are not 32; they are not in it.
    public init(seed secret: Secret) throws(VenueError) {
        guard let key = try? secret.withBytes({ try Curve25519.Signing.PrivateKey(rawRepresentation: $0) })
        else { throw .notSent(.authentication, "an Ed25519 seed has 32 bytes") }
        self.key = key
    }

    /// Whether a secret looks like a private key rather than a venue's own secret.
    public static func looksLikePrivateKey(_ secret: Secret) -> Bool { seed(of: secret) != nil }

    /// The 64 bytes of a message.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` when the cryptographic library fails.
    public func signature(for message: [UInt8]) throws(VenueError) -> [UInt8] {
        do {
            return Array(try key.signature(for: message))
        } catch {
            throw .notSent(.authentication, "signing failed")
        }
    }

    private static func seed(of secret: Secret) -> [UInt8]? {
        let lines = secret.withBytes { Array($0) }.split { $0 == 0x0A || $0 == 0x0D }
        let text = lines.filter { $0.first != 0x2D }.joined().filter { $0 != 0x20 }
        guard let der = Base64.decode(text), der.count == 48, der.starts(with: frame) else { return nil }
        return Array(der.suffix(32))
    }
}
