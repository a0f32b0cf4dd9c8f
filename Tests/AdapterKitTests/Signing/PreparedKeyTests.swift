import AdapterKit
import AdapterProtocol
import Testing

/// A prepared key signs as well as the secret it was made from, so it hides as well.
@Suite("Prepared keys")
struct PreparedKeyTests {
    private static let seed: [UInt8] = (1...32).map { UInt8($0) }

    struct Holder<Key> {
        let key: Key
    }

    private func shown(_ key: some Any) -> [String] {
        var dumped = ""
        dump(key, to: &dumped)
        var dumpedHolder = ""
        dump(Holder(key: key), to: &dumpedHolder)
        let holder = Holder(key: key)
        return ["\(key)", String(reflecting: key), "\(holder)", String(reflecting: holder), "\([key])"]
            + [dumped, dumpedHolder]
    }

    @Test("two keys print alike, whatever prints them, and nothing of them can be reflected")
    func hidden() throws {
        let pairs: [(any Sendable, any Sendable)] = [
            (HMACSHA256(key: Secret("one")), HMACSHA256(key: Secret("another"))),
            (HMACSHA512(key: Secret("one")), HMACSHA512(key: Secret("another"))),
            (try Ed25519(seed: Secret(Self.seed)), try Ed25519(seed: Secret(Self.seed.reversed()))),
        ]
        for (one, another) in pairs {
            #expect(shown(one) == shown(another))
            #expect(Mirror(reflecting: one).children.isEmpty)
            for text in shown(one) { #expect(!text.contains("inner") && !text.contains("Representation")) }
        }
    }

    /// RFC 8032, section 7.1, tests 2 and 3.
    @Test(
        "a raw seed signs by RFC 8032",
        arguments: [
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ])
    func rawSeed(seed: String, message: String, signature: String) throws {
        let signer = try Ed25519(seed: Secret(try #require(Hexadecimal.decode(seed))))
        #expect(Hexadecimal.encode(try signer.signature(for: try #require(Hexadecimal.decode(message)))) == signature)
    }

    @Test("a seed of another length is a typed error", arguments: [0, 31, 33, 48, 64])
    func wrongLength(count: Int) {
        do throws(VenueError) {
            _ = try Ed25519(seed: Secret([UInt8](repeating: 7, count: count)))
            Issue.record("must throw")
        } catch {
            #expect(error.kind == .authentication)
            #expect(error.effect == .notSent)
        }
    }

    @Test("SHA-256 and SHA-512 of 'abc' (FIPS 180-4)")
    func digests() {
        #expect(
            Hexadecimal.encode(Digests.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hexadecimal.encode(Digests.sha512(Array("abc".utf8)))
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    }
}
