/// Which of the addresses that the venue may tell are taken (kucoin.md I.1): the token in the query is a proof of the
/// account, and goes to nobody else.
enum KuCoinStreamHost {
    /// The venue's sites (kucoin.md A).
    private static let domains = ["kucoin.com", "kucoin.eu", "kucoin.tr", "kucoin.th"]
    /// A simulated venue on this machine.
    private static let loopback = ["127.0.0.1", "localhost"]

    /// `wss://`, a host of the venue, perhaps a port and a path, and nothing else; without TLS on this machine only.
    static func isTrusted(_ endpoint: String) -> Bool {
        let isEncrypted = endpoint.hasPrefix("wss://")
        guard isEncrypted || endpoint.hasPrefix("ws://") else { return false }
        let rest = endpoint.utf8.dropFirst(isEncrypted ? 6 : 5)
        let authority = rest.prefix { $0 != 0x2F }
        guard rest.dropFirst(authority.count).allSatisfy(isPathByte) else { return false }
        let host = authority.prefix { $0 != 0x3A }
        guard isPort(authority.dropFirst(host.count)) else { return false }
        let name = String(decoding: host, as: UTF8.self).lowercased()
        if loopback.contains(name) { return true }
        return isEncrypted && domains.contains { name == $0 || name.hasSuffix("." + $0) }
            && host.allSatisfy(isHostByte)
    }

    private static func isPort(_ bytes: Substring.UTF8View) -> Bool {
        bytes.isEmpty || (2...6 ~= bytes.count && bytes.dropFirst().allSatisfy { 0x30...0x39 ~= $0 })
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
        default: false
        }
    }

    /// No query, no fragment, no escape: the query is ours.
    private static func isPathByte(_ byte: UInt8) -> Bool { byte == 0x2F || byte == 0x5F || isHostByte(byte) }
}
