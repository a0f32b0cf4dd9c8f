import Foundation

/// What a state directory belongs to: an environment and, for the simulator, the instance by its seed.
public struct StateStamp: Sendable, Equatable {
    /// The schema this program writes.
    public static let schema = 1

    /// For example `simulated seed 1` or `production`.
    public let owner: String

    /// A stamp.
    public init(owner: String) {
        self.owner = owner
    }

    /// Compares with the directory's stamp, writing it on first use.
    func check(in directory: String) throws(StateError) {
        let path = "\(directory)/stamp"
        guard FileManager.default.fileExists(atPath: path) else { return try write(to: path, directory) }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw .unwritable(path: directory, reason: "its stamp cannot be read")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines[0].hasPrefix("bourse state "), let schema = Int(lines[0].dropFirst(13)) else {
            throw .unwritable(path: directory, reason: "its stamp is damaged")
        }
        guard schema <= Self.schema else { throw .newer(path: directory, found: schema, supported: Self.schema) }
        guard lines[1] == owner else { throw .foreign(path: directory, found: String(lines[1]), expected: owner) }
    }

    private func write(to path: String, _ directory: String) throws(StateError) {
        do {
            try Data("bourse state \(Self.schema)\n\(owner)\n".utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .unwritable(path: directory, reason: "its stamp cannot be written")
        }
    }
}
