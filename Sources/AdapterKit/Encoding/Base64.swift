/// Standard base64 with padding (RFC 4648, section 4).
public enum Base64 {
    private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// The text of the bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        encode(Array(bytes))
    }

    /// The text of the bytes.
    public static func encode(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { encode($0) } }

    /// The text of bytes where they are. Of a known type, since a generic loop asks a table for every byte.
    static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        let digits = alphabet.utf8Start
        return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            var end = 0
            var position = 0
            while position + 3 <= bytes.count {
                let pair = UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8
                let group = pair | UInt32(bytes[position + 2])
                text[end] = digits[Int(group >> 18)]
                text[end + 1] = digits[Int(group >> 12 & 63)]
                text[end + 2] = digits[Int(group >> 6 & 63)]
                text[end + 3] = digits[Int(group & 63)]
                end += 4
                position += 3
            }
            let rest = bytes.count - position
            guard rest > 0 else { return end }
            let group = UInt32(bytes[position]) << 16 | (rest > 1 ? UInt32(bytes[position + 1]) << 8 : 0)
            text[end] = digits[Int(group >> 18)]
            text[end + 1] = digits[Int(group >> 12 & 63)]
            text[end + 2] = rest > 1 ? digits[Int(group >> 6 & 63)] : 0x3D
            text[end + 3] = 0x3D
            return end + 4
        }
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
