import AdapterKit
import AdapterProtocol
import VenueSimulator

/// The parts that all adapters read with: JSON, decimals, times, texts; each against an independent reading.
struct PieceTarget: Target {
    let group = "pieces"
    private let answers: [[UInt8]]
    private let numbers: [String]

    init(_ answers: [[UInt8]]) {
        self.answers = answers.filter { $0.count < 20_000 }
        var numbers: Set<String> = []
        for answer in self.answers {
            Document(answer)?.scalars { if Number(text: $0) != nil { numbers.insert($0) } }
        }
        self.numbers = numbers.sorted()
    }

    func run(_ random: inout SplitMix) -> Finding {
        switch random.index(below: 10) {
        case 0..<3: return json(&random)
        case 3..<7: return decimal(&random)
        case 7: return time(&random)
        case 8: return faceJSON(&random)
        default: return texts(&random)
        }
    }

    private func damaged(_ random: inout SplitMix) -> [UInt8] {
        let answer = random.pick(answers) ?? []
        return Damage(answer, Document(answer), status: 200, others: answers, &random).body
    }

    /// A whole document, skipped and read: taken exactly when the strict reading takes it, with the same scalars.
    private func json(_ random: inout SplitMix) -> Finding {
        let bytes = damaged(&random)
        let document = Document(bytes).flatMap { $0.depth <= JSONReader.deepest ? $0 : nil }
        let skipped = Self.skips(bytes)
        var result = Finding(decoder: "JSONReader", ending: skipped ? "read" : "refused", input: bytes)
        if skipped != (document != nil) {
            result.offences.append("skipped \(skipped), well-formed \(document != nil)")
        }
        let scalars = Self.scalars(bytes)
        if (scalars != nil) != skipped { result.offences.append("read \(scalars != nil), skipped \(skipped)") }
        guard let scalars, let document else { return result }
        var expected: [String] = []
        document.scalars { expected.append($0) }
        if scalars != expected { result.offences.append("the scalars differ") }
        return result
    }

    private static func skips(_ bytes: [UInt8]) -> Bool {
        do throws(JSONError) {
            try JSONReader.read(bytes) { reader throws(JSONError) in try reader.skip() }
            return true
        } catch {
            return false
        }
    }

    /// Every key, text and number, nil for what is refused.
    private static func scalars(_ bytes: [UInt8]) -> [String]? {
        do throws(JSONError) {
            return try JSONReader.read(bytes) { reader throws(JSONError) -> [String] in
                var scalars: [String] = []
                try walk(&reader, &scalars)
                return scalars
            }
        } catch {
            return nil
        }
    }

    /// Reads everything there is; recursion is bounded by the reader's own depth.
    private static func walk(_ reader: inout JSONReader, _ scalars: inout [String]) throws(JSONError) {
        switch try reader.next() {
        case .object:
            try reader.object { key, reader throws(JSONError) in
                scalars.append(key.text)
                try walk(&reader, &scalars)
            }
        case .array: try reader.array { reader throws(JSONError) in try walk(&reader, &scalars) }
        case .string, .number: scalars.append(try reader.rawText())
        case .bool: _ = try reader.bool()
        case .null: _ = try reader.null()
        }
    }

