import AdapterKit
import Testing

@Suite("Names found by their bytes")
struct NameTableTests {
    private func find(_ text: String, in table: NameTable) throws -> Int? {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in try reader.text(in: table) }
    }

    @Test("A table does what a dictionary does", arguments: 1...5)
    func model(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = NameTable()
        var model: [[UInt8]: Int] = [:]
        for value in 0..<500 {
            // Names that differ in one byte only, at any place, and of all lengths from nothing.
            var name = [UInt8](repeating: 0x61, count: Int(random.next() % 24))
            if !name.isEmpty { name[Int(random.next() % UInt64(name.count))] = UInt8(random.next() % 4) + 0x61 }
            if random.next() % 3 == 0 {
                table.remove(name)
                model[name] = nil
            } else {
                table.set(name, to: value)
                model[name] = value
            }
            #expect(table.value(of: name) == model[name])
        }
        #expect(table.count == model.count)
        #expect(model.allSatisfy { table.value(of: $0.key) == $0.value })
    }

    @Test("Texts in any spelling: escapes, other alphabets, longer and shorter names")
    func texts() throws {
        var table = NameTable()
        table.set(Array("btcusdt@trade".utf8), to: 7)
        table.set(Array("币安人生usdt@trade".utf8), to: 8)
        #expect(try find(#""btcusdt@trade""#, in: table) == 7)
        #expect(try find(#""btc\u0075sdt@trade""#, in: table) == 7)
        #expect(try find(#""币安人生usdt@trade""#, in: table) == 8)
        #expect(try find(#""\u5e01\u5b89\u4eba\u751fusdt@trade""#, in: table) == 8)
        for other in [#""btcusdt@trade ""#, #""btcusdt@trad""#, #""""#, #""BTCUSDT@trade""#] {
            #expect(try find(other, in: table) == nil)
        }
        for wrong in ["1", "null", "[]", #""btc\x""#, "\"\u{1}\"", #""btcusdt"#] {
            #expect(throws: JSONError.self) { try find(wrong, in: table) }
        }
        #expect(throws: JSONError.self) {
            try JSONReader.read([0x22, 0xFF, 0x22]) { r throws(JSONError) in try r.text(in: table) }
        }
    }

    @Test("A lent text is compared like a key")
    func lent() throws {
        func word(_ text: String) throws -> Int {
            try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
                try reader.text { word in
                    switch word {
                    case "depthUpdate": 1
                    case "": 2
                    default: 3
                    }
                }
            }
        }
        #expect(try word(#""depthUpdate""#) == 1)
        #expect(try word(#""depth\u0055pdate""#) == 1)
        #expect(try word(#""""#) == 2)
        #expect(try word(#""depthUpdates""#) == 3)
    }
}
