import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A terminal that is drawn anew in place: nothing scrolls, nothing flickers, and another size is noticed at the next
/// drawing. What does not fit is left out.
struct TerminalScreen {
    private static let escape = "\u{1B}["

    /// Whether standard output is a terminal.
    static var isThere: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns and rows now; 80 by 24 where the terminal does not say.
    static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Takes the whole terminal; what stood there comes back with ``leave()``.
    static func enter() { write(escape + "?1049h" + escape + "?25l") }

    /// Gives the terminal back.
    static func leave() { write(escape + "?25h" + escape + "?1049l") }

    /// Draws lines from the top, cut to the terminal.
    static func draw(_ lines: [String]) {
        let (columns, rows) = size
        var text = escape + "H"
        for (index, line) in lines.prefix(rows).enumerated() {
            text += line.prefix(columns) + escape + "K" + (index + 1 < min(rows, lines.count) ? "\r\n" : "")
        }
        write(text + escape + "J")
    }

    private static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
