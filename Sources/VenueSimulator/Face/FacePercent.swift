/// Percent-encoded text as faces read it from requests.
public enum FacePercent {
    /// The decoded text of a form, `+` read as a blank unless the venue keeps it; nil for a broken escape or bad UTF-8.
    public static func decode(_ raw: ArraySlice<UInt8>, plusIsBlank: Bool = true) -> String? {
        bytes(raw, plusIsBlank: plusIsBlank).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The decoded bytes, whatever they spell; nil for a broken escape.
    public static func bytes(_ raw: ArraySlice<UInt8>, plusIsBlank: Bool = true) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var index = raw.startIndex
        while index < raw.endIndex {
            switch raw[index] {
            case UInt8(ascii: "%"):
                guard raw.endIndex - index > 2, let high = FaceHex.value(of: raw[index + 1]),
                    let low = FaceHex.value(of: raw[index + 2])
                else { return nil }
                out.append(high << 4 | low)
                index += 3
            case UInt8(ascii: "+") where plusIsBlank:
                out.append(UInt8(ascii: " "))
                index += 1
            case let byte:
                out.append(byte)
                index += 1
            }
        }
        return out
    }
}
