import AdapterKit
import Foundation

/// Writes to standard output, one line at a time and at once.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// One JSON line; for people the same, indented.
    static func document(asJSON: Bool, _ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        body(&writer)
        line(asJSON ? String(decoding: writer.bytes, as: UTF8.self) : PrettyJSON.text(of: writer.bytes))
    }

    /// A list as one JSON line.
    static func list<Element>(
        _ elements: [Element], asJSON: Bool, _ write: (Element, inout JSONWriter) -> Void
    ) {
        document(asJSON: asJSON) { writer in
            writer.array { writer in
                for element in elements { write(element, &writer) }
            }
        }
    }
}

/// Indents JSON that is known to be well formed; digits stay as they are.
enum PrettyJSON {
    static func text(of bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        var depth = 0
        var isInText = false
        var isEscaped = false
        func newLine() { output.append(contentsOf: [0x0A] + [UInt8](repeating: 0x20, count: depth * 2)) }
        for byte in bytes {
            if isInText {
                output.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isInText = false
                }
                continue
            }
            switch byte {
            case 0x22:
                isInText = true
                output.append(byte)
            case 0x7B, 0x5B:
                output.append(byte)
                depth += 1
                newLine()
            case 0x7D, 0x5D:
                depth -= 1
                newLine()
                output.append(byte)
            case 0x2C:
                output.append(byte)
                newLine()
            case 0x3A: output.append(contentsOf: [0x3A, 0x20])
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
