import Testing

@testable import AdapterRuntime

@Suite("Messages to one task", .timeLimit(.minutes(1))) struct MailboxTests {
    @Test("what waits already is not left again; once taken it may be, and the order stays") func once() async {
        let box = Mailbox<String>()
        for message in ["errand", "errand", "reading", "errand", "reading"] { box.postOnce(message) }
        #expect(box.count == 2)
        #expect(await box.next() == "errand")
        box.postOnce("errand")
        #expect(await box.next() == "reading")
        #expect(await box.next() == "errand")
        #expect(box.count == 0)
    }

    @Test("who waits is woken by it") func wakes() async {
        let box = Mailbox<String>()
        async let message = box.next()
        box.postOnce("errand")
        #expect(await message == "errand")
    }
}
