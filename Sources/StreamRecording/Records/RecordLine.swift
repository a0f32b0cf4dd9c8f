import AdapterProtocol

/// The line before each record's payload: `m 3 81250000 1764442800000000000 57`, then the payload and a line's end.
///
/// Kind, connection, elapsed nanoseconds, wall-clock nanoseconds, bytes of the payload. Text, so that `zcat` shows what
/// happened; lengths, so that payloads are kept byte for byte, whatever the venue sent.
struct RecordLine: Equatable {
    /// What follows.
    enum Kind: UInt8 {
        /// The ``RecordingHeader``.
        case header = 0x68  // h
        /// All markets, once, before the first connection.
        case catalog = 0x6B  // k
        /// A message of the venue.
        case message = 0x6D  // m
        /// Another input, as ``InputCoding`` writes it.
        case input = 0x69  // i
        /// The connection ended.
        case end = 0x65  // e
        /// The connection is recorded no further.
        case lost = 0x78  // x
        /// The recording ends, with its counts.
        case close = 0x7A  // z
    }

    let kind: Kind
    let connection: UInt64
    let now: StreamInstant
    let count: Int

    /// No line is longer: a letter, four numbers of up to 20 digits, what separates them.
    static let longest = 96

    func append(to bytes: inout [UInt8]) {
        bytes.append(kind.rawValue)
        for number in [String(connection), String(now.elapsed.wholeNanoseconds), String(now.time.nanoseconds)] {
            bytes.append(0x20)
            bytes.append(contentsOf: number.utf8)
        }
        bytes.append(0x20)
        bytes.append(contentsOf: String(count).utf8)
        bytes.append(0x0A)
    }

    /// Reads the line that begins at `index` and leaves `index` behind it; nil when there is none.
    static func read(_ bytes: [UInt8], at index: inout Int) -> RecordLine? {
        let rest = bytes[min(index, bytes.count)...].prefix(longest)
        guard let end = rest.firstIndex(of: 0x0A), let letter = rest.first, let kind = Kind(rawValue: letter) else {
            return nil
        }
        let words = rest[..<end].split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 5, words[0].count == 1,
            let connection = UInt64(String(decoding: words[1], as: UTF8.self)),
            let elapsed = Int64(String(decoding: words[2], as: UTF8.self)),
            let time = Int64(String(decoding: words[3], as: UTF8.self)),
            let count = Int(String(decoding: words[4], as: UTF8.self)), count >= 0
        else { return nil }
        index = end + 1
        return RecordLine(
            kind: kind, connection: connection,
            now: StreamInstant(time: Timestamp(nanoseconds: time), elapsed: .nanoseconds(elapsed)), count: count)
    }
}
