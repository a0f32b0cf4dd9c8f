import AdapterProtocol
import Testing

/// A secret is never shown, whatever is done to it.
@Suite("A secret")
struct SecretTests {
    static let text = "NhqPtmdSJYdKjVHj"
    let secret = Secret(text)

    @Test("stays hidden in descriptions, interpolations, dumps and mirrors")
    func hidden() {
        var dumped = ""
        dump(secret, to: &dumped)
        var dumpedHolder = ""
        dump(Holder(secret: secret), to: &dumpedHolder)
        let shown = [
            secret.description, secret.debugDescription, "\(secret)", String(describing: secret),
            String(reflecting: secret), String(reflecting: Holder(secret: secret)), "\([secret])", dumped, dumpedHolder,
        ]
        for text in shown {
            #expect(!text.contains(Self.text))
            #expect(!text.contains("buffer"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test("lends exactly its bytes")
    func bytes() {
        #expect(secret.count == Self.text.utf8.count)
        #expect(secret.withBytes { Array($0) } == Array(Self.text.utf8))
        #expect(Secret("").withBytes { $0.count } == 0)
        #expect(Secret([0x00, 0xFF]).withBytes { Array($0) } == [0x00, 0xFF])
    }

    @Test(
        "is equal to the same bytes only", arguments: ["NhqPtmdSJYdKjVHk", "XhqPtmdSJYdKjVHj", "NhqPtmdSJYdKjVH", ""])
    func comparing(other: String) {
        #expect(secret.isEqual(to: secret))
        #expect(secret.isEqual(to: Secret(Self.text)))
        #expect(!secret.isEqual(to: Secret(other)))
        #expect(!Secret(other).isEqual(to: secret))
        #expect(Secret("").isEqual(to: Secret("")))
    }

    struct Holder {
        let secret: Secret
    }
}
