import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKraken

/// The face's frames against the sheet's samples: every member that a sample has, of the same kind.
@Suite("Kraken face: fidelity of frames")
struct KrakenStreamFidelityTests {
    private static func sample(_ name: String) throws -> FaceJSON {
        try #require(FaceJSON(reading: try VenueSamples.bytes("kraken", name + ".json")))
    }

    /// What the sample has and the frame has not, or of another kind; of a list the first rows are compared.
    private static func differences(_ sample: FaceJSON, _ frame: FaceJSON?, _ path: String = "") -> [String] {
        switch (sample, frame) {
        case (.members(let members), .members?):
            return members.flatMap { differences($0.value, frame?[$0.name], path + "/" + $0.name) }
        case (.list(let left), .list(let right)?):
            guard let first = left.first else { return [] }
            return right.isEmpty ? ["\(path) is empty"] : differences(first, right.first, path + "/0")
        case (.text, .text?), (.number, .number?), (.flag, .flag?), (.null, .null?): return []
        default: return ["\(path) is \(frame.map { "\($0)" } ?? "missing")"]
        }
    }

    @Test("Every sample's members are in the frame")
    func members() throws {
        var market = try KrakenStreamClient()
        var frames: [String: FaceJSON] = [:]
        frames["ws-status"] = market.frames().first
        market.send(#"{"method":"ping","req_id":42}"#)
        frames["ws-pong"] = market.frames().first
        let book = market.subscribe(#""channel":"book","symbol":["BTC/USD"],"depth":10,"snapshot":true"#)
        frames["ws-subscribe-ack"] = book.first
        frames["ws-book-snapshot"] = book.last
        frames["ws-subscribe-error"] = market.subscribe(#""channel":"book","symbol":["XBT/USD"]"#).first
        market.rest.limit("sell", "0.8", market.rest.best.ask)
        frames["ws-book-update-1"] = market.frames().first
        frames["ws-book-update-2"] = frames["ws-book-update-1"]
        frames["ws-ticker"] = market.subscribe(#""channel":"ticker","symbol":["BTC/USD"]"#).last
        frames["ws-instrument"] = market.subscribe(#""channel":"instrument""#).last
        _ = market.subscribe(#""channel":"trade","symbol":["BTC/USD"],"snapshot":false"#)
        _ = market.subscribe(#""channel":"ohlc","symbol":["BTC/USD"],"interval":5,"snapshot":false"#)
        market.rest.limit("buy", "0.1", market.rest.best.ask)
        let traded = market.frames()
        frames["ws-trade"] = traded.first { $0.channel == "trade" }
        frames["ws-ohlc"] = traded.first { $0.channel == "ohlc" }
        market.advance(1_200)
        frames["ws-heartbeat"] = market.frames().last
        try addAccount(&frames)
        for (name, frame) in frames.sorted(by: { $0.key < $1.key }) {
            #expect(Self.differences(try Self.sample(name), frame) == [], "\(name)")
        }
        let missing = try VenueSamples.files(of: "kraken").filter { file in
            file.hasPrefix("ws-") && frames[String(file.dropLast(5))] == nil && !Self.orderEntry.contains(file)
        }
        #expect(missing.isEmpty, "every other sample is reached")
    }

    /// Orders over sockets are not offered (J.6 advises REST).
    private static let orderEntry: Set<String> = [
        "ws-add-order-error.json", "ws-add-order-request.json", "ws-add-order-response.json",
        "ws-amend-order-response.json", "ws-batch-add-response.json", "ws-cancel-order-response.json",
    ]

    private func addAccount(_ frames: inout [String: FaceJSON]) throws {
        var account = try KrakenStreamClient(isPrivate: true)
        let resting = account.rest.limit("sell", "0.005", "70000", more: "&cl_ord_id=6d1b345e28214e2ad834ecb18a068760")
        frames["ws-executions-snapshot"] = try account.subscribePrivate(#""channel":"executions""#).last
        frames["ws-balances-snapshot"] = try account.subscribePrivate(#""channel":"balances""#).last
        _ = account.rest.call("CancelOrder", "txid=\(resting)")
        frames["ws-executions-canceled"] = account.frames().first
        account.rest.limit("buy", "0.01", account.rest.best.ask)
        let told = account.frames()
        frames["ws-executions-pending-new"] = told.first
        frames["ws-executions-trade"] = told.first { $0.rows.first?.text("exec_type") == "trade" }
        frames["ws-executions-filled"] = told.first { $0.rows.first?.text("exec_type") == "filled" }
        frames["ws-balances-update"] = told.last
    }
}
