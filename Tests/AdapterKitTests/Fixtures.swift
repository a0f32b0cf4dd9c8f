#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The samples that the Binance adapter is tested with, read without Foundation.
enum Fixtures {
    private static var folder: String {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(2)
        return parts.joined(separator: "/") + "/Adapters/BinanceTests/Fixtures/"
    }

    static let authVectors = "auth-vectors.json"

    /// Every sample of a venue's answer small enough to be cut at every byte.
    static var smallSamples: [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".json"), name != authVectors { names.append(name) }
        }
        return names.sorted()
    }

    static func bytes(_ name: String) -> [UInt8] {
        guard let file = fopen(folder + name, "r") else { return [] }
        defer { fclose(file) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return result }
            result.append(contentsOf: buffer[..<count])
        }
    }
}
