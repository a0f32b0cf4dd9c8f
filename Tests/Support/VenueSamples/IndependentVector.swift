import Foundation

/// One request that an independent signer made, with what it was made from (Tests/Vectors/make.py).
package struct IndependentVector: Decodable, Sendable, CustomStringConvertible {
    /// The package and version that made it.
    package let signer: String
    /// Credential fields by name.
    package let credentials: [String: String]
    /// The venue's clock in milliseconds.
    package let time: Int64
    /// The nonce as text, since JSON readers stop being exact at 2^53; nil where the venue has none.
    package let nonce: String?
    /// When the request is worthless, in milliseconds.
    package let notAfter: Int64?
    package let operation: String
    package let method: String
    package let path: String
    /// Name and value, in the order they are sent.
    package let parameters: [[String]]
    /// The whole request, to the byte; headers as name and value.
    package let target: String
    package let headers: [[String]]
    package let body: String

    package var description: String { "\(signer): \(method) \(target) \(body)" }

    /// All vectors of a venue, in the file's order.
    package static func all(of venue: String) throws -> [IndependentVector] {
        let bytes = try VenueSamples.bytes(venue, "independent-vectors.json")
        return try JSONDecoder().decode(File.self, from: Data(bytes)).vectors
    }

    private struct File: Decodable {
        let vectors: [IndependentVector]
    }
}
