import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The one directory a host keeps everything in, held by one exclusive lock.
///
/// A second process is refused; a directory stamped for another environment or venue instance is refused, so that
/// simulated and live data never share a ledger; a newer schema is refused.
public final class StateDirectory: Sendable {
    /// Where it is.
    public let path: String
    private let lock: LockFile

    /// Opens, creating it with mode 0700 when absent, locks and stamps.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - stamp: What it belongs to.
    /// - Throws: ``StateError`` when it is in use, belongs to something else, is newer or cannot be written.
    public init(path: String, stamp: StateStamp) throws(StateError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(path: path, reason: "cannot be created")
        }
        lock = try LockFile(path: "\(path)/lock", directory: path)
        try stamp.check(in: path)
    }

    /// The path of a file in the directory.
    public func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// Why a state directory cannot be used.
public enum StateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another process holds the lock.
    case inUse(path: String, processID: Int?)
    /// It belongs to another environment or venue instance.
    case foreign(path: String, found: String, expected: String)
    /// It was written by a newer version.
    case newer(path: String, found: Int, supported: Int)
    /// It cannot be created, read or written.
    case unwritable(path: String, reason: String)

    /// One line that says what to do.
    public var description: String {
        switch self {
        case .inUse(let path, let processID):
            "\(path) is in use by another host\(processID.map { " (process \($0))" } ?? ""); stop it or name another --state"
        case .foreign(let path, let found, let expected):
            "\(path) belongs to '\(found)', not to '\(expected)'; name another --state"
        case .newer(let path, let found, let supported):
            "\(path) has schema \(found), this program knows up to \(supported); use the newer program"
        case .unwritable(let path, let reason): "\(path): \(reason)"
        }
    }
}
