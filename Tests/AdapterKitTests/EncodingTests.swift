import AdapterKit
import AdapterProtocol
import Testing

/// Hexadecimal, base64 and percent-encoding: what signatures are made of.
@Suite("Encodings")
struct EncodingTests {
    /// RFC 4648, section 10.
    static let base64: [(text: String, encoded: String)] = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("base64 follows RFC 4648 both ways", arguments: base64)
    func base64Vectors(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test(
        "base64 that is not canonical is refused",
        arguments: [
            "Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "Zm9v=", "=", "====", "Z", "Z===", "Zg==Zg==", "Zh==", "Zm9=", "Zm-_",
            "Zm 9v", "Zm9v\n", "Zm9\u{E9}",
        ])
    func base64Refusals(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test("base64 of every byte and of seeded random lengths comes back")
    func base64RoundTrip() {
        var random = SeededGenerator(seed: 4648)
        let all = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(all).utf8) == all)
        for _ in 0..<500 {
            let bytes = random.bytes(count: Int.random(in: 0..<80, using: &random))
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
        }
    }

    @Test("hexadecimal is lower case, reads both cases and refuses the rest")
    func hexadecimal() {
        let all = (0...255).map { UInt8($0) }
        let text = Hexadecimal.encode(all)
        #expect(text.hasPrefix("000102030405060708090a0b0c0d0e0f10"))
        #expect(text.hasSuffix("fafbfcfdfeff"))
        #expect(Hexadecimal.decode(text) == all)
        #expect(Hexadecimal.decode(text.uppercased()) == all)
        #expect(Hexadecimal.decode("") == [])
        for broken in ["0", "0g", "/0", ":0", "@0", "G0", "`0", " 0", "0x", "é"] {
            #expect(Hexadecimal.decode(broken) == nil, "\(broken)")
        }
    }

    @Test("percent-encoding keeps RFC 3986's unreserved characters and encodes every other byte")
    func percentBytes() {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        for byte in UInt8(0)...127 {
            let text = String(decoding: [byte], as: UTF8.self)
            let expected = unreserved.contains(byte) ? text : "%" + Hexadecimal.encode([byte]).uppercased()
            #expect(PercentEncoding.encode(text) == expected)
        }
    }

    @Test("percent-encoding covers every byte that UTF-8 can hold")
    func percentUTF8() {
        // Bytes above 127 exist in a text only as parts of a scalar: these scalars show all that are possible.
        var seen: Set<UInt8> = []
        let blocks: [ClosedRange<UInt32>] = [
            0x80...0x7FF, 0x800...0xFFF, 0x1000...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        for scalar in blocks.flatMap({ stride(from: $0.lowerBound, through: $0.upperBound, by: 61) }).compactMap(
            Unicode.Scalar.init)
        {
            let text = String(Character(scalar))
            seen.formUnion(text.utf8)
            let expected = text.utf8.map { "%" + Hexadecimal.encode([$0]).uppercased() }.joined()
            #expect(PercentEncoding.encode(text) == expected)
        }
        let impossible = Set([0xC0, 0xC1] + (0xF5...0xFF).map { UInt8($0) })
        #expect(seen == Set((0x80...0xFF).map { UInt8($0) }).subtracting(impossible))
    }

    @Test("a space is %20, a plus is %2B, and a full-width symbol is that of binance.md B.5")
    func percentSamples() {
        #expect(PercentEncoding.encode("a b+c") == "a%20b%2Bc")
        #expect(PercentEncoding.encode("１２３４５６") == "%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96")
    }

    @Test("parameters keep their order, and names are encoded too")
    func parameters() {
        var bytes: [UInt8] = []
        PercentEncoding.append(
            [
                VenueCall.Parameter("symbol", "１"), VenueCall.Parameter("a&b", "c=d"), VenueCall.Parameter("empty", ""),
            ], to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "symbol=%EF%BC%91&a%26b=c%3Dd&empty=")
        bytes = []
        PercentEncoding.append([VenueCall.Parameter](), to: &bytes)
        #expect(bytes.isEmpty)
    }

    @Test("a list is its parts joined, whatever is in it, however long, wherever the oddity stands")
    func anyParameters() {
        func expected(_ list: [VenueCall.Parameter]) -> String {
            list.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
        }
        func check(_ list: [VenueCall.Parameter], sourceLocation: SourceLocation = #_sourceLocation) {
            var bytes = Array("before".utf8)
            PercentEncoding.append(list, to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "before" + expected(list), sourceLocation: sourceLocation)
        }
        for byte in UInt8(0)...127 {
            let strange = String(decoding: [byte], as: UTF8.self)
            for place in 0..<17 {
                let text = String(repeating: "a", count: place) + strange
                check([.init("name", text), .init(text, "value")])
            }
        }
        // Around what is counted in one byte, and where such a count would come round again.
        for count in [238, 239, 240, 241, 242, 255, 256, 257, 480, 481, 70_000] {
            let plain = String(repeating: "~", count: count)
            check([.init("name", plain)])
            check([.init("name", plain + "=")])
            check([.init("name", String(repeating: "&", count: count))])
        }
        check((0..<2_100).map { _ in .init("", "") })
        check([.init("name", String(repeating: "=", count: 256)), .init("a", "b")])
        var random = SeededGenerator(seed: 3986)
        let alphabet = Array("aZ09-._~ &=%+é１😀")
        for _ in 0..<2_000 {
            let oddity = Int.random(in: 1...alphabet.count, using: &random)
            func text() -> String {
                String(
                    (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                        alphabet[Int.random(in: 0..<oddity, using: &random)]
                    })
            }
            check((0..<Int.random(in: 0..<12, using: &random)).map { _ in .init(text(), text()) })
        }
    }
}
