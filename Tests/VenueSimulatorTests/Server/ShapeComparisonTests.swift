import Fidelity
import Testing

@Suite("The fidelity comparison itself")
struct ShapeComparisonTests {
    private static let sample =
        #"{"id":1,"price":"4.00000100","isBest":true,"fills":[],"tag":null,"rows":[["1","2.50",3]]}"#

    @Test("Equal shapes have no difference, whatever the values and the order of keys")
    func equal() throws {
        let answer =
            #"{"price":"0.00000001","id":99,"tag":null,"isBest":false,"fills":[],"rows":[["7","1.25",0],["8","9.75",4]]}"#
        #expect(try Self.differences(answer).isEmpty)
    }

    @Test(
        "Every kind of difference is found",
        arguments: [
            (#""id":1"#, #""id":"1""#), (#""id":1"#, #""id":1.0"#), (#""price":"4.00000100""#, #""price":"4.0000010""#),
            (#""price":"4.00000100""#, #""price":4.000001"#), (#""isBest":true"#, #""isBest":1"#),
            (#""fills":[]"#, #""fills":[1]"#), (#""fills":[]"#, #""fills":null"#), (#","tag":null"#, ""),
            (#""tag":null"#, #""tag":"""#), (#""id":1"#, #""id":1,"extra":1"#), (#"["1","2.50",3]"#, #"["1","2.50"]"#),
            (#"["1","2.50",3]"#, #"["1","2.5",3]"#), (#"["1","2.50",3]"#, #"["1","2.50","3"]"#),
        ]
    )
    func different(part: String, replacement: String) throws {
        #expect(try !Self.differences(Self.sample.replacing(part, with: replacement)).isEmpty)
    }

    @Test("A recording's decimal places beat those of an official example; a waived path may differ")
    func decimals() throws {
        let answer = Self.sample.replacing("4.00000100", with: "4.0")
        let recorded = ShapeComparison(recordedPlaces: ["price": 1], waived: [])
        let waived = ShapeComparison(recordedPlaces: [:], waived: ["/price"])
        for comparison in [recorded, waived] {
            let found = comparison.differences(
                expected: try Shape(Array(Self.sample.utf8)),
                actual: try Shape(Array(answer.utf8))
            )
            #expect(found.isEmpty)
        }
    }

    @Test("What is no JSON, or names a key twice, is refused", arguments: ["", "{", #"{"a":1,"a":2}"#, "[1,]x", "1 2"])
    func broken(text: String) {
        #expect(throws: NotJSON.self) { try Shape(Array(text.utf8)) }
    }

    private static func differences(_ answer: String) throws -> [String] {
        ShapeComparison(recordedPlaces: [:], waived: []).differences(
            expected: try Shape(Array(sample.utf8)),
            actual: try Shape(Array(answer.utf8))
        )
    }
}
