import Foundation

/// Frames of changes that go round in a circle, one after the other in memory, each with the next number of the venue's
/// sequence written into it when its turn comes (`made/depth.py`).
struct DepthCircle {
    /// All frames; they are equally long.
    private(set) var bytes: [UInt8]
    private let length: Int
    /// Where the two numbers of a frame stand.
    private let first: Int
    private let last: Int
    /// The number that the next frame gets.
    private(set) var number: Int64

    private static let digits = 11

    /// How many frames there are.
    var count: Int { bytes.count / length }

    /// The file's first frame has the number after the snapshot's.
    init(_ file: URL) throws {
        let lines = try Data(contentsOf: file).split(separator: 0x0A).map { [UInt8]($0) }
        guard let line = lines.first, lines.allSatisfy({ $0.count == line.count }) else {
            throw BenchmarkError("\(file.lastPathComponent): frames of different lengths")
        }
        bytes = Array(lines.joined())
        length = line.count
        first = try Self.place(of: "\"U\":", in: line)
        last = try Self.place(of: "\"u\":", in: line)
        let text = String(decoding: line[first..<first + Self.digits], as: UTF8.self)
        guard let number = Int64(text) else { throw BenchmarkError("\(text) is no number") }
        self.number = number
        position = 0
    }

    private static func place(of name: String, in line: [UInt8]) throws -> Int {
        let place = line.firstRange(of: Array(name.utf8))?.upperBound
        guard let place, place + digits <= line.count else { throw BenchmarkError("a frame without \(name)") }
        return place
    }

    private var position: Int

    /// Writes the next number into the next frame, and says where in ``bytes`` it stands.
    mutating func advance() -> Range<Int> {
        let start = position
        position = start + length == bytes.count ? 0 : start + length
        var rest = UInt64(truncatingIfNeeded: number)
        var place = Self.digits
        while place > 0 {
            place -= 1
            let digit = UInt8(truncatingIfNeeded: rest % 10) + 0x30
            rest /= 10
            bytes[start + first + place] = digit
            bytes[start + last + place] = digit
        }
        number += 1
        return start..<start + length
    }
}
