public import AdapterProtocol

/// Writes JSON bytes in the order given: the same calls give the same bytes, and numbers stay exact.
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty document.
    public init() {
        // Of an order's size, so that it does not grow step by step.
        bytes.reserveCapacity(320)
    }

    /// Writes an object whose members `body` writes by ``key(_:)`` and a value.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        structure(0x7B, 0x7D, body)
    }

    /// Writes a list whose elements `body` writes.
    public mutating func array(_ body: (inout JSONWriter) -> Void) {
        structure(0x5B, 0x5D, body)
    }

    /// Writes the key of the value that follows.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(0x3A)
        needsComma = false
    }

    /// Writes a text.
    public mutating func string(_ text: String) {
        begin()
        bytes.append(0x22)
        var text = text
        text.withUTF8 { buffer in
            // Nearly every text needs no escapes and goes over in one piece.
            if buffer.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
                bytes.append(contentsOf: buffer)
            } else {
                for byte in buffer { escape(byte) }
            }
        }
        bytes.append(0x22)
    }

    /// Writes an exact number as a text.
    public mutating func decimalString(_ value: ExactDecimal) {
        begin()
        bytes.append(0x22)
        value.appendASCII(to: &bytes)
        bytes.append(0x22)
    }

    /// Writes an exact number as a number literal, digit for digit.
    public mutating func decimalNumber(_ value: ExactDecimal) {
        begin()
        value.appendASCII(to: &bytes)
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) {
        begin()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes true or false.
    public mutating func bool(_ value: Bool) {
        begin()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes null.
    public mutating func null() {
        begin()
        bytes.append(contentsOf: Array("null".utf8))
    }

    private mutating func structure(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        begin()
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func begin() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
        case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
        case 0..<0x20, 0x7F:
            bytes.append(contentsOf: Array("\\u00".utf8))
            bytes.append(contentsOf: Hexadecimal.digits(of: byte))
        default: bytes.append(byte)
        }
    }
}
