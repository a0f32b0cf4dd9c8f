public import AdapterProtocol
import Crypto

/// HMAC with the key schedule done once: a signature costs two short hashes over copies of prepared states.
///
/// RFC 2104: hash of (key xor opad) and the hash of (key xor ipad) and the message.
struct KeyedHash<Hash: HashFunction & Sendable>: Sendable where Hash.Digest: LendingDigest {
    private let inner: Hash
    private let outer: Hash

    init(key: Secret) {
        var block = [UInt8](repeating: 0, count: Hash.blockByteCount)
        key.withBytes { bytes in
            if bytes.count > Hash.blockByteCount {
                for (position, byte) in Hash.hash(data: bytes).enumerated() { block[position] = byte }
            } else {
                for (position, byte) in bytes.enumerated() { block[position] = byte }
            }
        }
        var inner = Hash()
        for position in block.indices { block[position] ^= 0x36 }
        inner.update(data: block)
        var outer = Hash()
        for position in block.indices { block[position] ^= 0x36 ^ 0x5C }
        outer.update(data: block)
        self.inner = inner
        self.outer = outer
        for position in block.indices { block[position] = 0 }
    }

    func code(for message: [UInt8]) -> [UInt8] { digest(of: message).withUnsafeBytes { Array($0) } }

    func base64(for message: [UInt8]) -> String { digest(of: message).withUnsafeBytes { Base64.encode($0) } }

    private func digest(of message: [UInt8]) -> Hash.Digest {
        var inner = inner
        message.withUnsafeBytes { inner.update(bufferPointer: $0) }
        var outer = outer
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize()
    }
}

/// A digest whose bytes can be seen where they are: as a sequence it gives them one by one.
protocol LendingDigest {
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension SHA256Digest: LendingDigest {}
extension SHA512Digest: LendingDigest {}

/// HMAC-SHA256 of one key.
public struct HMACSHA256: Sendable {
    private let hash: KeyedHash<SHA256>

    /// Prepares a key.
    public init(key: Secret) {
        hash = KeyedHash(key: key)
    }

    /// The 32 bytes of a message.
    public func code(for message: [UInt8]) -> [UInt8] { hash.code(for: message) }

    /// The same as base64, as headers want it.
    public func base64(for message: [UInt8]) -> String { hash.base64(for: message) }
}

/// HMAC-SHA512 of one key.
public struct HMACSHA512: Sendable {
    private let hash: KeyedHash<SHA512>

    /// Prepares a key.
    public init(key: Secret) {
        hash = KeyedHash(key: key)
    }

    /// The 64 bytes of a message.
    public func code(for message: [UInt8]) -> [UInt8] { hash.code(for: message) }

    /// The same as base64, as headers want it.
    public func base64(for message: [UInt8]) -> String { hash.base64(for: message) }
}
