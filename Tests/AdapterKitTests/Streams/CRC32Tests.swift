import AdapterKit
import Testing

@Suite("CRC-32")
struct CRC32Tests {
    private func checksum(_ text: String) -> UInt32 {
        var checksum = CRC32()
        checksum.feed(text.utf8)
        return checksum.value
    }

    @Test("The check value of the algorithm, nothing, and known texts")
    func known() {
        // "123456789" is the text whose checksum names the algorithm: 0xCBF43926.
        #expect(checksum("123456789") == 3_421_780_262)
        #expect(checksum("") == 0)
        #expect(checksum("a") == 0xE8B7_BE43)
        #expect(checksum("The quick brown fox jumps over the lazy dog") == 0x414F_A339)
    }

    @Test(
        "The digits of a number are its decimal text",
        arguments: [1, 9, 10, 99, 100, 123_456_789, 1_000_000_000_000, UInt64.max, 10_000_000_000_000_000_000])
    func digits(number: UInt64) {
        var fed = CRC32()
        fed.feedDigits(number)
        #expect(fed.value == checksum(String(number)))
    }

    @Test("Byte by byte or at once, in one go or with its value read in between")
    func pieces() {
        var pieces = CRC32()
        for byte in "12345".utf8 { pieces.feed(byte) }
        #expect(pieces.value == checksum("12345"))
        pieces.feedDigits(6789)
        #expect(pieces.value == 3_421_780_262)
    }
}
