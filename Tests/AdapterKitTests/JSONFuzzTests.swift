import AdapterKit
import AdapterProtocol
import Testing

/// What no table of examples covers: random documents, every truncation, random damage.
@Suite("JSON under fire")
struct JSONFuzzTests {
    @Test(
        "documents written by the writer are read back equal, byte for byte the second time", arguments: UInt64(1)...8)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let document = Document.random(depth: 6, using: &random)
            var writer = JSONWriter()
            writer.write(document)
            #expect(try parse(writer.bytes) == document)
            try skip(writer.bytes)
            var again = JSONWriter()
            again.write(try parse(writer.bytes))
            #expect(again.bytes == writer.bytes)
        }
    }

    @Test("the writer's scalars and separators")
    func writing() throws {
        var writer = JSONWriter()
        let price = try ExactDecimal(parsing: "0.00100000")
        writer.object { writer in
            writer.key("a\"\\\n\u{1}\u{7F}/é")
            writer.array { writer in
                writer.integer(.min)
                writer.decimalNumber(price)
                writer.decimalString(price)
                writer.bool(true)
                writer.bool(false)
                writer.null()
                writer.object { _ in }
                writer.array { _ in }
            }
            writer.key("b")
            writer.string("")
        }
        let expected =
            #"{"a\"\\\n\u0001\u007f/é":[-9223372036854775808,0.00100000,"0.00100000",true,false,null,{},[]],"b":""}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test("a member is a key with its value, or with null where there is none")
    func members() throws {
        var writer = JSONWriter()
        let price = try ExactDecimal(parsing: "0.00100000")
        writer.object { writer in
            writer.member("a", "x")
            writer.member("b", nil)
            writer.flag("c", false)
            writer.flag("d", nil)
            writer.number("e", .max)
            writer.number("f", nil)
            writer.amount("g", price)
            writer.amount("h", nil)
            writer.texts("i", ["y", ""])
            writer.texts("j", [])
        }
        let expected =
            #"{"a":"x","b":null,"c":false,"d":null,"e":9223372036854775807,"f":null,"#
            + #""g":"0.00100000","h":null,"i":["y",""],"j":[]}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test("every truncation of every sample is an error, read or skipped", arguments: Fixtures.smallSamples)
    func truncations(name: String) throws {
        var sample = Fixtures.bytes(name)
        while let last = sample.last, last <= 0x20 { sample.removeLast() }
        #expect(!sample.isEmpty)
        try skip(sample)
        for count in 0..<sample.count {
            let cut = sample.prefix(count)
            if kind({ () throws(JSONError) in try skip(cut) }) == nil { Issue.record("cut at \(count) is accepted") }
            if kind({ () throws(JSONError) in _ = try parse(cut) }) == nil { Issue.record("cut at \(count) is read") }
        }
    }

    @Test("the samples are there")
    func samples() {
        #expect(Fixtures.smallSamples.count > 150)
    }

    @Test("50,000 damaged documents crash nothing, and reading and skipping agree on them", arguments: UInt64(1)...10)
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let samples = Self.seeds + Fixtures.smallSamples.map(Fixtures.bytes).filter { $0.count < 1500 }
        for _ in 0..<5000 {
            guard var bytes = samples.randomElement(using: &random) else { return }
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, using: &random) }
            let skipped = kind { () throws(JSONError) in try skip(bytes) }
            let read = kind { () throws(JSONError) in _ = try parse(bytes) }
            if (skipped == nil) != (read == nil) {
                Issue.record("skip \(String(describing: skipped)), read \(String(describing: read)): \(bytes)")
            }
            _ = kind { () throws(JSONError) in
                _ = try JSONReader.read(bytes) { reader throws(JSONError) in
                    try reader.bookLevels()
                }
            }
        }
    }

    static let seeds: [[UInt8]] = [
        #"[["0.10","2"],["0.11","3.5",[]]]"#, #"{"a":{"b":[1,-2.5e3,"\u00e9\ud83d\ude00",true,false,null]},"c":""}"#,
        #"[[[[{"x":{"y":{"z":[[]]}}}]]]]"#, #"{"":"","\n":"é"}"#,
    ].map { Array($0.utf8) }

    private static let telling = Array("{}[]\",:\\u0123456789eE+-.tfn \u{0}\u{1F}".utf8) + [0x80, 0xC3, 0xED, 0xFF]

    private static func damage(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return bytes.append(0x5B) }
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let byte = telling.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[position] = byte
        case 1: bytes.insert(byte, at: position)
        case 2: bytes.remove(at: position)
        case 3: bytes.removeSubrange(position...)
        case 4: bytes[position] = UInt8.random(in: .min ... .max, using: &random)
        default:
            let end = min(bytes.count, position + Int.random(in: 1...40, using: &random))
            bytes.insert(contentsOf: Array(bytes[position..<end]), at: position)
        }
    }
}

extension Document {
    static func random(depth: Int, using random: inout SeededGenerator) -> Document {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .string(text(using: &random))
        case 1: return .number(number(using: &random))
        case 2: return .bool(Bool.random(using: &random))
        case 3: return .null
        case 4: return .number(String(Int64.random(in: .min ... .max, using: &random)))
        case 5:
            return .array(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            // The number in front keeps the keys apart.
            return .object(
                (0..<Int.random(in: 0...40, using: &random)).map { position in
                    let key = "\(position):" + text(using: &random)
                    return Member(key: key, value: .random(depth: depth - 5, using: &random))
                })
        }
    }

    private static func number(using random: inout SeededGenerator) -> String {
        let fraction = Int.random(in: 0...8, using: &random)
        let digits = String(Int.random(in: 1_000_000_000...9_999_999_999, using: &random))
        return fraction == 0 ? digits : "-" + digits.dropLast(fraction) + "." + digits.suffix(fraction)
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let pool: [Unicode.Scalar] = [
            "a", "Z", "0", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{301}", "１", "😀", "\u{FFFF}",
            "\u{10FFFF}", "\u{2028}", "{", "]", ",", ":",
        ]
        var result = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &random) { result.append(pool.randomElement(using: &random) ?? "a") }
        return String(result)
    }
}

extension JSONWriter {
    mutating func write(_ document: Document) {
        switch document {
        case .object(let members):
            object { writer in
                for member in members {
                    writer.key(member.key)
                    writer.write(member.value)
                }
            }
        case .array(let elements): array { writer in for element in elements { writer.write(element) } }
        case .string(let text): string(text)
        case .number(let text):
            if let whole = Int64(text) {
                integer(whole)
            } else if let value = ExactDecimal(text) {
                decimalNumber(value)
            } else {
                Issue.record("no number: \(text)")
            }
        case .bool(let value): bool(value)
        case .null: null()
        }
    }
}
