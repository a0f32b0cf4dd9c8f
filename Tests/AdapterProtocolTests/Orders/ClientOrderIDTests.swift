import AdapterProtocol
import Testing

@Suite("A client order id survives the venue's echo")
struct ClientOrderIDTests {
    private let id = ClientOrderID(bits: 0x0123_4567_89AB_CDEF_FEDC_BA98_7654_3210)

    @Test(
        "Another spelling is ours only where the venue may have respelt it",
        arguments: [
            "0123456789ABCDEFFEDCBA9876543210", "01234567-89ab-cdef-fedc-ba9876543210",
            "01234567-89AB-CDEF-FEDC-BA9876543210",
        ])
    func spellings(text: String) {
        #expect(ClientOrderID(anySpelling: text) == id)
        #expect(ClientOrderID(echo: text) == nil)
    }

    @Test(
        "Anything else is somebody else's id",
        arguments: [
            "", "0123456789abcdeffedcba987654321", "0123456789abcdeffedcba98765432100",
            "0123456789abcdeffedcba987654321g", "0123456-789ab-cdef-fedc-ba98765432100",
            "01234567-89abcdef-fedc-ba9876543210", "01234567-89ab-cdef-fedc-ba98765432-0",
            "{1234567-89ab-cdef-fedc-ba987654321}", " 123456789abcdeffedcba9876543210",
            "0123456789abcdeffedcba98765432１0", "web_0123456789abcdeffedcba987654",
        ])
    func foreign(text: String) {
        #expect(ClientOrderID(anySpelling: text) == nil)
        #expect(ClientOrderID(echo: text) == nil)
    }

    @Test(
        "Text has 32 digits at both ends of the range and reads back",
        arguments: [UInt128.min, 1, 0xF << 124, UInt128.max])
    func extremes(bits: UInt128) {
        let id = ClientOrderID(bits: bits)
        #expect(id.text.utf8.count == 32)
        #expect(ClientOrderID(echo: id.text) == id)
    }

    @Test("Different ids have different texts", arguments: 0..<64)
    func injective(bit: Int) {
        let other = ClientOrderID(bits: id.bits ^ (1 << UInt128(bit * 2)))
        #expect(other.text != id.text)
        #expect((other < id) == (other.text < id.text))
    }
}
