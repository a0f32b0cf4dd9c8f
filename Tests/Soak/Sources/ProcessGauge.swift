import CMalloc
import Foundation

/// What the system says of this process.
enum ProcessGauge {
    /// Resident memory.
    static var residentKilobytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
    }

    /// What has been allocated and not freed; that freed memory stays with the process is no leak.
    static var heapKilobytes: Int { Int(malloc_bytes_in_use()) / 1024 }

    /// Open sockets.
    static var sockets: Int {
        let folder = "/proc/self/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
            return target?.hasPrefix("socket:") ?? false
        }
    }
}
