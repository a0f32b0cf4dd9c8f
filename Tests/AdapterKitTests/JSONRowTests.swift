import AdapterKit
import Testing

/// A row read along the one before it must be the row that its own bytes say, and fail where they fail.
@Suite("JSON rows read along the one before")
struct JSONRowTests {
    typealias Row = [String: Document]

    @Test("only the members that stand differently are read again")
    func reads() throws {
        let text = #"""
            [{"a":1,"b":{"x":[1,2]},"c":"3"},{"a":1,"b":{"x":[1,2]},"c":"4"},{"a":12,"b":{"x":[1,2]},"c":"4"},
            {"a":12,"b":{"x":[1,2]},"c":"4"}]
            """#
        var read: [String] = []
        let rows = try rows(Array(text.utf8)) { read.append($0) }
        #expect(read == ["a", "b", "c", "c", "a"])
        #expect(rows.count == 4 && rows[3] == rows[2])
        #expect(rows[2] == ["a": .number("12"), "b": rows[0]["b"], "c": .string("4")])
    }

    @Test(
        "what a row does not have is not taken from the row before",
        arguments: [
            #"[{"a":1,"b":2},{"a":1}]"#, #"[{"a":1,"b":2},{"b":2}]"#, #"[{"a":1,"b":2},{}]"#, #"[{"a":1},{},{"a":1}]"#,
            #"[{"a":1,"b":2},{"a":1,"c":2}]"#, #"[{"a":1,"b":2},{"a":3,"c":2}]"#, #"[{"a":1,"b":2},{"b":2,"a":1}]"#,
            #"[{"a":1,"b":2},{"a":1,"b":2,"c":3}]"#, #"[{"a":1,"b":2},{"a":1,"b":3,"c":3}]"#,
            #"[{"a":1,"b":2},{ "a":1,"b":2},{"a" :1,"b":2},{"a":1 ,"b": 3}]"#, #"[{"a":1},{"a":10},{"a":1}]"#,
            #"[{"\u0061":1,"b":2},{"\u0061":1,"b":2},{"\u0061":2,"b":2}]"#, #"[{"a":"\""},{"a":"\"\""},{"a":"\\"}]"#,
        ])
    func otherMembers(text: String) throws {
        try checkAgainstAlone(Array(text.utf8))
    }

    @Test(
        "a key that the row already had is refused, whatever the row before had",
        arguments: [
            #"[{"a":1,"b":2},{"a":1,"a":2}]"#, #"[{"a":1,"b":2},{"a":1,"b":2,"a":1}]"#,
            #"[{"a":1,"b":2},{"a":3,"b":4,"b":2}]"#, #"[{"a":1},{"a":1,"\u0061":1}]"#,
            #"[{"a":{"b":1}},{"a":{"b":1,"b":1}}]"#,
        ])
    func duplicates(text: String) throws {
        #expect(kind { () throws(JSONError) in _ = try rows(Array(text.utf8)) } == .duplicateKey)
        try checkAgainstAlone(Array(text.utf8))
    }

    @Test("rows that change a little, cut and damaged anywhere, are read as each on its own", arguments: UInt64(1)...20)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let text = Self.text(using: &random)
            try checkAgainstAlone(text)
            try checkAgainstAlone(Array(text.prefix(Int.random(in: 0..<text.count, using: &random))))
            for _ in 0..<8 {
                var damaged = text
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: damaged[place] = Array(#"{}[]",:\0 x"#.utf8).randomElement(using: &random) ?? 0
                case 1: damaged.remove(at: place)
                default: damaged.insert(damaged[place], at: place)
                }
                try checkAgainstAlone(damaged)
            }
        }
    }

    /// Rows made from one, each differing from the one before in a value, seldom in a key.
    private static func text(using random: inout SeededGenerator) -> [UInt8] {
        let values = [
            "1", "12", "-0.5", "\"\"", "\"text\"", "\"a longer text\"", "\"\\\"\"", "null", "true", "[]", "[1,[2]]",
            #"{"k":1,"l":{"k":"x"}}"#, "{}", " 1", "1 ", #""\u00e9é""#,
        ]
        let keys = ["a", "b", "longer_than_eight", "k", "\\u0062", "", "minimumQuantity", "maximumQuantity"]
        func value(_ random: inout SeededGenerator) -> String { values.randomElement(using: &random) ?? "1" }
        let count = Int.random(in: 0...6, using: &random)
        var row = keys.shuffled(using: &random).prefix(count).map { ($0, value(&random)) }
        var rows: [String] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            rows.append("{" + row.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}")
            for _ in 0..<Int.random(in: 0...2, using: &random) where !row.isEmpty {
                row[Int.random(in: 0..<row.count, using: &random)].1 = value(&random)
            }
            guard Int.random(in: 0..<6, using: &random) == 0 else { continue }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: row.append((keys.randomElement(using: &random) ?? "", value(&random)))
            case 1: row.shuffle(using: &random)
            default: _ = row.popLast()
            }
        }
        return Array("[\(rows.joined(separator: ","))]".utf8)
    }

    /// Reads a list of rows along one another, telling which keys were read.
    private func rows(_ text: [UInt8], _ note: (String) -> Void = { _ in }) throws(JSONError) -> [Row] {
        try JSONReader.read(text) { reader throws(JSONError) in
            var last = LastRow(Row())
            return try reader.list { reader throws(JSONError) in
                try reader.row(&last) { row, key, reader throws(JSONError) in
                    let name = key.text
                    note(name)
                    row[name] = try reader.document()
                }
                return last.row
            }
        }
    }

    /// Reads each row on its own.
    private func rowsAlone(_ text: [UInt8]) throws(JSONError) -> [Row] {
        try JSONReader.read(text) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                var row = Row()
                try reader.object { key, reader throws(JSONError) in
                    let name = key.text
                    row[name] = try reader.document()
                }
                return row
            }
        }
    }

    private func checkAgainstAlone(_ text: [UInt8]) throws {
        let shown = String(decoding: text, as: UTF8.self)
        let along = result { () throws(JSONError) in try rows(text) }
        let alone = result { () throws(JSONError) in try rowsAlone(text) }
        switch (along, alone) {
        case (.success(let along), .success(let alone)): #expect(along == alone, "\(shown)")
        case (.failure(let along), .failure(let alone)):
            #expect(along.kind == alone.kind && along.offset == alone.offset, "\(along), alone \(alone): \(shown)")
        default: Issue.record("\(along), alone \(alone): \(shown)")
        }
    }

    private func result(_ body: () throws(JSONError) -> [Row]) -> Result<[Row], JSONError> {
        do throws(JSONError) {
            return .success(try body())
        } catch {
            return .failure(error)
        }
    }
}
