import VenueSamples

/// The venues' samples as bytes to read, and to damage.
enum Fixtures {
    static let authVectors = "binance/auth-vectors.json"

    private static let venues = ["binance", "kraken", "kucoin", "luno", "valr"]

    /// Every sample of an answer, small enough to be cut at every byte: `venue/file`. A venue whose samples cannot be
    /// listed has none; a test counts them.
    static var smallSamples: [String] {
        venues.flatMap { venue in
            ((try? VenueSamples.files(of: venue)) ?? []).filter { $0.hasSuffix(".json") && !$0.contains("vectors") }
                .map { "\(venue)/\($0)" }
        }.filter { bytes($0).count < 20_000 }
    }

    static func bytes(_ name: String) -> [UInt8] {
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count == 2 else { return [] }
        return (try? VenueSamples.bytes(parts[0], parts[1])) ?? []
    }
}
