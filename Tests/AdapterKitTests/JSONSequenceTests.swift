import AdapterKit
import AdapterProtocol
import Testing

/// What a row shares with the rows before it is recognised by its bytes; nothing else may come of that.
@Suite("JSON rows that repeat themselves")
struct JSONSequenceTests {
    @Test(
        "a key that the row already had is refused, whatever the rows before had",
        arguments: [
            #"[{"a":1,"b":2},{"a":1,"a":2}]"#, #"[{"a":1,"b":2},{"b":1,"a":2,"b":3}]"#,
            #"[{"a":1,"b":2,"c":3},{"a":1,"b":2,"c":3,"a":4}]"#, #"[{"a":1},{"a":1,"\u0061":2}]"#,
            #"[{"a":1},{"\u0061":1,"a":2}]"#, #"[{"a":{"a":1,"a":2}}]"#, #"[{"a":1,"b":2},{"a" :1,"b":2,"a":3}]"#,
            #"[{"longer_than_eight":1},{"longer_than_eight":1,"longer_than_eight":2}]"#,
        ])
    func duplicates(text: String) {
        #expect(problem(text.utf8) == .duplicateKey)
    }

    @Test("keys that differ late, early or by their end are told apart in every order")
    func different() throws {
        let names = ["price", "price2", "pric", "p", "", "abcdefghijklmnop", "abcdefghijklmnoq", "bbcdefghijklmnop"]
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let rows = (0..<3).map { _ in Array(names.shuffled(using: &generator).prefix(5)) }
            let text = rows.map { row in "{" + row.map { "\"\($0)\":0" }.joined(separator: ",") + "}" }
            let expected = rows.map { row in
                Document.object(row.map { .init(key: $0, value: .number("0")) })
            }
            #expect(try parse("[\(text.joined(separator: ","))]".utf8) == .array(expected))
        }
    }

    @Test("more keys, more rows and more ways to go on than are remembered are read and checked all the same")
    func beyondBounds() throws {
        // 100 keys a row; 600 rows with first keys of their own.
        let long = "{" + (0..<100).map { "\"key\($0)\":0" }.joined(separator: ",") + "}"
        let many = (0..<600).map { "{\"first\($0)\":0,\"second\":0}" }.joined(separator: ",")
        #expect(problem("[\(long),\(long),\(many),\(many),\(long)]".utf8) == nil)
        let twice = long.dropLast() + ",\"key99\":1}"
        #expect(problem("[\(long),\(twice)]".utf8) == .duplicateKey)
        #expect(problem("[\(many),{\"first599\":0,\"second\":0,\"first599\":0}]".utf8) == .duplicateKey)
    }

    @Test("a text cut anywhere in a row that is known is no document")
    func truncated() {
        let row = #"{"symbol":"BTCUSDT","price":"1.5","quantity":2}"#
        let text = Array("[\(row),\(row)]".utf8)
        for count in 0..<text.count { #expect(problem(text.prefix(count)) != nil, "\(count)") }
    }

    @Test(
        "a text that came before is what it was made into then, escaped or not; beyond the most kept each is made anew")
    func recurringTexts() throws {
        func made(_ texts: [String]) throws -> (values: [String], made: [String]) {
            var made: [String] = []
            let values = try JSONReader.read(Array("[\(texts.map { "\"\($0)\"" }.joined(separator: ","))]".utf8)) {
                reader throws(JSONError) in
                var recurring = RecurringTexts<String>()
                return try reader.list { reader throws(JSONError) in
                    try reader.text(&recurring) { text in
                        made.append(text)
                        return text + "!"
                    }
                }
            }
            return (values, made)
        }
        let few = try made(["USDT", "BTC", "USDT", "", "BTC", "", #"\u0042TC"#, "BTCX"])
        #expect(few.values == ["USDT!", "BTC!", "USDT!", "!", "BTC!", "!", "BTC!", "BTCX!"])
        #expect(few.made.filter { $0 != "" } == ["USDT", "BTC", "BTCX"])
        let most = RecurringTexts<String>.most
        let many = (0...most).map { "code\($0)" }
        let again = try made(many + many)
        #expect(again.values == (many + many).map { $0 + "!" })
        #expect(again.made == many + ["code\(most)"])
        #expect(problem(#"["a\u"]"#.utf8) != nil)
    }

    @Test("a value that stands as the last one did is given again, another is read")
    func recurring() throws {
        let text = #"[["A","B"],["A","B"],["A","C"],["A","C"],["A"],"x","x",1,1,12]"#
        var reads = 0
        let values = try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
            var last = Recurring<Document>()
            return try reader.list { reader throws(JSONError) in
                try reader.recurring(&last) { reader throws(JSONError) in
                    reads += 1
                    return try reader.document()
                }
            }
        }
        #expect(Document.array(values) == (try parse(text.utf8)))
        // A number does not show where it ends: it is always read.
        #expect(reads == 7)
    }

    @Test("an empty text is consumed as one, anything else stays")
    func emptyText() throws {
        let found = try JSONReader.read(Array(#"["","a"," "]"#.utf8)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                if try reader.emptyText() { return "empty" }
                return try reader.string()
            }
        }
        #expect(found == ["empty", "a", " "])
    }

    @Test("a text may hold a number or not; no number outside a text is taken")
    func numbersInTexts() throws {
        let text = #"["1.50","","abc","1e2"," 1","\u0031.5"]"#
        let found = try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try reader.decimalInText()?.description }
        }
        #expect(found == ["1.50", nil, nil, "100", nil, "1.5"])
        #expect(throws: JSONError.self) {
            try JSONReader.read(Array("1.5".utf8)) { reader throws(JSONError) in _ = try reader.decimalInText() }
        }
    }

    @Test("a time is read from its bytes as from its text")
    func times() throws {
        for text in ["2024-05-08T11:51:29.169Z", "2024-05-08T11:51:29Z", #"2024-05-08T11:51:29.169\u005a"#] {
            let time = try JSONReader.read(Array("\"\(text)\"".utf8)) { reader throws(JSONError) in
                try reader.internetTime()
            }
            #expect(time.description.hasPrefix("2024-05-08T11:51:29."))
        }
        for text in [#""2024-13-08T11:51:29Z""#, #""""#, "1", "null"] {
            #expect(throws: JSONError.self) {
                try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in _ = try reader.internetTime() }
            }
        }
    }
}
