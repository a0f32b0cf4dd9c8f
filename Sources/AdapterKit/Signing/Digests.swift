import Crypto

/// Plain hashes, for the venues that hash a request before they sign it.
public enum Digests {
    /// The 32 bytes of SHA-256.
    public static func sha256(_ message: [UInt8]) -> [UInt8] {
        SHA256.hash(data: message).withUnsafeBytes { Array($0) }
    }

    /// The 64 bytes of SHA-512.
    public static func sha512(_ message: [UInt8]) -> [UInt8] {
        SHA512.hash(data: message).withUnsafeBytes { Array($0) }
    }
}
