import AdapterProtocol
import Foundation

/// The exact decimal beside Foundation's, both fed the same texts, in one process, round by round in turn.
struct DecimalBenchmark {
    private let texts: [String]
    private let exact: [ExactDecimal]
    private let foundation: [Decimal]

    /// Prices and quantities as venues write them: every other one with the venue's eight decimals, the rest trimmed,
    /// so that neighbours differ in scale.
    init() throws {
        var texts: [String] = []
        for number in 0..<256 {
            let price = 6_412_345 + 7919 * number
            let quantity = 1234 + 104_729 * number % 999_983
            let zeros = number.isMultiple(of: 2) ? "000000" : ""
            texts.append("\(price / 100).\(Self.padded(price % 100, 2))\(zeros)")
            texts.append("\(quantity / 100_000).\(Self.padded(quantity % 100_000, 5))\(zeros.dropLast(3))")
        }
        self.texts = texts
        exact = try texts.map { try ExactDecimal(parsing: $0) }
        foundation = texts.compactMap { Decimal(string: $0) }
        guard foundation.count == exact.count else { throw BenchmarkError("Foundation reads other texts than we do") }
    }

    func measure(with stopwatch: Stopwatch) throws -> [Measurement] {
        try pair("parse", with: stopwatch, ours: { try self.parse($0) }, theirs: { try self.parseFoundation($0) })
            + pair("print", with: stopwatch, ours: printText, theirs: printFoundation)
            + pair("add", with: stopwatch, ours: { try self.add($0) }, theirs: addFoundation)
            + pair("multiply", with: stopwatch, ours: { try self.multiply($0) }, theirs: multiplyFoundation)
            + pair("compare", with: stopwatch, ours: compare, theirs: compareFoundation)
    }

    private func pair(
        _ operation: String, with stopwatch: Stopwatch, ours: @escaping (Int) throws -> Void,
        theirs: @escaping (Int) throws -> Void
    ) throws -> [Measurement] {
        try stopwatch.compare(("decimal.\(operation)", ours), ("decimal.\(operation).foundation", theirs))
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: digits - text.count) + text
    }
}

extension DecimalBenchmark {
    private func parse(_ count: Int) throws {
        for number in 0..<count { consume(try ExactDecimal(parsing: texts[number & 511])) }
    }

    private func parseFoundation(_ count: Int) throws {
        for number in 0..<count {
            guard let value = Decimal(string: texts[number & 511]) else { throw BenchmarkError("not read") }
            consume(value)
        }
    }

    private func printText(_ count: Int) {
        for number in 0..<count { consume(exact[number & 511].description) }
    }

    private func printFoundation(_ count: Int) {
        for number in 0..<count { consume(foundation[number & 511].description) }
    }

    private func add(_ count: Int) throws {
        for number in 0..<count { consume(try exact[number & 511] + exact[(number + 1) & 511]) }
    }

    private func addFoundation(_ count: Int) {
        for number in 0..<count { consume(foundation[number & 511] + foundation[(number + 1) & 511]) }
    }

    private func multiply(_ count: Int) throws {
        for number in 0..<count { consume(try exact[number & 511] * exact[(number + 1) & 511]) }
    }

    private func multiplyFoundation(_ count: Int) {
        for number in 0..<count { consume(foundation[number & 511] * foundation[(number + 1) & 511]) }
    }

    /// A price with the next but one: both prices or both quantities.
    private func compare(_ count: Int) {
        for number in 0..<count { consume(exact[number & 511] < exact[(number + 2) & 511]) }
    }

    private func compareFoundation(_ count: Int) {
        for number in 0..<count { consume(foundation[number & 511] < foundation[(number + 2) & 511]) }
    }
}
