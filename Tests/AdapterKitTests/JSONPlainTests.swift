import AdapterKit
import AdapterProtocol
import Testing

/// What stands as venues write it is read eight bytes at a time; with a space before each value the general reading has to
/// do it. Both must say the same of every text.
@Suite("JSON read in whole words")
struct JSONPlainTests {
    private enum Outcome: Equatable {
        case rows([[String]])
        case error(JSONError.Kind)
    }

    private func outcome(_ body: () throws(JSONError) -> [[String]]) -> Outcome {
        do throws(JSONError) { return .rows(try body()) } catch { return .error(error.kind) }
    }

    /// Values as they print, so that scales are compared too.
    private func decimals(_ text: String) -> Outcome {
        outcome { () throws(JSONError) in
            try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in ["\(try reader.decimal())"] }
            }
        }
    }

    private func integers(_ text: String) -> Outcome {
        outcome { () throws(JSONError) in
            try JSONReader.read(Array(text.utf8)) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in ["\(try reader.integer())"] }
            }
        }
    }

    private func changes(_ text: some Collection<UInt8>) -> Outcome { changes(Array(text).span) }

    private func changes(_ text: Span<UInt8>) -> Outcome {
        outcome { () throws(JSONError) in
            try JSONReader.read(text) { reader throws(JSONError) in
                var rows: [BookRow] = []
                try reader.levelChanges(.sell, into: &rows)
                return rows.map { ["\($0.side)", "\($0.price)", "\($0.quantity)"] }
            }
        }
    }

    /// One value, a number or a list of texts and numbers.
    private func values(_ text: Span<UInt8>) -> Outcome {
        outcome { () throws(JSONError) in
            try JSONReader.read(text) { reader throws(JSONError) in
                guard try reader.next() == .array else { return [["\(try reader.decimal())"]] }
                return try reader.list { reader throws(JSONError) in
                    try reader.next() == .string ? [try reader.string()] : ["\(try reader.integer())"]
                }
            }
        }
    }

    private func number(_ random: inout SeededGenerator) -> String {
        func digits(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> String {
            let count = Int.random(in: range, using: &random)
            return (0..<count).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
        }
        var text = digits(Bool.random(using: &random) ? 1...7 : 0...20, &random)
        if Bool.random(using: &random) { text += "." + digits(Bool.random(using: &random) ? 1...8 : 0...20, &random) }
        guard Int.random(in: 0..<4, using: &random) == 0 else { return text }
        let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
        text.insert(
            contentsOf: ["-", "+", "e", "E5", "e-3", ".", "x", "\\", "\"", "é", " ", "0"].randomElement(using: &random)
                ?? "", at: place)
        return text
    }

    @Test("Decimals and whole numbers, quoted and bare, damaged or not", arguments: UInt64(1)...4)
    func numbers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<8_000 {
            let number = number(&random)
            for value in [number, "\"\(number)\""] {
                for tail in ["]", ",1]", ",12345678901234567890]", "}", ":1                  ]", ""] {
                    #expect(decimals("[\(value)\(tail)") == decimals("[ \(value)\(tail)"), "\(value)\(tail)")
                    #expect(integers("[\(value)\(tail)") == integers("[ \(value)\(tail)"), "\(value)\(tail)")
                }
            }
        }
    }

    @Test("Levels, plain, damaged, with further elements, cut at every byte", arguments: UInt64(1)...4)
    func levels(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let levels = (0..<Int.random(in: 1...4, using: &random)).map { _ -> [String] in
                let count = Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 0...4, using: &random) : 2
                return (0..<count).map { _ in "\"\(number(&random))\"" }
            }
            let compact = "[" + levels.map { "[" + $0.joined(separator: ",") + "]" }.joined(separator: ",") + "]"
            let spaced = "[" + levels.map { "[ " + $0.joined(separator: ", ") + "]" }.joined(separator: ",") + "]"
            #expect(changes(compact.utf8) == changes(spaced.utf8), "\(compact)")
            for count in 0..<compact.utf8.count {
                guard case .error = changes(compact.utf8.prefix(count)) else {
                    Issue.record("\(compact) cut at \(count) is read")
                    continue
                }
            }
        }
    }

    @Test("A frame as Binance sends it: scales are kept, a quantity may be zero")
    func frame() {
        let text = #"[["64123.44000000","0.00000000"],["0.1","7",9,[]],["1.123456789012345678","12345678.5"]]"#
        #expect(
            changes(text.utf8)
                == .rows([
                    ["sell", "64123.44000000", "0.00000000"], ["sell", "0.1", "7"],
                    ["sell", "1.123456789012345678", "12345678.5"],
                ]))
    }

    @Test("Short keys are told apart, and one that the object already had is refused, however far it is from the end")
    func keys() {
        for length in 1...9 {
            let key = String(repeating: "k", count: length)
            for tail in ["}", ",\"b\":12345678}"] {
                #expect(problem("{\"a\":1,\"\(key)\":1\(tail)".utf8) == nil)
                #expect(problem("{\"\(key)\":1,\"a\":1,\"\(key)\":1\(tail)".utf8) == .duplicateKey)
                #expect(problem("{\"\(key)\":1,\"\\u006b\(key.dropFirst())\":1\(tail)".utf8) == .duplicateKey)
                #expect(problem("{\"\(key)\":{\"\(key)\":{\"\(key)\":1}}\(tail)".utf8) == nil)
            }
        }
        for text in [#"{"a" :1,"b":2345678}"#, #"{"é":1,"è":2345678}"#, #"{"":1,"a":2345678}"#] {
            #expect(problem(text.utf8) == nil)
        }
        for text in [#"{"é":1,"é":2345678}"#, #"{"a" :1,"a":2345678}"#, #"{"":1,"":23456789}"#] {
            #expect(problem(text.utf8) == .duplicateKey)
        }
        #expect(problem("{\"a\u{1}\":12345678}".utf8) == .invalidText)
        #expect(problem("{\"a\"12345678}".utf8) == .unexpectedByte)
        #expect(problem("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"b\":5}".utf8) == .duplicateKey)
    }

    @Test(
        "Nothing behind the end is read, though it would go on there: every beginning of a text is what it is alone",
        arguments: [
            " 1234.5678", "  64123.44000000", #" "12.5""#, #"[["64123.45","0.5"],["64123.46","1.25"]]"#,
            #"[[ "64123.45" , "0.5" ]]"#, #"["a\u00e9","\ud83d\ude00"]"#, "[12345678,123456789012]",
        ])
    func beyondTheEnd(_ text: String) {
        let all = Array(text.utf8)
        for count in 0...all.count {
            let (alone, part) = (Array(all[..<count]), all.span.extracting(0..<count))
            #expect(changes(part) == changes(alone), "\(text.prefix(count))")
            #expect(values(part) == values(alone.span), "\(text.prefix(count))")
        }
    }
}
