import Foundation
import VenueSimulator

/// Where a running `bourse simulate` leaves its ready line, so that other commands find it without being told.
enum RunningSimulator {
    static var path: String {
        let base = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? "/tmp"
        return "\(base)/bourse-\(getuid())/simulator.json"
    }

    static func publish(_ readiness: SimulatorReadiness) {
        let directory = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(readiness.line.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            // Only a convenience: the ready line on standard output says the same.
            FileHandle.standardError.write(Data("bourse: \(path) cannot be written: commands need --rest\n".utf8))
        }
    }

    static func withdraw() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The last published line, nil when there is none. Whether anybody still listens shows at the first call.
    static var current: SimulatorReadiness? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try? JSONDecoder().decode(SimulatorReadiness.self, from: data)
    }
}
