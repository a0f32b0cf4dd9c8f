import Foundation

/// What `docs/certificates` says of a venue: the run with orders at its simulated exchange, which CI repeats.
struct CertifiedCases: Decodable {
    struct Line: Decodable {
        let id: String
        let outcome: String
    }

    let coverage: String
    let cases: [Line]

    /// The cases that apply to a venue and hold there.
    static func passed(at venue: String) throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/certificates/\(venue).json")
        let certificates = try JSONDecoder().decode([CertifiedCases].self, from: Data(contentsOf: file))
        let lines = certificates.filter { $0.coverage == "trading" }.flatMap(\.cases)
        return Set(lines.filter { $0.outcome == "passed" }.map(\.id))
    }
}
