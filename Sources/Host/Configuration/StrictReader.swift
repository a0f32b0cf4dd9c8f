import AdapterProtocol
import Yams

/// Reads a YAML tree strictly: every key must be known, every value must have the expected form, and every problem is
/// collected with its line, so that one run shows all of them.
struct StrictReader {
    let environment: [String: String]
    private(set) var problems: [ConfigurationError.Problem] = []

    init(environment: [String: String]) {
        self.environment = environment
    }

    mutating func report(_ node: Node?, _ path: String, _ message: String) {
        problems.append(.init(line: node?.mark?.line, path: path, message: message))
    }

    /// The values of a mapping by key, nil when the node is no mapping. Unknown keys are problems.
    mutating func mapping(_ node: Node, _ path: String, keys: [String]) -> Section? {
        guard let mapping = node.mapping else {
            report(node, path, "expected a mapping with the keys \(keys.joined(separator: ", "))")
            return nil
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, keys.contains(name) else {
                report(
                    key, path,
                    "unknown key '\(key.scalar?.string ?? "?")'; expected one of \(keys.joined(separator: ", "))")
                continue
            }
            values[name] = value
        }
        return Section(node: node, path: path, values: values)
    }

    /// The elements of a sequence, nil when the node is none.
    mutating func sequence(_ node: Node, _ path: String) -> [Node]? {
        guard let sequence = node.sequence else {
            report(node, path, "expected a list")
            return nil
        }
        return Array(sequence)
    }

    mutating func text(_ node: Node, _ path: String) -> String? {
        guard let scalar = node.scalar, scalar.style != .plain || !["", "~", "null"].contains(scalar.string) else {
            report(node, path, "expected a text")
            return nil
        }
        return expand(scalar.string, node, path)
    }

    mutating func word(_ node: Node, _ path: String, oneOf words: [String]) -> String? {
        guard let text = text(node, path) else { return nil }
        guard words.contains(text) else {
            report(node, path, "'\(text)' is not one of \(words.joined(separator: ", "))")
            return nil
        }
        return text
    }

    mutating func flag(_ node: Node, _ path: String) -> Bool? {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            report(node, path, "expected true or false")
            return nil
        }
    }

    mutating func integer(_ node: Node, _ path: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = node.scalar?.string, let value = Int(text), range.contains(value) else {
            let found = node.scalar.map { "'\($0.string)'" } ?? "something else"
            report(
                node, path, "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \(found)")
            return nil
        }
        return value
    }

    mutating func amount(_ node: Node, _ path: String) -> ExactDecimal? {
        guard let text = node.scalar?.string, let value = ExactDecimal(text), value.isPositive else {
            report(node, path, "expected an exact decimal above zero, for example \"250.00\"")
            return nil
        }
        return value
    }

    /// Replaces `${NAME}` by the environment's value; a name that is not set is a problem.
    private mutating func expand(_ text: String, _ node: Node, _ path: String) -> String? {
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                report(node, path, "'${' without '}'")
                return nil
            }
            let name = String(rest[start.upperBound..<end])
            guard let value = environment[name], !value.isEmpty else {
                report(node, path, "the environment variable \(name) is not set")
                return nil
            }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}

/// One mapping of the file: its values by key.
struct Section {
    let node: Node
    let path: String
    let values: [String: Node]

    func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension StrictReader {
    /// The node of a required key; missing is a problem.
    mutating func required(_ key: String, of section: Section) -> (Node, String)? {
        guard let node = section.values[key] else {
            report(section.node, section.path, "the key '\(key)' is missing")
            return nil
        }
        return (node, section.path(key))
    }

    /// Reads an optional key with `read`, or keeps the default.
    mutating func optional<Value>(
        _ key: String, of section: Section, default value: Value,
        _ read: (inout StrictReader, Node, String) -> Value?
    ) -> Value {
        guard let node = section.values[key] else { return value }
        return read(&self, node, section.path(key)) ?? value
    }
}
