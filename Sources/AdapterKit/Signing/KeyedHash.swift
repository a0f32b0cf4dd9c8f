public import AdapterProtocol
import Crypto

/// HMAC with the key schedule done once: a signature costs two short hashes over copies of prepared states.
///
/// RFC 2104: hash of (key xor opad) and the hash of (key xor ipad) and the message.
struct KeyedHash<Hash: HashFunction & Sendable>: Sendable {
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

    func code(for message: [UInt8]) -> [UInt8] {
        var inner = inner
        message.withUnsafeBytes { inner.update(bufferPointer: $0) }
        var outer = outer
        Self.bytes(of: inner.finalize()).withUnsafeBytes { outer.update(bufferPointer: $0) }
        return Self.bytes(of: outer.finalize())
    }

    /// A digest does not say its length as a sequence, so that `Array` would grow step by step.
    private static func bytes(of digest: Hash.Digest) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Hash.Digest.byteCount)
        for byte in digest { bytes.append(byte) }
        return bytes
    }
}

/// HMAC-SHA256 of one key.
public struct HMACSHA256: Sendable {
    private let hash: KeyedHash<SHA256>

    /// Prepares a key.
    public init(key: Secret) {
        hash = KeyedHash(key: key)
    }

    /// The 32 bytes of a message.
    public func code(for message: [UInt8]) -> [UInt8] { hash.code(for: message) }
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
}
