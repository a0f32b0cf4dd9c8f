import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// What a request asks for, as a tree: form bodies with brackets and JSON bodies read alike (kraken.md B.2).
    struct Parameters: Sendable {
        private let root: FaceJSON

        /// Parameters that are part of a list in a batch.
        init(_ root: FaceJSON) { self.root = root }

        /// Reads a JSON object; nil for anything else.
        init?(json bytes: [UInt8]) {
            guard let root = FaceJSON(reading: bytes), case .members = root else { return nil }
            self.root = root
        }

        /// Reads form text; nil for a broken escape, bad UTF-8 or brackets that contradict each other.
        init?(form bytes: [UInt8]) {
            guard let root = FormReader.read(bytes) else { return nil }
            self.root = root
        }

        /// The raw value, nil when absent, `null` or empty text.
        func value(_ name: String) -> FaceJSON? {
            switch root[name] {
            case nil, .null, .text(""): nil
            case let value: value
            }
        }

        /// Whether the name occurs at all, even empty.
        func isSent(_ name: String) -> Bool { root[name] != nil }

        /// A scalar as text: numbers by their digits, flags as `true` and `false`, lists joined by commas.
        func text(_ name: String) -> String? {
            switch value(name) {
            case .flag(let flag): return flag ? "true" : "false"
            case .list(let elements):
                let parts = elements.compactMap(\.plain)
                return parts.count == elements.count ? parts.joined(separator: ",") : nil
            case let value: return value?.plain
            }
        }

        /// A flag: `true` or `1` in any of the venue's spellings.
        func flag(_ name: String) -> Bool {
            guard let text = text(name)?.lowercased() else { return false }
            return text == "true" || text == "1"
        }

        /// The parts of a comma list.
        func list(_ name: String) -> [String]? {
            text(name)?.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingBlanks
            }
        }

        /// A whole number inside the range.
        func integer(_ name: String, in range: ClosedRange<Int64>) throws(Refusal) -> Int64? {
            guard let text = text(name) else { return nil }
            guard let number = Int64(text), range.contains(number) else { throw .argument(name) }
            return number
        }

        /// Part of the tree as parameters of its own, such as `close`.
        func group(_ name: String) -> Parameters? {
            guard let value = value(name), case .members = value else { return nil }
            return Parameters(value)
        }

        /// The objects of a list.
        func groups(_ name: String) -> [Parameters]? {
            guard let elements = value(name)?.elements else { return nil }
            let groups = elements.compactMap { element -> Parameters? in
                if case .members = element { Parameters(element) } else { nil }
            }
            return groups.count == elements.count ? groups : nil
        }

        /// The elements of a list as texts.
        func texts(_ name: String) -> [String]? {
            guard let value = value(name) else { return nil }
            guard let elements = value.elements else { return list(name) }
            let texts = elements.compactMap(\.plain)
            return texts.count == elements.count ? texts : nil
        }
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmingBlanks: String {
        var rest = self[...]
        while rest.first == " " { rest = rest.dropFirst() }
        while rest.last == " " { rest = rest.dropLast() }
        return String(rest)
    }
}
