import AdapterKit
import AdapterProtocol
import Testing

/// The hot path of every snapshot.
@Suite("Book levels")
struct BookLevelsTests {
    private func levels(_ text: String) throws(JSONError) -> [BookLevel] {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in try reader.bookLevels() }
    }

    @Test("price and quantity are read, quoted or bare, whatever the white space")
    func reading() throws {
        let expected = try [("0.10", "2"), ("0.11", "3.5")].map {
            BookLevel(price: try ExactDecimal(parsing: $0), quantity: try ExactDecimal(parsing: $1))
        }
        #expect(try levels(#"[["0.10","2"],["0.11","3.5"]]"#) == expected)
        #expect(try levels("[[0.10,2],[0.11,3.5]]") == expected)
        #expect(try levels(" [ [ \"0.10\" , \"2\" ] ,\n[ 0.11\t,3.5 ] ] ") == expected)
        #expect(try levels("[]").isEmpty)
        #expect(try levels("[ ]").isEmpty)
    }

    @Test("further elements are skipped, whatever they are")
    func furtherElements() throws {
        let read = try levels(#"[["1","2",[]],["3","4",1700000000,{"a":[1]},null],["5","6"]]"#)
        #expect(read.map(\.price) == [1, 3, 5])
        #expect(read.map(\.quantity) == [2, 4, 6])
    }

    @Test("a level of zero or below is refused", arguments: ["0", "0.00000000", "-1", "-0"])
    func zero(text: String) {
        let expected = JSONError.Kind.unexpectedValue("a level above zero")
        #expect(kind { () throws(JSONError) in _ = try levels("[[\"1\",\"\(text)\"]]") } == expected)
        #expect(kind { () throws(JSONError) in _ = try levels("[[\"\(text)\",\"1\"]]") } == expected)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "{}", "null", "[", "[[", "[[]]", "[[\"1\"]]", "[[\"1\",]]", "[[\"1\",\"2\"", "[[\"1\",\"2\"]",
            "[[\"1\",\"2\"],]", "[[\"1\" \"2\"]]", "[[\"\",\"2\"]]", "[[\"x\",\"2\"]]", "[[\"1\",\"2\",]]", "[1,2]",
            "[[null,\"1\"]]", "[[\"1\",\"2", "[[\"1\",\"1e400\"]]", "[[\"1\",\"2\"]]]",
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try levels(text) }
    }

    @Test("a book as deep as the reader may go is read, and the depth is given back")
    func depth() throws {
        let text = "[[[\"1\",\"2\"]],[[\"3\",\"4\"]],[]]"
        let sides = try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try reader.bookLevels().count }
        }
        #expect(sides == [1, 1, 0])
        let many = "[" + Array(repeating: "[]", count: 200).joined(separator: ",") + "]"
        let empty = try JSONReader.read(Array(many.utf8)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try reader.bookLevels().count }
        }
        #expect(empty.count == 200)
    }
}
