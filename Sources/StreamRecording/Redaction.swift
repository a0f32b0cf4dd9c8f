import AdapterProtocol

/// Masks what may be on no disk: the key's own fields wherever they stand, and the values of members that hold tokens.
///
/// A masked byte stays a byte, so that lengths and JSON stay what they were. Market data has none of these members; a
/// venue that repeats what it was sent has.
struct Redaction: Sendable {
    /// Members whose texts are masked, in lower case.
    private static let members: [[UInt8]] = [
        "token", "access_token", "listenkey", "authorization", "apikey", "api_key", "api_key_id", "api_key_secret",
        "secret", "api_secret", "passphrase", "signature", "sign",
    ].map { Array($0.utf8) }
    private static let longestMember = members.map(\.count).max() ?? 0
    private static let mask = UInt8(ascii: "*")
    /// A secret that is shorter occurs by chance, and guards nothing.
    private static let shortestSecret = 8

    private let secrets: [Secret]

    init(hiding secrets: [Secret]) {
        self.secrets = secrets.filter { $0.count >= Self.shortestSecret }
    }

    /// Masks in place, from `start` to the end.
    func mask(_ bytes: inout [UInt8], from start: Int) {
        for secret in secrets {
            secret.withBytes { hide($0, in: &bytes, from: start) }
        }
        hideMembers(&bytes, from: start)
    }

    private func hide(_ secret: UnsafeRawBufferPointer, in bytes: inout [UInt8], from start: Int) {
        guard let first = secret.first else { return }
        var index = start
        while index + secret.count <= bytes.count {
            if bytes[index] == first, bytes[index..<index + secret.count].elementsEqual(secret) {
                for place in index..<index + secret.count { bytes[place] = Self.mask }
                index += secret.count
            } else {
                index += 1
            }
        }
    }

    private func hideMembers(_ bytes: inout [UInt8], from start: Int) {
        var index = start
        while index < bytes.count {
            guard bytes[index] == 0x22 else {
                index += 1
                continue
            }
            let end = Self.endOfText(bytes, from: index + 1)
            let isHidden = Self.isHidden(bytes[index + 1..<end])
            index = end + 1
            guard isHidden else { continue }
            var value = index
            while value < bytes.count, [0x20, 0x09, 0x0A, 0x0D, 0x3A].contains(bytes[value]) { value += 1 }
            // A text that no colon follows is a value itself.
            guard value > index, value < bytes.count, bytes[value] == 0x22 else { continue }
            let valueEnd = Self.endOfText(bytes, from: value + 1)
            for place in value + 1..<valueEnd { bytes[place] = Self.mask }
            index = valueEnd + 1
        }
    }

    /// Where the quote that ends a text stands; the end of the bytes when none does.
    private static func endOfText(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
        return min(index, bytes.count)
    }

    private static func isHidden(_ name: ArraySlice<UInt8>) -> Bool {
        // Most texts of a book are numbers: told by their first byte.
        guard name.count <= longestMember, let first = name.first, first >= 0x41 else { return false }
        return members.contains { member in
            member.count == name.count
                && zip(member, name).allSatisfy { $0 == ((0x41...0x5A).contains($1) ? $1 | 0x20 : $1) }
        }
    }
}
