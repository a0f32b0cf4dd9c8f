/// Standard base64 with padding (RFC 4648, section 4).
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of the bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        encode(whole: Array(bytes))
    }

    /// Of a known type, since a generic loop asks a table for every byte.
    private static func encode(whole bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var buffer: UInt32 = 0
        var pending = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            pending += 1
            if pending == 3 {
                for shift in [18, 12, 6, 0] as [UInt32] { text.append(alphabet[Int(buffer >> shift & 63)]) }
                buffer = 0
                pending = 0
            }
        }
        if pending > 0 {
            buffer <<= UInt32(8 * (3 - pending))
            for position in 0..<4 {
                let digit = alphabet[Int(buffer >> UInt32(18 - 6 * position) & 63)]
                text.append(position <= pending ? digit : 0x3D)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text, nil when it is not canonical base64 with padding.
    public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var digits = 0
        var padding = 0
        for character in text {
            if character == 0x3D {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(character) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            digits += 1
            if digits.isMultiple(of: 4) {
                bytes.append(contentsOf: [UInt8(buffer >> 16 & 255), UInt8(buffer >> 8 & 255), UInt8(buffer & 255)])
                buffer = 0
            }
        }
        return finish(&bytes, buffer, rest: digits % 4, padding: padding) ? bytes : nil
    }

    private static func finish(_ bytes: inout [UInt8], _ buffer: UInt32, rest: Int, padding: Int) -> Bool {
        switch (rest, padding) {
        case (0, 0): return true
        case (2, 2):
            bytes.append(UInt8(buffer >> 4 & 255))
            return buffer & 15 == 0
        case (3, 1):
            bytes.append(contentsOf: [UInt8(buffer >> 10 & 255), UInt8(buffer >> 2 & 255)])
            return buffer & 3 == 0
        default: return false
        }
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x41...0x5A: character - 0x41
        case 0x61...0x7A: character - 0x61 + 26
        case 0x30...0x39: character - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
