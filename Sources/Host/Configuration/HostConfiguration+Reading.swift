public import AdapterProtocol
import Trading
import Yams

extension HostConfiguration {
    /// Largest file read; the shipped one is under 3 KiB, and a configuration is written by hand.
    public static let largestFile = 256 * 1024

    /// Reads a configuration strictly.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: Its name, for messages.
    ///   - profiles: The catalog: its venues must all be there, in any order, and no others.
    ///   - environment: Values for `${NAME}`.
    /// - Throws: ``ConfigurationError`` with every problem found.
    public static func read(
        _ text: String, file: String, profiles: [VenueProfile], environment: [String: String]
    ) throws(ConfigurationError) -> HostConfiguration {
        let root = try parse(text, file: file)
        var reader = StrictReader(environment: environment)
        let configuration = reader.configuration(root, profiles: profiles)
        guard reader.problems.isEmpty, let configuration else {
            throw ConfigurationError(file: file, problems: reader.problems)
        }
        return configuration
    }

    private static func parse(_ text: String, file: String) throws(ConfigurationError) -> Node {
        func failure(_ line: Int?, _ message: String) -> ConfigurationError {
            ConfigurationError(file: file, problems: [.init(line: line, path: "", message: message)])
        }
        guard text.utf8.count <= largestFile else { throw failure(nil, "larger than \(largestFile) bytes") }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                throw failure(1, "empty; expected the keys version, environment, venues, risk")
            }
            return root
        } catch let error as ConfigurationError {
            throw error
        } catch let error as YamlError {
            throw failure(error.line, error.summary)
        } catch {
            throw failure(nil, "not readable as YAML")
        }
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    fileprivate var summary: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            "not readable as YAML: \(problem)"
        case .reader(let problem, _, _, _): "not readable as text: \(problem)"
        case .duplicatedKeysInMapping(let duplicates, _):
            "the key '\(duplicates.first ?? "?")' stands twice in one mapping"
        default: "not readable as YAML"
        }
    }
}
