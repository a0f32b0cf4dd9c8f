/// The grammar as a table: the first byte that does not belong, or nil for a well-formed text.
struct DecimalGrammar {
    private enum State: Int { case start, sign, whole, point, fraction, mark, exponentSign, exponent }

    private enum Input: Int { case digit, sign, point, mark, other }

    /// Next state by state and input; nil where the input does not belong.
    private static let table: [[State?]] = [
        // digit, sign, point, mark, other
        [.whole, .sign, nil, nil, nil],  // start
        [.whole, nil, nil, nil, nil],  // sign
        [.whole, nil, .point, .mark, nil],  // whole
        [.fraction, nil, nil, nil, nil],  // point
        [.fraction, nil, nil, .mark, nil],  // fraction
        [.exponent, .exponentSign, nil, nil, nil],  // mark
        [.exponent, nil, nil, nil, nil],  // exponentSign
        [.exponent, nil, nil, nil, nil],  // exponent
    ]

    static func firstBadOffset(_ bytes: [UInt8]) -> Int? {
        var state = State.start
        for (offset, byte) in bytes.enumerated() {
            guard let next = table[state.rawValue][input(byte).rawValue] else { return offset }
            state = next
        }
        return [.whole, .fraction, .exponent].contains(state) ? nil : bytes.count
    }

    private static func input(_ byte: UInt8) -> Input {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "+"), UInt8(ascii: "-"): .sign
        case UInt8(ascii: "."): .point
        case UInt8(ascii: "e"), UInt8(ascii: "E"): .mark
        default: .other
        }
    }
}
