public import AdapterProtocol

/// Percent-encoding as signatures need it: RFC 3986's unreserved characters stay, every other byte of the UTF-8 form
/// becomes `%XX`; a space is never `+` (binance.md B.1).
public enum PercentEncoding {
    /// Appends the encoded form of a text.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { buffer in
            // Nearly every parameter needs no encoding and goes over in one piece.
            if isUnreserved(all: buffer) {
                bytes.append(contentsOf: buffer)
            } else {
                appendEncoded(buffer, to: &bytes)
            }
        }
    }

    /// Into a place of its own first, so that the array grows once.
    private static func appendEncoded(_ plain: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * plain.count) { encoded in
            var count = 0
            for byte in plain {
                if isUnreserved(byte) {
                    encoded[count] = byte
                    count += 1
                } else {
                    encoded[count] = 0x25
                    encoded[count + 1] = upperDigit(byte >> 4)
                    encoded[count + 2] = upperDigit(byte & 15)
                    count += 3
                }
            }
            bytes.append(contentsOf: encoded[..<count])
        }
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

    /// One bit per ASCII character: a lookup of one step for what every byte of every request passes.
    @inline(__always)
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        // - . 0-9 in the first 64 characters; A-Z _ a-z ~ in the second.
        let bits: UInt64 = byte < 0x40 ? 0x03FF_6000_0000_0000 : 0x47FF_FFFE_87FF_FFFE
        return byte < 0x80 && bits >> UInt64(byte & 63) & 1 == 1
    }

    /// Without an exit on the way: parameters are short, and a jump that depends on them costs more than their rest.
    @inline(__always)
    private static func isUnreserved(all bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var isPlain = true
        for byte in bytes { if !isUnreserved(byte) { isPlain = false } }
        return isPlain
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
