import Crypto

/// Plain hashes, for the venues that hash a request before they sign it.
public enum Digests {
    /// The 32 bytes of SHA-256.
    public static func sha256(_ message: [UInt8]) -> [UInt8] {
        SHA256.hash(data: message).withUnsafeBytes { Array($0) }
    }

    /// Appends the 32 bytes of SHA-256 of two pieces, one behind the other, without joining them.
    public static func appendSHA256(of first: String, _ second: [UInt8], to message: inout [UInt8]) {
        var hash = SHA256()
        var first = first
        first.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        second.withUnsafeBytes { hash.update(bufferPointer: $0) }
        hash.finalize().withUnsafeBytes { message.append(contentsOf: $0) }
    }

    /// The 64 bytes of SHA-512.
    public static func sha512(_ message: [UInt8]) -> [UInt8] {
        SHA512.hash(data: message).withUnsafeBytes { Array($0) }
    }
}
