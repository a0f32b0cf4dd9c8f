import AdapterKit
import Testing

/// RFC 8259, by example; reading and skipping must agree on every text.
@Suite("JSON grammar")
struct JSONGrammarTests {
    @Test(
        "valid documents are read and skipped",
        arguments: [
            "{}", "[]", "[[]]", "[{}]", "{\"a\":{}}", "\"\"", "0", "-0", "12", "-1.5", "1e5", "1E+5", "1.25e-7", "true",
            "false", "null", " \t\r\n[ 1 , 2 ]\n", "{ \"a\" : 1 , \"b\" : [ true , null ] }", "{\"\":0}",
            "[[1],[2,[3]],{\"a\":[{}]}]", "\"é😀\"", "[1,{\"a\":2},3]",
        ])
    func valid(text: String) {
        #expect(kind { () throws(JSONError) in try skip(text.utf8) } == nil)
        #expect(kind { () throws(JSONError) in _ = try parse(text.utf8) } == nil)
    }

    @Test(
        "invalid documents are refused, read or skipped",
        arguments: [
            "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "{]", "{\"a\"}", "{\"a\":}",
            "{\"a\":1,}", "{,}", "{\"a\" 1}", "{a:1}", "{1:1}", "{'a':1}", "tru", "truE", "True", "nul", "nulL", "fals",
            "'a'", "\"", "\"a", "\"\\\"", "[\"a]", "// x\n1", "[1]/**/", "\u{FEFF}1", "\u{A0}1", "undefined", "[1:2]",
            "{\"a\":1:2}", "{\"a\",1}",
        ])
    func invalid(text: String) {
        #expect(kind { () throws(JSONError) in try skip(text.utf8) } != nil)
        #expect(kind { () throws(JSONError) in _ = try parse(text.utf8) } != nil)
    }

    @Test(
        "anything after the value but white space is refused",
        arguments: ["1 2", "{}{}", "[]]", "null,", "1\0", "\"a\"b"])
    func trailing(text: String) {
        #expect(kind { () throws(JSONError) in try skip(text.utf8) } == .trailingBytes)
        #expect(kind { () throws(JSONError) in _ = try parse(text.utf8) } == .trailingBytes)
    }

    @Test(
        "malformed numbers are refused",
        arguments: [
            "01", "-01", "00", "1.", "1.e5", ".5", "-.5", "+1", "-", "--1", "1e", "1e+", "1ee5", "1.2.3", "0x10", "NaN",
            "Infinity", "-Infinity", "1_000", "１",
        ])
    func numbers(text: String) {
        #expect(problem(text.utf8) != nil)
        #expect(problem("[\(text)]".utf8) != nil)
        #expect(problem("{\"a\":\(text)}".utf8) != nil)
    }

    @Test("a structure of 64 levels is read, one of 65 is too deep")
    func depth() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deepest = String(repeating: open, count: 64) + "1" + String(repeating: close, count: 64)
            #expect(kind { () throws(JSONError) in try skip(deepest.utf8) } == nil)
            #expect(kind { () throws(JSONError) in _ = try parse(deepest.utf8) } == nil)
            let deeper = open + deepest + close
            #expect(kind { () throws(JSONError) in try skip(deeper.utf8) } == .tooDeep)
            #expect(kind { () throws(JSONError) in _ = try parse(deeper.utf8) } == .tooDeep)
        }
    }

    @Test("100,000 opening brackets or objects are too deep, not a crash", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func bombs(open: String) {
        let bomb = String(repeating: open, count: 100_000)
        #expect(kind { () throws(JSONError) in try skip(bomb.utf8) } == .tooDeep)
        #expect(kind { () throws(JSONError) in _ = try parse(bomb.utf8) } == .tooDeep)
        let inside = Array("[[\"1\",\"2\",\(bomb)".utf8)
        #expect(
            kind { () throws(JSONError) in
                _ = try JSONReader.read(inside) { reader throws(JSONError) in
                    try reader.bookLevels()
                }
            } == .tooDeep)
    }

    @Test("width is not depth: 100,000 empty structures in a row are read")
    func width() {
        let wide = "[" + String(repeating: "[],{},{\"a\":[]},", count: 100_000) + "0]"
        #expect(kind { () throws(JSONError) in try skip(wide.utf8) } == nil)
    }

    @Test(
        "the same key twice is refused, however it is written",
        arguments: [
            "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":1,\"\\u0061\":1}", "{\"\\u0061\":1,\"a\":1}",
            "{\"\\u0061\":1,\"\\u0061\":1}", "{\"\":1,\"\":2}", "{\"\\/\":1,\"/\":2}", "{\"x\":{\"a\":1,\"a\":2}}",
            "[{\"k\":{},\"k\":[]}]", "{\"\\ud83d\\ude00\":1,\"😀\":2}",
        ])
    func duplicates(text: String) {
        #expect(kind { () throws(JSONError) in try skip(text.utf8) } == .duplicateKey)
        #expect(kind { () throws(JSONError) in _ = try parse(text.utf8) } == .duplicateKey)
    }

    @Test(
        "the same key in different objects, in another case or in another normal form is no duplicate",
        arguments: [
            "{\"a\":{\"a\":{\"a\":1}}}", "[{\"a\":1},{\"a\":2}]", "{\"x\":{\"a\":1},\"a\":2}", "{\"a\":1,\"A\":2}",
            "{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\\u00e9\":1,\"e\\u0301\":2}",
        ])
    func distinctKeys(text: String) {
        #expect(kind { () throws(JSONError) in try skip(text.utf8) } == nil)
        #expect(kind { () throws(JSONError) in _ = try parse(text.utf8) } == nil)
    }

    @Test(
        "objects of many members find their duplicates too, nested ones and escaped ones included",
        arguments: [31, 32, 33, 34, 500, 5000])
    func manyKeys(count: Int) {
        let members = (0..<count).map { "\"K\($0)\":{\"a\":1}" }.joined(separator: ",")
        let nested = "{\(members),\"in\":{\(members)},\"on\":{\(members)}}"
        #expect(problem(nested.utf8) == nil)
        for repeated in ["K0", "K\(count - 1)", "\\u004B0", "in"] {
            let text = "{\(members),\"in\":{\(members)},\"\(repeated)\":0}"
            #expect(kind { () throws(JSONError) in try skip(text.utf8) } == .duplicateKey, "\(repeated)")
            #expect(kind { () throws(JSONError) in _ = try parse(text.utf8) } == .duplicateKey, "\(repeated)")
        }
    }
}
