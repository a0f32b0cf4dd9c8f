import AdapterKit
import AdapterProtocol
import Testing

/// HMAC by RFC 4231 and by the venue's own vectors.
@Suite("HMAC")
struct KeyedHashTests {
    struct Vector: Sendable {
        let key: [UInt8]
        let message: [UInt8]
        let sha256: String
        let sha512: String
    }

    /// RFC 4231, sections 4.2 to 4.5, 4.7 and 4.8; the last two keys are longer than a block.
    static let vectors: [Vector] = [
        Vector(
            key: [UInt8](repeating: 0x0B, count: 20),
            message: Array("Hi There".utf8),
            sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            sha512: "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
        Vector(
            key: Array("Jefe".utf8),
            message: Array("what do ya want for nothing?".utf8),
            sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            sha512: "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 20),
            message: [UInt8](repeating: 0xDD, count: 50),
            sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            sha512: "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
                + "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"),
        Vector(
            key: Array(1...25),
            message: [UInt8](repeating: 0xCD, count: 50),
            sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            sha512: "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
                + "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            sha512: "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            sha256: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            sha512: "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
                + "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"),
    ]

    @Test("RFC 4231", arguments: vectors)
    func rfc4231(vector: Vector) {
        #expect(Hexadecimal.encode(HMACSHA256(key: Secret(vector.key)).code(for: vector.message)) == vector.sha256)
        #expect(Hexadecimal.encode(HMACSHA512(key: Secret(vector.key)).code(for: vector.message)) == vector.sha512)
    }

    @Test("one prepared key signs many messages, and the first again")
    func reuse() {
        let vector = Self.vectors[0]
        let hash = HMACSHA256(key: Secret(vector.key))
        let other = HMACSHA256(key: Secret("another key"))
        for length in 0..<200 {
            _ = hash.code(for: [UInt8](repeating: 7, count: length))
            _ = other.code(for: vector.message)
            #expect(Hexadecimal.encode(hash.code(for: vector.message)) == vector.sha256)
        }
    }

    @Test("a key of exactly one block is used as it is, one byte more is hashed first")
    func blockBoundary() {
        let message = Array("message".utf8)
        let block = HMACSHA256(key: Secret([UInt8](repeating: 1, count: 64)))
        let longer = HMACSHA256(key: Secret([UInt8](repeating: 1, count: 65)))
        #expect(
            Hexadecimal.encode(block.code(for: message))
                == "91b45ced29723d120a86c68842d8eee39f59758da63fc925988f15eaf3db808a")
        #expect(
            Hexadecimal.encode(longer.code(for: message))
                == "49ad2eb04dabf5404e8a1915fa7b757c8cac5be083407d6f7e7ef08536792461")
    }

    @Test("Binance's vectors (binance.md B.5)")
    func binance() throws {
        let vectors = try AuthVectors.load()
        #expect(vectors.hmac.count == 32)
        let hash = HMACSHA256(key: vectors.hmacKey)
        for vector in vectors.hmac {
            #expect(Hexadecimal.encode(hash.code(for: vector.message)) == vector.signature, "\(vector.name)")
        }
    }
}
