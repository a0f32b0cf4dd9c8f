import AdapterKit

/// A document as a tree, only for tests: the reader itself makes none.
indirect enum Document: Hashable {
    case object([Member])
    case array([Document])
    case string(String)
    /// The literal as it stands.
    case number(String)
    case bool(Bool)
    case null

    struct Member: Hashable {
        let key: String
        let value: Document
    }
}

extension JSONReader {
    mutating func document() throws(JSONError) -> Document {
        switch try next() {
        case .object:
            var members: [Document.Member] = []
            try object { key, reader throws(JSONError) in
                let name = key.text
                members.append(.init(key: name, value: try reader.document()))
            }
            return .object(members)
        case .array:
            return .array(try list { reader throws(JSONError) in try reader.document() })
        case .string: return .string(try string())
        case .number: return .number(try rawText())
        case .bool: return .bool(try bool())
        case .null: return try null() ? .null : .bool(false)
        }
    }
}

/// Reads a whole text as a tree.
func parse(_ text: some Collection<UInt8>) throws(JSONError) -> Document {
    try JSONReader.read(Array(text)) { reader throws(JSONError) in try reader.document() }
}

/// Skips a whole text.
func skip(_ text: some Collection<UInt8>) throws(JSONError) {
    try JSONReader.read(Array(text)) { reader throws(JSONError) in try reader.skip() }
}

/// What reading the whole text as a tree, or skipping it, throws; nil when both succeed. Both must agree.
func problem(_ text: some Collection<UInt8>) -> JSONError.Kind? {
    kind { () throws(JSONError) in try skip(text) } ?? kind { () throws(JSONError) in _ = try parse(text) }
}

/// The kind of error that the body throws.
func kind(_ body: () throws(JSONError) -> Void) -> JSONError.Kind? {
    do throws(JSONError) {
        try body()
        return nil
    } catch {
        return error.kind
    }
}
