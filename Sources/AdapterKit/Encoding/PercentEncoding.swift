public import AdapterProtocol

/// Percent-encoding as signatures need it: RFC 3986's unreserved characters stay, every other byte of the UTF-8 form
/// becomes `%XX`; a space is never `+` (binance.md B.1).
public enum PercentEncoding {
    /// Appends the encoded form of a text.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 { append(byte, to: &bytes) }
    }

    /// The encoded form of a text.
    public static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `name=value&name=value` in the order given, the bytes that are both signed and sent.
    public static func append(_ parameters: [VenueCall.Parameter], to bytes: inout [UInt8]) {
        for (position, parameter) in parameters.enumerated() {
            if position > 0 { bytes.append(0x26) }
            append(parameter.name, to: &bytes)
            bytes.append(0x3D)
            append(parameter.value, to: &bytes)
        }
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
        default:
            bytes.append(0x25)
            bytes.append(upperDigit(byte >> 4))
            bytes.append(upperDigit(byte & 15))
        }
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
