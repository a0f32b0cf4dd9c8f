import AdapterProtocol
import Foundation
import Testing
import Trading

@testable import Host

/// A configuration that is wrong in one way each: a message with line and expectation, and nothing started.
@Suite("adapters.yaml is read strictly") struct ConfigurationTests {
    static let profiles = ["luno", "binance"].enumerated().map { index, id in
        VenueProfile(
            id: VenueID(rawValue: id), displayName: id, botLimit: index == 0 ? 5 : 10, quoteAssets: ["USDT"],
            credentialFields: [.apiKey, .apiSecret], icon: "", color: "", region: "")
    }

    static let good = """
        version: 1
        environment: testnet
        venues:
          - id: luno
            enabled: false
            bot_limit: 3
          - id: binance
            key:
              api_key: ${KEY}
              api_secret: ${SECRET}
        risk:
          trading_enabled: true
          collar_bps: 250
          max_order_notional:
            USDT: "1000.50"
          max_open_notional:
            USDT: 5000
        """

    private func read(_ text: String, _ environment: [String: String] = ["KEY": "k", "SECRET": "s"]) throws
        -> HostConfiguration
    {
        try HostConfiguration.read(text, file: "adapters.yaml", profiles: Self.profiles, environment: environment)
    }

    @Test("a good file is read: limits lowered, keys resolved, amounts exact") func goodFile() throws {
        let configuration = try read(Self.good)
        #expect(configuration.environment == .testnet)
        #expect(configuration.venues.map(\.botLimit) == [3, 10])
        #expect(configuration.venues.map(\.isEnabled) == [false, true])
        #expect(configuration.venues[1].credentials?[.apiSecret]?.isEqual(to: Secret("s")) == true)
        let usdt = try #require(Asset("USDT"))
        #expect(configuration.risk.maximumOrderNotional[usdt] == ExactDecimal("1000.5"))
        #expect(configuration.risk.collarBasisPoints == 250)
    }

    struct Fault: CustomTestStringConvertible {
        let from: String
        let to: String
        let line: Int?
        let says: String
        var testDescription: String { says }
    }

    static let faults = [
        Fault(from: "version: 1", to: "version: 2", line: 1, says: "expected a whole number from 1 to 1, found '2'"),
        Fault(from: "version: 1\n", to: "", line: 1, says: "the key 'version' is missing"),
        Fault(from: "environment: testnet", to: "environment: live", line: 2, says: "'live' is not one of simulated"),
        Fault(from: "environment: testnet", to: "environment: null", line: 2, says: "expected a text"),
        Fault(from: "  - id: luno", to: "  - id: ovex", line: 4, says: "'ovex' is not one of luno, binance"),
        Fault(
            from: "bot_limit: 3", to: "bot_limit: 6", line: 6, says: "expected a whole number from 0 to 5, found '6'"),
        Fault(from: "bot_limit: 3", to: "bot_limit: many", line: 6, says: "found 'many'"),
        Fault(from: "enabled: false", to: "enabled: maybe", line: 5, says: "expected true or false"),
        Fault(from: "enabled: false", to: "enabeld: false", line: 5, says: "unknown key 'enabeld'"),
        Fault(from: "id: binance", to: "id: luno", line: 7, says: "stands twice"),
        Fault(from: "${SECRET}", to: "${NOT_SET}", line: 10, says: "the environment variable NOT_SET is not set"),
        Fault(from: "${SECRET}", to: "s3cret", line: 10, says: "keys do not belong into files"),
        Fault(from: "api_secret: ${SECRET}", to: "passphrase: ${SECRET}", line: 10, says: "unknown key 'passphrase'"),
        Fault(from: "\"1000.50\"", to: "1e400", line: 15, says: "expected an exact decimal above zero"),
        Fault(from: "\"1000.50\"", to: "NaN", line: 15, says: "expected an exact decimal above zero"),
        Fault(from: "\"1000.50\"", to: "-1", line: 15, says: "expected an exact decimal above zero"),
        Fault(from: "collar_bps: 250", to: "collar_bps: 2.5", line: 13, says: "found '2.5'"),
        Fault(from: "version: 1", to: "version: 1\nversion: 1", line: nil, says: "stands twice in one mapping"),
        Fault(from: "venues:", to: "venues: [", line: nil, says: "not readable as YAML"),
        Fault(from: "risk:", to: "risk: []\nrest:", line: nil, says: "expected a mapping"),
    ]

    @Test("each fault is told with its line and what was expected", arguments: faults)
    func fault(_ fault: Fault) throws {
        let text = Self.good.replacingOccurrences(of: fault.from, with: fault.to)
        #expect(text != Self.good)
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        let problem = try #require(error.problems.first { $0.message.contains(fault.says) }, "\(error)")
        if let line = fault.line { #expect(problem.line == line) }
        #expect(error.description.hasPrefix("adapters.yaml:"))
    }

    @Test("a venue that is left out is told, with the way to switch it off") func missingVenue() throws {
        let text = Self.good.replacingOccurrences(
            of: "  - id: luno\n    enabled: false\n    bot_limit: 3\n", with: "")
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        #expect(error.description.contains("the venue 'luno' is missing; to switch it off write enabled: false"))
    }

    @Test("all problems are told at once") func allProblems() throws {
        let text = Self.good.replacingOccurrences(of: "collar_bps: 250", with: "collar_bps: x")
            .replacingOccurrences(of: "bot_limit: 3", with: "bot_limit: 99")
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        #expect(error.problems.count == 2)
    }

    @Test("a key in a simulated environment is refused: it would look as if it were used") func keyInSimulation() throws
    {
        let text = Self.good.replacingOccurrences(of: "environment: testnet", with: "environment: simulated")
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        #expect(error.description.contains("the simulator issues its own"))
    }

    @Test("no message holds a secret") func noSecret() throws {
        let text = Self.good.replacingOccurrences(of: "collar_bps: 250", with: "collar_bps: x")
        let error = try #require(throws: ConfigurationError.self) {
            try read(text, ["KEY": "k-123456", "SECRET": "topsecret"])
        }
        #expect(!error.description.contains("topsecret") && !error.description.contains("k-123456"))
    }

    @Test(
        "empty, huge and binary files are errors, not crashes",
        arguments: ["", "\u{0}", String(repeating: "a", count: 300_000), "[[[[", "- - -", "&a [*a]"])
    func strangeFiles(_ text: String) {
        #expect(throws: ConfigurationError.self) { try read(text) }
    }
}
