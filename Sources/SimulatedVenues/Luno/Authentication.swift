import VenueSimulator

extension Luno {
    /// HTTP Basic, nothing else (luno.md B.1, L.1).
    enum Authentication {
        /// The key behind a request for `route`; nil for an open path, whatever the header says.
        static func key(
            of request: FaceRequest, for route: Route, keys: KeyRing, _ switches: Switches
        ) throws(Refusal) -> Key? {
            guard let permission = route.permission else { return nil }
            guard let (id, secret) = credentials(of: request), !id.isEmpty else { throw .unauthorized }
            return try key(id, secret, for: permission, keys: keys, switches)
        }

        /// The key of a pair, if it may do what `permission` says.
        static func key(
            _ id: String, _ secret: String, for permission: Permissions, keys: KeyRing, _ switches: Switches
        ) throws(Refusal) -> Key {
            guard let key = keys.key(id, acceptingVectors: switches.acceptsVectors) else { throw .keyNotFound }
            guard isSame(key.secret, secret) else {
                throw switches.wrongSecretIsPlain ? .unauthorized : .wrongSecret
            }
            if key.isRevoked { throw .revoked }
            guard key.permissions.isSuperset(of: permission) else {
                throw .permissions(status: switches.permissionStatus)
            }
            return key
        }

        /// The pair of the Basic header; nil for none or a malformed one. The scheme's name has no case (RFC 7617).
        static func credentials(of request: FaceRequest) -> (id: String, secret: String)? {
            let lines = request.headers.all("Authorization")
            guard lines.count == 1, let line = lines.first else { return nil }
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2, parts[0].lowercased() == "basic", let bytes = FaceBase64.bytes(String(parts[1])),
                let text = String(validating: bytes, as: UTF8.self)
            else { return nil }
            let pair = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { return nil }
            return (String(pair[0]), String(pair[1]))
        }

        /// Compares all bytes, whatever the first difference.
        private static func isSame(_ left: String, _ right: String) -> Bool {
            let left = Array(left.utf8)
            let right = Array(right.utf8)
            guard left.count == right.count else { return false }
            return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }
}
