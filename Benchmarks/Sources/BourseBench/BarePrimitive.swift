import AdapterProtocol
import Crypto
import Foundation

/// The cryptographic primitive alone over the bytes that a request signs, by swift-crypto, its key prepared.
struct BarePrimitive {
    /// What the venue's rule hashes.
    enum Kind {
        /// HMAC-SHA256 over everything (Binance, KuCoin).
        case sha256
        /// HMAC-SHA512 over everything (VALR).
        case sha512
        /// SHA-256 over nonce and body, HMAC-SHA512 over the path and that (Kraken).
        case sha256ThenSHA512
    }

    private let kind: Kind
    private let head: [UInt8]
    private let message: [UInt8]
    private let hmac256: HMAC<SHA256>
    private let hmac512: HMAC<SHA512>

    /// - Parameters:
    ///   - head: What comes before the digest, for a kind with two hashes.
    ///   - message: What is signed, or hashed first.
    init(_ kind: Kind, head: [UInt8] = [], message: [UInt8]) {
        self.kind = kind
        self.head = head
        self.message = message
        let key = SymmetricKey(data: [UInt8](repeating: 0x73, count: 64))
        hmac256 = HMAC(key: key)
        hmac512 = HMAC(key: key)
    }

    func run(_ count: Int) {
        for _ in 0..<count {
            switch kind {
            case .sha256: consume(code(of: hmac256, message))
            case .sha512: consume(code(of: hmac512, message))
            case .sha256ThenSHA512:
                var hmac = hmac512
                hmac.update(data: head)
                SHA256.hash(data: message).withUnsafeBytes { hmac.update(data: $0) }
                consume(hmac.finalize())
            }
        }
    }

    private func code<Hash: HashFunction>(of prepared: HMAC<Hash>, _ message: [UInt8]) -> HMAC<Hash>.MAC {
        var hmac = prepared
        hmac.update(data: message)
        return hmac.finalize()
    }
}
