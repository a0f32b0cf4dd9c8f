import Crypto
import Foundation

/// The bearer token of the host's API: made at first start, shown once, kept only as a digest.
public struct AccessToken: Sendable {
    private let digest: [UInt8]
    /// The token's text, only in the start that made it.
    public let fresh: String?

    /// Reads the digest of a state directory, or makes a token and keeps its digest.
    ///
    /// - Parameter random: 64 random bits a call.
    /// - Throws: ``StateError`` when the file cannot be read or written.
    public init(in directory: StateDirectory, random: () -> UInt64) throws(StateError) {
        let path = directory.file("token.sha256")
        if FileManager.default.fileExists(atPath: path) {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8), text.utf8.count == 65 else {
                throw .unwritable(path: path, reason: "damaged; delete it to get a new token")
            }
            digest = Array(text.utf8.dropLast())
            fresh = nil
            return
        }
        let token = "bourse_" + (0..<4).map { _ in Self.hexadecimal(random()) }.joined()
        digest = Self.digest(of: token)
        fresh = token
        do {
            try Data(digest + [0x0A]).write(to: URL(filePath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw .unwritable(path: path, reason: "cannot be written")
        }
    }

    /// Whether a text is the token, in time that does not depend on where it differs.
    public func matches(_ text: String) -> Bool {
        zip(Self.digest(of: text), digest).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func digest(of text: String) -> [UInt8] {
        SHA256.hash(data: Array(text.utf8)).flatMap { byte in Array(hexadecimal(byte).utf8) }
    }

    private static func hexadecimal(_ number: some FixedWidthInteger & UnsignedInteger) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: number.bitWidth / 4 - digits.utf8.count) + digits
    }
}
