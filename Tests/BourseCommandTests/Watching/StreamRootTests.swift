import AdapterProtocol
import ArgumentParser
import Testing

@testable import BourseCommand

/// Where streams go: only to this machine, unless somebody names an environment and the connection is encrypted.
@Suite struct StreamRootTests {
    private func target(_ arguments: String...) throws -> VenueTarget {
        let command = try WatchCommand.parse(["binance", "BTC/USDT", "--rest", "http://127.0.0.1:1"] + arguments)
        return try command.venue.target()
    }

    @Test func `One root serves both when the other is not named`() throws {
        let market = try target("--streams-public", "ws://127.0.0.1:2").environment.streams
        #expect(market == StreamRoots(market: "ws://127.0.0.1:2", account: "ws://127.0.0.1:2"))
        let account = try target("--streams-private", "ws://localhost:3").environment.streams
        #expect(account == StreamRoots(market: "ws://localhost:3", account: "ws://localhost:3"))
        let both = try target("--streams-public", "ws://127.0.0.1:2", "--streams-private", "wss://[::1]:3")
        #expect(both.environment.streams == StreamRoots(market: "ws://127.0.0.1:2", account: "wss://[::1]:3"))
    }

    @Test(arguments: ["http://127.0.0.1:2", "127.0.0.1:2", "ws://", "ws://example.com", "wss://example.com", ""])
    func `Any other root is refused`(root: String) throws {
        #expect(throws: ExitReason.self) { try target("--streams-public", root) }
        #expect(throws: ExitReason.self) { try target("--streams-private", root) }
    }

    @Test func `An environment's own streams are replaced one by one`() throws {
        let arguments = ["binance", "BTC/USDT", "--environment", "production", "--streams-public", "wss://example.com"]
        let streams = try WatchCommand.parse(arguments).venue.target().environment.streams
        #expect(streams?.market == "wss://example.com")
        #expect(streams?.account != "wss://example.com")
        #expect(throws: ExitReason.self) {
            try WatchCommand.parse(Array(arguments.dropLast()) + ["ws://example.com"]).venue.target()
        }
    }

    @Test func `Record and replay say what they cannot take`() throws {
        #expect(throws: (any Error).self) { try RecordCommand.parse(["binance", "--out", "f"]) }
        #expect(throws: (any Error).self) { try RecordCommand.parse(["binance", "BTC/USDT"]) }
        #expect(throws: (any Error).self) {
            try RecordCommand.parse(["binance", "BTC/USDT", "--out", "f", "--seconds", "0"])
        }
        #expect(throws: (any Error).self) {
            try RecordCommand.parse(["binance", "BTC/USDT", "--out", "f", "--channel", "orders"])
        }
        let record = try RecordCommand.parse(
            ["binance", "BTC/USDT", "ETH/USDT", "--out", "f", "--channel", "book", "--channel", "candles"])
        #expect(record.symbols == ["BTC/USDT", "ETH/USDT"])
        #expect(record.channel == [.book, .candles])
        #expect(try ReplayCommand.parse(["f"]).speed == "max")
    }
}
