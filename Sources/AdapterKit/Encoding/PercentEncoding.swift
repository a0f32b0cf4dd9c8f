public import AdapterProtocol

/// Percent-encoding as signatures need it: RFC 3986's unreserved characters stay, every other byte of the UTF-8 form
/// becomes `%XX`; a space is never `+` (binance.md B.1).
public enum PercentEncoding {
    /// Appends the encoded form of a text.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        append(atMost: 3 * text.utf8.count, to: &bytes) { place, end in write(text, to: place, &end) }
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
        var most = 0
        for parameter in parameters { most += 3 * (parameter.name.utf8.count + parameter.value.utf8.count) + 2 }
        append(atMost: most, to: &bytes) { place, end in
            for parameter in parameters {
                if end > 0 { put(0x26, to: place, &end) }
                write(parameter.name, to: place, &end)
                put(0x3D, to: place, &end)
                write(parameter.value, to: place, &end)
            }
        }
    }

    /// Into a place of its own first, so that the array grows once.
    @inline(__always)
    private static func append(
        atMost count: Int, to bytes: inout [UInt8], _ body: (UnsafeMutableBufferPointer<UInt8>, inout Int) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { place in
            var end = 0
            body(place, &end)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: place[..<end]))
        }
    }

    private static func write(_ text: String, to place: UnsafeMutableBufferPointer<UInt8>, _ end: inout Int) {
        var text = text
        text.withUTF8 { plain in
            // Nearly every parameter needs no encoding and goes over in one piece.
            if isUnreserved(all: plain) {
                end = place[end...].update(fromContentsOf: plain)
                return
            }
            for byte in plain {
                if isUnreserved(byte) {
                    put(byte, to: place, &end)
                } else {
                    put(0x25, to: place, &end)
                    put(upperDigit(byte >> 4), to: place, &end)
                    put(upperDigit(byte & 15), to: place, &end)
                }
            }
        }
    }

    @inline(__always)
    private static func put(_ byte: UInt8, to place: UnsafeMutableBufferPointer<UInt8>, _ end: inout Int) {
        place[end] = byte
        end += 1
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
