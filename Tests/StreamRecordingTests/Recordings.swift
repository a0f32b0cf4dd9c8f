import AdapterProtocol
import AdapterRuntime
import Foundation
import Synchronization

@testable import StreamRecording

/// A recording in a folder of its own, which goes with it.
final class ScratchFile: Sendable {
    let path: String
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "recording-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "market.bourse").path()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var bytes: [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }
}

enum Recordings {
    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    static let header = RecordingHeader(
        venue: VenueID(rawValue: "acorn"), environment: "simulated", adapterVersion: "1.2.3", startedAt: start)

    static func instant(_ milliseconds: Int64) -> StreamInstant {
        StreamInstant(
            time: start.advanced(by: .milliseconds(milliseconds)), elapsed: .milliseconds(milliseconds + 77))
    }

    static func symbol(_ text: String) throws -> Symbol {
        guard let symbol = Symbol(text) else { throw RecordingError.notARecording }
        return symbol
    }

    /// A market with every rule that there is.
    static func instrument(_ name: String = "BTC/USDT") throws -> Instrument {
        Instrument(
            symbol: try symbol(name), nativeName: "XBT\u{1F330}\"\n", mode: .postOnly,
            price: StepRules(step: .value(0), minimum: .off, maximum: .unpublished),
            priceBand: PriceBand(buyDown: 1, buyUp: 2, sellDown: 3, sellUp: 4),
            quantity: StepRules(
                step: .value(try ExactDecimal(parsing: "0.00100")), minimum: .off,
                maximum: .value(try ExactDecimal(parsing: "9000.10"))),
            marketQuantity: .unpublished, quoteAmount: .unpublished,
            notional: NotionalRules(
                minimum: .value(5), maximum: .off, minimumBindsMarket: true, maximumBindsMarket: false),
            baseScale: 8, quoteScale: nil, orderTypes: [.limit, .market, OrderType(rawValue: "iceberg")],
            takesQuoteAmounts: true, takesPostOnly: false, isAmendable: true, selfTradePreventions: [.decrement],
            otherRules: ["T_PLUS_SELL"], readAt: start, aliases: ["XBTUSDT", "XXBT"])
    }

    static func subscriptions() throws -> [MarketSubscription] {
        let channels: [MarketChannel] = [.book(depth: 20), .trades, .ticker, .candles(.fiveMinutes)]
        let instrument = try instrument()
        return channels.enumerated().map { index, channel in
            MarketSubscription(slot: index + 1, channel: channel, instrument: instrument)
        }
    }

    /// A clock that never lets anybody sleep longer than it takes to be cancelled.
    static func record(
        to path: String, hiding secrets: [Secret] = [], _ body: (FileRecorder) throws -> Void
    ) async throws {
        let recorder = try FileRecorder(
            creating: path, header: header, hiding: secrets, clock: SteppedClock(start: start))
        try body(recorder)
        try await withThrowingTaskGroup { group in
            group.addTask { try await recorder.run() }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    static func entries(_ reader: inout RecordingReader) throws -> [String] {
        var found: [String] = []
        while let entry = try reader.next() { found.append(words(entry)) }
        return found
    }

    /// An entry as a text that is the same for the same entry: sets are described in any order.
    static func words(_ entry: RecordedEntry) -> String {
        let what =
            switch entry.content {
            case .input(.subscribed(let subscriptions)): "subscribed \(subscriptions.map(\.slot))"
            default: "\(entry.content)"
            }
        return "\(entry.connection) \(entry.now) \(what)"
    }
}

extension FileRecorder {
    func tell(_ text: String, of connection: UInt64 = 1, at milliseconds: Int64 = 0) {
        record(Array(text.utf8).span, of: connection, at: Recordings.instant(milliseconds))
    }
}
