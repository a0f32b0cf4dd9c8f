import AdapterKit
public import AdapterProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Credentials {
    /// Tells keys apart and nothing of them: the beginning of the digest of the public part; nil without one.
    var fingerprint: String? {
        self[.apiKey].map { Hexadecimal.encode(Digests.sha256($0.withBytes { Array($0) }).prefix(8)) }
    }
}

extension FileNonceStore {
    /// The store of one key in a directory that all processes of this user share: its name is the venue and a
    /// fingerprint of the key's public part, so it tells nothing of the key and two hosts with one key meet in it.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` as the other initialiser does, and when the directory cannot be made.
    public convenience init(
        directory: String, venue: VenueID, credentials: Credentials, unit: NonceUnit = .milliseconds,
        clock: any WallClock
    ) throws(VenueError) {
        guard let fingerprint = credentials.fingerprint else {
            throw .notSent(.noCredentials, "the key has no public part")
        }
        let name = "\(venue.rawValue)-\(fingerprint)"
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
