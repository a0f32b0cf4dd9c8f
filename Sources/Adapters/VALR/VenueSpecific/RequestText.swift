import AdapterKit
import AdapterProtocol

/// Turns parameters into the bytes that are both signed and sent: a query for reads, a JSON object for writes.
enum RequestText {
    /// Appends `?name=value&…`. Colons and commas stay as they are: times and lists are full of them, and what the
    /// venue makes of `%3A` is not known (valr.md B.2, K.4).
    static func appendQuery(_ parameters: [VenueCall.Parameter], to text: inout [UInt8]) {
        var separator: UInt8 = 0x3F
        for parameter in parameters {
            text.append(separator)
            append(parameter.name, to: &text)
            text.append(0x3D)
            append(parameter.value, to: &text)
            separator = 0x26
        }
    }

    /// Appends a JSON object of texts in the order given; nothing for no parameters. `postOnly` is a true boolean, as
    /// the venue wants it (valr.md E.3).
    static func appendBody(_ parameters: [VenueCall.Parameter], to text: inout [UInt8]) {
        guard !parameters.isEmpty else { return }
        var separator: UInt8 = 0x7B
        for parameter in parameters {
            text.append(separator)
            appendQuoted(parameter.name, to: &text)
            text.append(0x3A)
            if parameter.name == "postOnly" {
                text.append(contentsOf: (parameter.value == "true" ? "true" : "false").utf8)
            } else {
                appendQuoted(parameter.value, to: &text)
            }
            separator = 0x2C
        }
        text.append(0x7D)
    }

    /// Whether a path is sent as it stands: market names stand in it, and they are the venue's texts, not ours.
    static func isPlainPath(_ path: String) -> Bool {
        path.utf8.allSatisfy { $0 == 0x2F || isPlain($0) } && !path.contains("..")
    }

    private static func append(_ value: String, to text: inout [UInt8]) {
        var value = value
        value.withUTF8 { bytes in
            for byte in bytes where !isPlain(byte) { return appendEncoded(bytes, to: &text) }
            text.append(contentsOf: bytes)
        }
    }

    private static func appendEncoded(_ bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        digits.withUTF8Buffer { digits in
            for byte in bytes {
                if isPlain(byte) {
                    text.append(byte)
                } else {
                    text.append(0x25)
                    text.append(digits[Int(byte >> 4)])
                    text.append(digits[Int(byte & 15)])
                }
            }
        }
    }

    /// RFC 3986's unreserved characters, colon and comma.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x3A, 0x2C: true
        default: false
        }
    }

    private static func appendQuoted(_ value: String, to text: inout [UInt8]) {
        var value = value
        text.append(0x22)
        value.withUTF8 { bytes in
            for byte in bytes {
                switch byte {
                case 0x22, 0x5C:
                    text.append(0x5C)
                    text.append(byte)
                case 0..<0x20:
                    text.append(contentsOf: "\\u00".utf8)
                    Hexadecimal.append([byte], to: &text)
                default: text.append(byte)
                }
            }
        }
        text.append(0x22)
    }
}

extension Instrument {
    /// The market's name as one segment of a path, whatever is in it; the signer refuses what is left of bad characters.
    var pathSegment: String { nativeName.replacing("/", with: "%2F") }
}