    /// A number text: the value of the independent reading, or refused; printed and read again it is the same.
    private func decimal(_ random: inout SplitMix) -> Finding {
        var bytes = Array((random.pick(numbers) ?? "0").utf8)
        for _ in 0..<random.index(below: 4) {
            let position = random.index(below: bytes.count + 1)
            switch random.index(below: 5) {
            case 0 where position < bytes.count: bytes.remove(at: position)
            case 1 where position < bytes.count: bytes[position] = UInt8(truncatingIfNeeded: random.next())
            case 2: bytes.insert(contentsOf: Array("e\(random.index(below: 160) - 80)".utf8), at: position)
            case 3: bytes.insert(contentsOf: Array(String(random.next()).utf8), at: position)
            default: bytes.insert(random.pick(Array("0123456789+-.eE ".utf8)) ?? 0x30, at: position)
            }
        }
        let value = bytes.withUnsafeBufferPointer { try? ExactDecimal(ascii: $0) }
        var result = Finding(decoder: "ExactDecimal", ending: value == nil ? "refused" : "read", input: bytes)
        let expected = String(validating: bytes, as: UTF8.self).flatMap { Number(text: $0) }
        guard let value else {
            // What is in range and has no more digits than fit must be taken.
            if let expected, expected.digits < 10_000_000_000_000_000_000_000_000_000_000_000,
                (-64...64).contains(expected.exponent)
            {
                result.offences.append("\(expected) is refused")
            }
            return result
        }
        if Number(value) != expected { result.offences.append("read as \(value), which is not \(bytes)") }
        if Number(text: value.description) != expected { result.offences.append("printed as \(value)") }
        if ExactDecimal(value.description) != value { result.offences.append("\(value) does not read back") }
        return result
    }

    /// A time text: what is read prints as the text that was read.
    private func time(_ random: inout SplitMix) -> Finding {
        let texts = [
            "2025-11-22T08:26:40Z", "2024-02-29 23:59:59.999999999", "1999-12-31T00:00:00.000Z", "2025-02-28T12:00:00",
            "1678-01-01T00:00:00.000Z", "2261-12-31T23:59:59Z",
        ]
        var bytes = Array((random.pick(texts) ?? "").utf8)
        for _ in 0..<1 + random.index(below: 3) {
            let position = random.index(below: bytes.count)
            if random.index(below: 4) == 0 {
                Damage.hurt(&bytes, &random)
            } else {
                bytes[position] = random.pick(Array("0123456789".utf8)) ?? 0x30
            }
            if bytes.isEmpty { break }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        _ = Timestamp(httpDate: text)
        guard let time = Timestamp(iso8601: text) else {
            return Finding(decoder: "Timestamp", ending: "refused", input: bytes)
        }
        var result = Finding(decoder: "Timestamp", ending: "read", input: bytes)
        // To the second, which the text has in its first nineteen bytes; a leap second is the next minute's first.
        let printed = time.description.utf8.prefix(19).map { $0 }
        var expected = Array(bytes.prefix(19))
        expected[10] = UInt8(ascii: "T")
        if printed != expected, !expected.suffix(2).elementsEqual("60".utf8) {
            result.offences.append("\(text) is read as \(time)")
        }
        return result
    }

    /// The simulated venues' own JSON: what it takes is JSON.
    private func faceJSON(_ random: inout SplitMix) -> Finding {
        let bytes = damaged(&random)
        let value = FaceJSON(reading: bytes)
        var result = Finding(decoder: "FaceJSON", ending: value == nil ? "refused" : "read", input: bytes)
        // It keeps repeated names, which the strict reading refuses.
        if value == nil, let document = Document(bytes), document.depth <= 60 {
            result.offences.append("JSON is refused")
        }
        return result
    }

    /// Base64, hexadecimal, symbols, assets, client ids: any text, no crash, and what is taken comes back.
    private func texts(_ random: inout SplitMix) -> Finding {
        let texts = ["BTC/USDT", "aGVsbG8gd29ybGQ=", "0123456789abcdefABCDEF", "01234567-89ab-4def-8123-456789abcdef"]
        let bytes = Damage.hurt(Array((random.pick(texts) ?? "").utf8), &random)
        let text = String(decoding: bytes, as: UTF8.self)
        var result = Finding(decoder: "Symbol, ClientOrderID", ending: "refused", input: bytes)
        if let symbol = Symbol(text) {
            if symbol.description != text { result.offences.append("\(text) is the symbol \(symbol)") }
            result = Finding(decoder: result.decoder, ending: "read", offences: result.offences, input: bytes)
        }
        if let id = ClientOrderID(echo: text), ClientOrderID(echo: id.text) != id {
            result.offences.append("\(text) is the client id \(id)")
        }
        return result
    }
}

extension Document {
    /// Levels of nesting; a scalar has none.
    var depth: Int {
        switch self {
        case .list(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        default: 0
        }
    }
}
