import AdapterKit
import AdapterProtocol
import Testing

@Suite("A level in the form that venues send is read in one step; any other form is left to the general reading")
struct JSONPairTests {
    private func pairs(_ text: String) throws -> [[ExactDecimal]] {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                if let (first, second) = reader.compactPair("{\"p\":", ",\"v\":") { return [first, second] }
                var numbers: [ExactDecimal] = []
                try reader.object { _, reader throws(JSONError) in numbers.append(try reader.decimal()) }
                return numbers
            }
        }
    }

    @Test("Every form gives the same numbers")
    func forms() throws {
        let text =
            #"[{"p":"1.50","v":"2"},{"p":1.50,"v":2},{ "p":"1.50","v":"2"},{"p":"1.50", "v":"2"},{"p":"1.50","v":"2" }]"#
        let read = try pairs(text)
        #expect(read.count == 5 && read.allSatisfy { $0 == [ExactDecimal("1.50"), 2] })
        #expect(try pairs(#"[{"v":"2","p":"1"},{"p":"1","v":"2","w":"3"}]"#) == [[2, 1], [1, 2, 3]])
    }

    @Test(
        "What is wrong is told by the general reading",
        arguments: [
            #"[{"p":"1","v":"2","p":"3"}]"#, #"[{"p":"1","v":"x"}]"#, #"[{"p":"1","v":"2"#, #"[{"p":"1","v":"2"]"#,
            #"[{"p":,"v":"2"}]"#, #"[{"p":"","v":"2"}]"#, #"[{"p":"1""v":"2"}]"#,
        ])
    func refused(text: String) {
        #expect(throws: JSONError.self) { try pairs(text) }
    }
}
