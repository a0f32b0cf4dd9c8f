import AdapterProtocol

/// An address taken apart.
struct StreamEndpoint: Sendable, Equatable {
    let isSecure: Bool
    let host: String
    let port: Int
    /// Path and query as they go out.
    let target: String

    /// `host`, with the port when it is not the scheme's own.
    var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether the host is an address and no name, so that TLS names no server.
    var isAddress: Bool {
        host.contains(":") || (!host.isEmpty && host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) })
    }

    /// Reads `ws(s)://host[:port][/path][?query]`; nil for anything else, so that nothing goes out that was not meant.
    init?(_ address: String) {
        guard let scheme = ["wss://", "ws://"].first(where: address.hasPrefix) else { return nil }
        isSecure = scheme == "wss://"
        let rest = address.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest.dropFirst(authority.count)
        guard let (host, port) = Self.split(authority, usualPort: isSecure ? 443 : 80) else { return nil }
        self.host = host
        self.port = port
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
        guard target.utf8.allSatisfy(Self.isFit) else { return nil }
    }

    private static func split(_ authority: Substring, usualPort: Int) -> (String, Int)? {
        var host = authority
        var port = usualPort
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else { return nil }
            port = Int(number)
            host = authority[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard !host.isEmpty, host.utf8.allSatisfy({ isAlphanumeric($0) || ":.".utf8.contains($0) }) else {
                return nil
            }
        } else {
            guard !host.isEmpty, host.utf8.allSatisfy({ isAlphanumeric($0) || "-._".utf8.contains($0) }) else {
                return nil
            }
        }
        return (String(host), port)
    }

    /// What may stand in a request line: printable ASCII but space, quotes, `#` and the like.
    private static func isFit(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"\"#<>\\^`{|}".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension StreamEndpoint {
    /// The address of a root, a path and what else belongs to the query.
    ///
    /// - Throws: ``VenueError`` of kind `unsupported` when the environment has no streams.
    static func address(
        of address: StreamAddress, in environment: VenueEnvironment
    ) throws(VenueError) -> String {
        let root: String
        switch address.root {
        case .told(let told): root = told
        case .market, .account:
            guard let roots = environment.streams else {
                throw .unsupported(
                    address.root == .market ? .bookStreams : .orderStreams, "\(environment.name) has no streams")
            }
            root = address.root == .market ? roots.market : roots.account
        }
        var text = root + address.path
        if let secret = address.secretQuery {
            text += text.contains("?") ? "&" : "?"
            text += secret.withBytes { String(decoding: $0, as: UTF8.self) }
        }
        return text
    }
}
