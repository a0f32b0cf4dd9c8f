public import AdapterProtocol
import Foundation

/// The wire data that an adapter ships: what a venue answered, found again by what was asked.
///
/// One file, one exchange a line as JSON, so that a change reads well in a review.
public struct Recordings: Sendable, Hashable {
    /// All exchanges in the order they were made.
    public let exchanges: [RecordedExchange]
    /// When they were made: flows that are answered from them begin then.
    public let recordedAt: Timestamp

    private struct Header: Codable {
        let recordedAtMilliseconds: Int64
    }

    /// Recordings of exchanges.
    public init(_ exchanges: [RecordedExchange], recordedAt: Timestamp) {
        self.exchanges = exchanges
        self.recordedAt = recordedAt
    }

    /// Reads a file's content.
    ///
    /// - Throws: ``RecordingsError`` naming the line that cannot be read.
    public init(reading text: String) throws(RecordingsError) {
        let lines = text.split(separator: "\n")
        let decoder = JSONDecoder()
        guard let first = lines.first, let header = try? decoder.decode(Header.self, from: Data(first.utf8)) else {
            throw RecordingsError(line: 1)
        }
        var exchanges: [RecordedExchange] = []
        for (offset, line) in lines.enumerated().dropFirst() {
            guard let exchange = try? decoder.decode(RecordedExchange.self, from: Data(line.utf8)) else {
                throw RecordingsError(line: offset + 1)
            }
            exchanges.append(exchange)
        }
        self.init(exchanges, recordedAt: Timestamp(milliseconds: header.recordedAtMilliseconds))
    }

    /// The file's content.
    public func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = [try encoder.encode(Header(recordedAtMilliseconds: recordedAt.milliseconds))]
        for exchange in exchanges { lines.append(try encoder.encode(exchange)) }
        return lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }

    /// The answer to a call: of the same operation and path, the exchange that shares the most parameters with it, the
    /// first of them among equals. Times and generated ids differ between two runs, so that no more can be asked.
    public func answer(to call: VenueCall) -> WireReply? {
        let asked = Set(call.parameters.map { "\($0.name)=\($0.value)" })
        var best: (exchange: RecordedExchange, score: Int)?
        for exchange in exchanges
        where exchange.operation == call.operation.rawValue && exchange.path == call.path
            && exchange.method == call.method.rawValue
        {
            let shared = exchange.parameters.reduce(0) { $0 + (asked.contains($1) ? 1 : 0) }
            let score = 2 * shared - exchange.parameters.count
            if best.map({ score > $0.score }) ?? true { best = (exchange, score) }
        }
        return best?.exchange.reply
    }
}

/// A line of recorded wire data that cannot be read.
public struct RecordingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which line, from 1.
    public let line: Int
    /// The same as a sentence.
    public var description: String { "line \(line) of the recordings is not an exchange" }
}
