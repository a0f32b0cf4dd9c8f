import AdapterKit
import AdapterProtocol
import Testing

/// Numbers stay exact, texts stay what they are, and what is neither is refused.
@Suite("JSON scalars")
struct JSONScalarTests {
    private func decimal(_ text: String) throws(JSONError) -> ExactDecimal {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in try reader.decimal() }
    }

    private func integer(_ text: String) throws(JSONError) -> Int64 {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in try reader.integer() }
    }

    private func string(_ bytes: some Sequence<UInt8>) throws(JSONError) -> String {
        try JSONReader.read(Array(bytes)) { reader throws(JSONError) in try reader.string() }
    }

    @Test(
        "a decimal is exact, bare or quoted",
        arguments: [
            ("0.1", "0.1"), ("0.00100000", "0.00100000"), ("-12.50", "-12.50"), ("1e3", "1000"), ("25E-4", "0.0025"),
            ("12345678901234567890.12345678901234", "12345678901234567890.12345678901234"), ("-0", "0"),
        ])
    func decimals(text: String, printed: String) throws {
        #expect(try decimal(text).description == printed)
        #expect(try decimal("\"\(text)\"").description == printed)
    }

    @Test(
        "a decimal that is none, or too large, is an error",
        arguments: [
            "1e400", "1e-400", "1e99999999999999999999", "12345678901234567890123456789012345", "1.", "-",
            "1.2345678901234567890123456789012345",
        ])
    func badDecimals(text: String) {
        #expect(throws: JSONError.self) { try decimal(text) }
        #expect(kind { () throws(JSONError) in _ = try decimal("\"\(text)\"") } == .invalidNumber)
    }

    @Test(
        "a quoted text that is no number is an invalid number",
        arguments: ["", " 1", "1 ", ".5", "NaN", "1,5", "0x1", "\\u0031", "1\\", "é", "1\n"])
    func badQuotedNumbers(text: String) {
        #expect(throws: JSONError.self) { try decimal("\"\(text)\"") }
        #expect(throws: JSONError.self) { try integer("\"\(text)\"") }
    }

    @Test("an amount is a decimal that is not below zero, however it was read")
    func amounts() throws {
        func amount(_ text: String) throws(JSONError) -> ExactDecimal {
            try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in try reader.amount() }
        }
        for text in ["0", "-0", "0.00000001", "12.50"] {
            #expect(try amount(text) == decimal(text) && amount("\"\(text)\"") == decimal(text))
        }
        for text in ["-1", "-0.00000001", "-1e3"] {
            for written in [text, "\"\(text)\""] {
                let found = kind { () throws(JSONError) in _ = try amount(written) }
                #expect(found == .unexpectedValue("a number not below zero"))
            }
        }
        #expect(kind { () throws(JSONError) in _ = try amount("true") } == .unexpectedValue("a decimal"))
        #expect(throws: JSONError.self) {
            try JSONReader.read(Array("1".utf8)) { reader throws(JSONError) in
                let number: ExactDecimal = -1
                return try reader.amount(number)
            }
        }
    }

    @Test("other types are no decimal", arguments: ["true", "null", "[]", "{}"])
    func otherTypes(text: String) {
        #expect(kind { () throws(JSONError) in _ = try decimal(text) } == .unexpectedValue("a decimal"))
        #expect(kind { () throws(JSONError) in _ = try integer(text) } == .unexpectedValue("a whole number"))
        #expect(kind { () throws(JSONError) in _ = try string(text.utf8) } == .unexpectedValue("a text"))
    }

    @Test("integers reach both bounds of 64 bits", arguments: [0, 1, -1, 9_007_199_254_740_993, .max, .min])
    func integers(value: Int64) throws {
        #expect(try integer("\(value)") == value)
        #expect(try integer("\"\(value)\"") == value)
    }

    @Test(
        "integers beyond the bounds, with a fraction or an exponent are refused",
        arguments: [
            "9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999999", "1.0",
            "1e3", "-",
        ])
    func badIntegers(text: String) {
        #expect(throws: JSONError.self) { try integer(text) }
        #expect(throws: JSONError.self) { try integer("\"\(text)\"") }
    }

    @Test(
        "ids are kept as they stand", arguments: [("18446744073709551617", "18446744073709551617"), ("\"07\"", "07")])
    func rawText(text: String, expected: String) throws {
        let id = try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in try reader.rawText() }
        #expect(id == expected)
    }

    @Test(
        "escapes and surrogate pairs are decoded",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9""#, "Aéé"),
            (#""\ud83d\ude00!""#, "😀!"), (#""a\u0000b""#, "a\0b"), (#""\uFFFF""#, "\u{FFFF}"),
            ("\"é😀\u{7F}\"", "é😀\u{7F}"),
            (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(Array(try string(text.utf8).utf8) == Array(expected.utf8))
        #expect(problem(text.utf8) == nil)
        #expect(problem("{\(text):1}".utf8) == nil)
    }

    @Test(
        "broken escapes and lone surrogates are invalid text, read, skipped or as a key",
        arguments: [
            #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\ud83d""#, #""\ude00\ud83d""#,
            #""\u12""#,
            #""\u12G4""#, #""\u""#, #""\x41""#, #""\'""#, #""\U0041""#, #""\ud83d\u""#, #""\u+041""#, "\"\\\u{1}\"",
        ])
    func brokenEscapes(text: String) {
        #expect(kind { () throws(JSONError) in _ = try string(text.utf8) } == .invalidText)
        #expect(kind { () throws(JSONError) in try skip(text.utf8) } == .invalidText)
        #expect(kind { () throws(JSONError) in try skip("{\(text):1}".utf8) } == .invalidText)
    }

    @Test(
        "bytes that are not UTF-8 are invalid text, read, skipped or as a key",
        arguments: [
            [0x80], [0xFF], [0xC0, 0xAF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        for text in [[0x22] + bytes + [0x22], Array("\"\\n".utf8) + bytes + [0x22]] {
            #expect(kind { () throws(JSONError) in _ = try string(text) } == .invalidText)
            #expect(kind { () throws(JSONError) in try skip(text) } == .invalidText)
            let member = [0x7B] + text + Array(":1}".utf8)
            #expect(kind { () throws(JSONError) in try skip(member) } == .invalidText)
        }
    }

    @Test("a byte that matters is found at every place of a text, and all others stand for themselves")
    func everyPlace() throws {
        for length in 0..<40 {
            for byte in UInt8(0x20)...0x7F where byte != 0x22 && byte != 0x5C {
                let text = [0x22] + [UInt8](repeating: byte, count: length) + [0x22]
                #expect(try string(text).utf8.elementsEqual(text.dropFirst().dropLast()))
            }
            for place in 0..<length {
                for (bad, expected) in [
                    (0x00, .invalidText), (0x1F, .invalidText), (0x80, .invalidText), (0xFF, .invalidText),
                    (0x22, .trailingBytes),
                ] as [(UInt8, JSONError.Kind)] {
                    var text = [UInt8](repeating: 0x5B, count: length)
                    text[place] = bad
                    let quoted = [0x22] + text + [0x22]
                    #expect(kind { () throws(JSONError) in _ = try string(quoted) } == expected)
                    #expect(kind { () throws(JSONError) in try skip(quoted) } == expected)
                }
            }
        }
    }

    @Test("control characters must be escaped", arguments: UInt8(0)..<0x20)
    func controlCharacters(byte: UInt8) {
        let text = [0x22, byte, 0x22]
        #expect(kind { () throws(JSONError) in _ = try string(text) } == .invalidText)
        #expect(kind { () throws(JSONError) in try skip(text) } == .invalidText)
    }

    @Test("a key is found in a switch though it is escaped")
    func escapedKey() throws {
        let value = try JSONReader.read(Array(#"{"s\u0079mbol":"X","symbo":1}"#.utf8)) { reader throws(JSONError) in
            var found: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "symbol": found = try reader.string()
                default: try reader.skip()
                }
            }
            return found
        }
        #expect(value == "X")
    }

    @Test("an error names place and key, never the value, and a huge key only by its beginning")
    func messages() {
        let long = String(repeating: "k", count: 10_000)
        for (key, shown) in [("price", "price"), (long, String(long.prefix(64)))] {
            do {
                try JSONReader.read(Array("{\"\(key)\":\"hunter2\"}".utf8)) { reader throws(JSONError) in
                    try reader.object { _, reader throws(JSONError) in _ = try reader.decimal() }
                }
                Issue.record("must throw")
            } catch {
                #expect(error.kind == .invalidNumber)
                #expect(error.field == shown)
                #expect(!"\(error)".contains("hunter2"))
            }
        }
    }

    @Test("optional reads a value or null, require names what is missing")
    func optionals() throws {
        let values = try JSONReader.read(Array("[null,5]".utf8)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                try reader.optional { reader throws(JSONError) in try reader.integer() }
            }
        }
        #expect(values == [nil, 5])
        #expect(
            kind { () throws(JSONError) in
                try JSONReader.read(Array("1".utf8)) { reader throws(JSONError) in
                    try reader.skip()
                    _ = try reader.require(Int?.none, "orderId")
                }
            } == .missing("orderId"))
    }
}
