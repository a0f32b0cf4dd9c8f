import Foundation

/// What the process holds.
enum Memory {
    /// VmRSS of Linux.
    static func residentMegabytes() throws -> Double {
        let status = try String(contentsOf: URL(fileURLWithPath: "/proc/self/status"), encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
        else { throw BenchmarkError("/proc/self/status has no VmRSS") }
        return kilobytes * 1024 / 1e6
    }
}
