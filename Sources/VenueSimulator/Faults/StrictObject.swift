/// A JSON object from which every key must be read: what is left over is an error and names the key, because a
/// misspelt key in a fault plan would otherwise be a fault that silently never strikes.
struct StrictObject {
    private let container: KeyedDecodingContainer<AnyCodingKey>

    init(_ decoder: any Decoder, allowing keys: [String]) throws {
        container = try decoder.container(keyedBy: AnyCodingKey.self)
        for key in container.allKeys.map(\.stringValue).sorted() where !keys.contains(key) {
            throw failure(at: key, "unknown key; expected one of \(keys.joined(separator: ", "))")
        }
    }

    func value<Value: Decodable>(_ type: Value.Type, _ key: String) throws -> Value {
        try placed(key) { try container.decode(type, forKey: AnyCodingKey(key)) }
    }

    func optional<Value: Decodable>(_ type: Value.Type, _ key: String) throws -> Value? {
        try placed(key) { try container.decodeIfPresent(type, forKey: AnyCodingKey(key)) }
    }

    func integer(_ key: String, in range: ClosedRange<Int64>) throws -> Int64 {
        let value = try value(Int64.self, key)
        guard range.contains(value) else {
            throw failure(at: key, "\(value) is not in \(range.lowerBound)...\(range.upperBound)")
        }
        return value
    }

    /// Of a number that does not fit its type Foundation says neither where it stands nor that it is a decoding
    /// error; this object knows the place.
    private func placed<Value>(_ key: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DecodingError {
            throw error
        } catch {
            throw failure(at: key, "expected \(Value.self)")
        }
    }

    func failure(at key: String, _ reason: String) -> DecodingError {
        let path = container.codingPath + [AnyCodingKey(key)]
        return .dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: reason))
    }
}

/// A coding key of any name.
struct AnyCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init?(stringValue: String) {
        self.init(stringValue)
    }

    init?(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}
