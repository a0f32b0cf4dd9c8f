/// Percent-encoded form text as faces read it from requests.
public enum FacePercent {
    /// The decoded text, `+` read as a blank; nil for a broken escape or bad UTF-8.
    public static func decode(_ raw: ArraySlice<UInt8>) -> String? {
        var out: [UInt8] = []
        var index = raw.startIndex
        while index < raw.endIndex {
            switch raw[index] {
            case UInt8(ascii: "%"):
                guard raw.endIndex - index > 2, let high = FaceHex.value(of: raw[index + 1]),
                    let low = FaceHex.value(of: raw[index + 2])
                else { return nil }
                out.append(high << 4 | low)
                index += 3
            case UInt8(ascii: "+"):
                out.append(UInt8(ascii: " "))
                index += 1
            case let byte:
                out.append(byte)
                index += 1
            }
        }
        return String(validating: out, as: UTF8.self)
    }
}
