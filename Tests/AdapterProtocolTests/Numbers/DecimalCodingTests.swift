import AdapterProtocol
import Foundation
import Testing

@Suite("Decimals in JSON")
struct DecimalCodingTests {
    @Test("A decimal is written as a string and reads back with its scale", arguments: [41])
    func roundTrip(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        var values: [ExactDecimal] = []
        for _ in 0..<20_000 { values.append(try generator.decimal()) }
        let data = try JSONEncoder().encode(values)
        let expected = "[" + values.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        #expect(String(decoding: data, as: UTF8.self) == expected)
        let again = try JSONDecoder().decode([ExactDecimal].self, from: data)
        #expect(again.count == values.count)
        #expect(zip(again, values).allSatisfy { $0.isIdentical(to: $1) })
    }

    @Test(
        "Anything but a string with a number in it is refused",
        arguments: ["1.5", "1", "null", "true", "[]", "\"\"", "\"1.5x\"", "\"1e400\""])
    func refused(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ExactDecimal].self, from: Data("[\(json)]".utf8))
        }
    }

    @Test("The error names the place and never repeats the text")
    func errorText() throws {
        let error = try #require(throws: DecodingError.self) {
            try JSONDecoder().decode([String: ExactDecimal].self, from: Data(#"{"price":"12secret"}"#.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["price"])
        #expect(context.underlyingError as? DecimalError == .invalidCharacter(at: 2))
        #expect(!String(describing: error).contains("secret"))
    }
}
