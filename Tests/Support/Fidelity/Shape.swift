import Foundation

/// What a JSON value looks like: keys, types and decimal places, without its values.
///
/// Read by a parser of the tests' own, because Foundation's does not tell `1` from `true` on every platform and drops
/// the digits that a number was written with.
package indirect enum Shape: Hashable {
    case null
    case flag
    case integer
    /// A number with a point or an exponent; the venue never sends one.
    case fraction
    case text
    /// A string that holds a plain decimal, with its digits after the point.
    case decimal(places: Int)
    case list([Shape])
    case members([String: Shape])

    package var isScalar: Bool {
        switch self {
        case .list, .members: false
        default: true
        }
    }
}

/// Why `bytes` are no JSON.
package struct NotJSON: Error {
    package let offset: Int
}

extension Shape {
    package init(_ bytes: [UInt8]) throws(NotJSON) {
        var reader = ShapeReader(bytes: bytes)
        self = try reader.value()
        try reader.end()
    }
}

private struct ShapeReader {
    package let bytes: [UInt8]
    package var index = 0

    mutating func value() throws(NotJSON) -> Shape {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try members()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return Self.shape(ofText: try text())
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return try word()
        default: return try number()
        }
    }

    mutating func end() throws(NotJSON) {
        skipSpace()
        if index < bytes.count { throw NotJSON(offset: index) }
    }

    private mutating func members() throws(NotJSON) -> Shape {
        var out: [String: Shape] = [:]
        try take("{")
        skipSpace()
        while try peek() != UInt8(ascii: "}") {
            if !out.isEmpty { try take(",") }
            skipSpace()
            let name = try text()
            skipSpace()
            try take(":")
            // The same name twice is a fault of the writer.
            if out.updateValue(try value(), forKey: name) != nil { throw NotJSON(offset: index) }
            skipSpace()
        }
        try take("}")
        return .members(out)
    }

    private mutating func list() throws(NotJSON) -> Shape {
        var out: [Shape] = []
        try take("[")
        skipSpace()
        while try peek() != UInt8(ascii: "]") {
            if !out.isEmpty { try take(",") }
            out.append(try value())
            skipSpace()
        }
        try take("]")
        return .list(out)
    }

    private mutating func text() throws(NotJSON) -> String {
        try take("\"")
        let start = index
        while try peek() != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let quoted = [UInt8(ascii: "\"")] + bytes[start..<index] + [UInt8(ascii: "\"")]
        index += 1
        guard
            let text = try? JSONSerialization.jsonObject(with: Data(quoted), options: [.fragmentsAllowed]) as? String
        else { throw NotJSON(offset: start) }
        return text
    }

    private mutating func word() throws(NotJSON) -> Shape {
        for (word, shape) in [("true", Shape.flag), ("false", .flag), ("null", .null)]
        where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return shape
        }
        throw NotJSON(offset: index)
    }

    private mutating func number() throws(NotJSON) -> Shape {
        let start = index
        while index < bytes.count, "+-.eE0123456789".utf8.contains(bytes[index]) { index += 1 }
        if index == start { throw NotJSON(offset: start) }
        return bytes[start..<index].contains { ".eE".utf8.contains($0) } ? .fraction : .integer
    }

    private static func shape(ofText text: String) -> Shape {
        let parts = (text.hasPrefix("-") ? String(text.dropFirst()) : text)
            .split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal =
            parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return isDecimal ? .decimal(places: parts[1].utf8.count) : .text
    }

    private mutating func skipSpace() {
        while index < bytes.count, " \n\r\t".utf8.contains(bytes[index]) { index += 1 }
    }

    private func peek() throws(NotJSON) -> UInt8 {
        guard index < bytes.count else { throw NotJSON(offset: index) }
        return bytes[index]
    }

    private mutating func take(_ character: Character) throws(NotJSON) {
        guard try peek() == character.asciiValue else { throw NotJSON(offset: index) }
        index += 1
    }
}
