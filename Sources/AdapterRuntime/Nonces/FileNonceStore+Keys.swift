import AdapterKit
public import AdapterProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileNonceStore {
    /// The store of one key in a directory that all processes of this user share: its name is the venue and a
    /// fingerprint of the key's public part, so it tells nothing of the key and two hosts with one key meet in it.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` as the other initialiser does, and when the directory cannot be made.
    public convenience init(
        directory: String, venue: VenueID, credentials: Credentials, unit: NonceUnit = .milliseconds,
        clock: any WallClock
    ) throws(VenueError) {
        guard let key = credentials[.apiKey] else { throw .notSent(.noCredentials, "the key has no public part") }
        let digest = Digests.sha256(key.withBytes { Array($0) })
        let name = "\(venue.rawValue)-\(Hexadecimal.encode(digest.prefix(8)))"
        guard Self.makeDirectories(directory) else {
            throw .notSent(.refusedLocally, "\(directory) cannot be made: \(String(cString: strerror(errno)))")
        }
        try self.init(path: "\(directory)/\(name)", unit: unit, clock: clock)
    }

    private static func makeDirectories(_ path: String) -> Bool {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else { return false }
        }
        return true
    }
}
