import AdapterProtocol
import Testing

/// The quick reading of everyday numbers against the one that knows the whole grammar.
@Suite("Plain numbers")
struct PlainNumberTests {
    /// Reads at the beginning of a copy that ends where the bytes do.
    private func read(_ bytes: some Sequence<UInt8>) -> PlainNumber? {
        Array(bytes).withUnsafeBytes { all in
            all.baseAddress.flatMap { PlainNumber(at: $0, available: all.count) }
        }
    }

    /// What stands before the first byte that is neither a digit nor the first point.
    private func number(in bytes: [UInt8]) -> ArraySlice<UInt8> {
        var hasPoint = false
        return bytes.prefix { byte in
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                return true
            }
            return byte &- 0x30 <= 9
        }
    }

    private func expect(_ bytes: [UInt8]) {
        guard let plain = read(bytes) else { return }
        let text = number(in: bytes)
        let exact = try? ExactDecimal(ascii: Array(text).span)
        let isSame =
            plain.length == text.count && plain.value == exact && plain.value.scale == exact?.scale
            && plain.value.coefficient == exact?.coefficient
        if !isSame { Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(plain), \(String(describing: exact))") }
    }

    @Test("What is read is what the general reading makes of it, digit for digit, whatever follows", arguments: [1, 2])
    func random(seed: UInt64) {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<20_000 {
            var bytes = Array(DecimalText(using: &generator).text.utf8)
            bytes += (0..<generator.below(20)).map { _ in UInt8(generator.below(256)) }
            expect(bytes)
            expect((0..<30).map { _ in UInt8(generator.pick(45...59)) })
        }
    }

    @Test("One to seven digits, a point and up to fifteen more, 19 in all, are read; all nines too")
    func lengths() {
        for whole in 0...12 {
            for fraction in 0...20 {
                for digit in ["9", "0", "1"] {
                    let decimals = fraction == 0 ? "" : "." + String(repeating: digit, count: fraction)
                    let text = String(repeating: digit, count: whole) + decimals
                    let bytes = Array((text + "\",\"0.1\"]]}").utf8)
                    expect(bytes)
                    let isPlain = (1...7).contains(whole) && fraction <= 15 && whole + fraction <= 19
                    #expect((read(bytes) != nil) == isPlain, "\(text)")
                }
            }
        }
    }

    @Test("No byte is read beyond the end, and what ends too soon is left to the general reading")
    func ends() {
        for text in ["64123.44000000", "0.86836000", "1234567.123456789012", "7", "0.00000000000000"] {
            let bytes = Array((text + "\",\"0.1\"]]}").utf8)
            for count in 0...bytes.count { expect(Array(bytes.prefix(count))) }
        }
        #expect(read("12345678".utf8) == nil && read("1.5".utf8) == nil && read("1.5\"]]}  ".utf8) == nil)
        #expect(read("1.5\"]]}   ".utf8)?.length == 3)
    }

    @Test(
        "Signs, points without digits and other bytes are none",
        arguments: ["-1.50", "+1.50", ".5", "1.", "1.x", "x", "\"1\"", " 1", "/1", ":1", "\u{0}1", "é"])
    func refused(text: String) {
        #expect(read((text + "             ").utf8) == nil)
    }

    @Test("A byte that is no digit is told at every place of eight, whatever stands behind it")
    func everyByte() {
        for place in 0..<8 {
            for byte in UInt8.min ... .max where byte &- 0x30 > 9 {
                for behind in [0x30, 0x39, 0xFF, 0x00] as [UInt8] {
                    var bytes = [UInt8](repeating: 0x39, count: place) + [byte]
                    bytes += [UInt8](repeating: behind, count: 8 - bytes.count)
                    let run = bytes.withUnsafeBytes { $0.baseAddress.map { DigitRun(at: $0) } }
                    #expect(run?.count == place)
                    if place > 0 { #expect(run?.value == UInt64(String(repeating: "9", count: place))) }
                }
            }
        }
    }
}
