/// A new adapter's name: a word in Swift's spelling of types, and in lower case the venue's id.
struct AdapterName: Sendable, Hashable {
    /// For example `Acorn`.
    let type: String
    /// For example `acorn`.
    var id: String { type.lowercased() }

    /// - Throws: ``ExitReason`` for a text that cannot be a part of type names, module names and file names, and for a
    ///   venue that this program has.
    init(_ text: String) throws(ExitReason) {
        let isWord = text.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        }
        guard isWord, 2...20 ~= text.utf8.count, let first = text.utf8.first, 0x41...0x5A ~= first else {
            throw ExitReason(
                .usage, "'\(text)' is no name: 2 to 20 letters and digits, a capital letter first, for example Acorn")
        }
        type = text
        guard !VenueRegistry.reserved.contains(id) else {
            throw ExitReason(.usage, "no venue can be called '\(id)': the command line uses the word itself")
        }
        guard VenueRegistry.current[id] == nil, VenueRegistry.builtIn[id] == nil else {
            throw ExitReason(.usage, "there is an adapter for '\(id)' already")
        }
    }
}
