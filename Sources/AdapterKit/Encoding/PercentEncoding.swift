public import AdapterProtocol

/// Percent-encoding as signatures need it: RFC 3986's unreserved characters stay, every other byte of the UTF-8 form
/// becomes `%XX`; a space is never `+` (binance.md B.1).
public enum PercentEncoding {
    /// Appends the encoded form of a text.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        append(atMost: 3 * text.utf8.count, to: &bytes) { place in write(text, to: place, at: 0) }
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
        let list = parameters.span
        var count = 0
        for index in list.indices { count += list[index].name.utf8.count + list[index].value.utf8.count + 2 }
        if appendPlain(list, count, to: &bytes) { return }
        append(atMost: 3 * count, to: &bytes) { place in join(list, in: place, write) }
    }

    /// Nearly every request needs no encoding: its texts go over as they are, and are looked at all at once.
    ///
    /// - Returns: False when something has to be encoded; then nothing was appended.
    private static func appendPlain(_ list: Span<VenueCall.Parameter>, _ count: Int, to bytes: inout [UInt8]) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { place in
            let all = UnsafeBufferPointer(rebasing: place[..<join(list, in: place, copy)])
            // Those that stand between the texts, and no others.
            guard reserved(in: all) == max(2 * list.count - 1, 0) else { return false }
            bytes.append(contentsOf: all)
            return true
        }
    }

    /// - Returns: The end of what was written.
    @inline(__always)
    private static func join(
        _ list: Span<VenueCall.Parameter>, in place: UnsafeMutableBufferPointer<UInt8>,
        _ write: (String, UnsafeMutableBufferPointer<UInt8>, Int) -> Int
    ) -> Int {
        var end = 0
        for index in list.indices {
            if end > 0 {
                place[end] = 0x26
                end += 1
            }
            end = write(list[index].name, place, end)
            place[end] = 0x3D
            end = write(list[index].value, place, end + 1)
        }
        return end
    }

    /// How many bytes are not unreserved. Without a jump that depends on them, and counted in bytes for so many that no
    /// count overflows: so the compiler takes sixteen in one step.
    private static func reserved(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var total = 0
        var start = 0
        while start < bytes.count {
            let end = min(start + 240, bytes.count)
            var count: UInt8 = 0
            for position in start..<end {
                let byte = bytes[position]
                let isLetter: UInt8 = (byte | 0x20) &- 0x61 < 26 ? 1 : 0
                let isDigit: UInt8 = byte &- 0x30 < 10 ? 1 : 0
                let isPoint: UInt8 = (byte == 0x2D ? 1 : 0) | (byte == 0x2E ? 1 : 0)
                let isLine: UInt8 = (byte == 0x5F ? 1 : 0) | (byte == 0x7E ? 1 : 0)
                count &+= (isLetter | isDigit | isPoint | isLine) ^ 1
            }
            total += Int(count)
            start = end
        }
        return total
    }

    @inline(__always)
    private static func copy(_ text: String, to place: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        text.utf8.span.withUnsafeBufferPointer { place[start...].update(fromContentsOf: $0) }
    }

    /// Into a place of its own first, so that the array grows once.
    @inline(__always)
    private static func append(
        atMost count: Int, to bytes: inout [UInt8], _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { place in
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: place[..<body(place)]))
        }
    }

    /// Three bytes are written for each, and one of them is kept where none needs encoding: no jump depends on the text.
    private static func write(_ text: String, to place: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        text.utf8.span.withUnsafeBufferPointer { plain in
            var end = start
            for byte in plain {
                let isPlain = isUnreserved(byte)
                place[end] = isPlain ? byte : 0x25
                place[end + 1] = upperDigit(byte >> 4)
                place[end + 2] = upperDigit(byte & 15)
                end += isPlain ? 1 : 3
            }
            return end
        }
    }

    /// One bit per ASCII character.
    @inline(__always)
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        // - . 0-9 in the first 64 characters; A-Z _ a-z ~ in the second.
        let bits: UInt64 = byte < 0x40 ? 0x03FF_6000_0000_0000 : 0x47FF_FFFE_87FF_FFFE
        return byte < 0x80 && bits >> UInt64(byte & 63) & 1 == 1
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
