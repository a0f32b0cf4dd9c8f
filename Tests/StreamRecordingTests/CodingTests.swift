import AdapterKit
import AdapterProtocol
import AdapterRuntime
import Testing

@testable import StreamRecording

/// What sessions depend on comes back exactly as it was.
@Suite struct CodingTests {
    @Test func `Every rule of a market comes back`() throws {
        let catalog = InstrumentCatalog(
            [try Recordings.instrument(), try Recordings.instrument("ETH/USDT")], readAt: Recordings.start)
        let read = try InstrumentCoding.catalog(InstrumentCoding.write(catalog))
        #expect(read.instruments == catalog.instruments)
        #expect(read.readAt == catalog.readAt)
        // Equality does not see zeros at the end; a checksum does.
        #expect(read.instruments[0].quantity.step.value?.description == "0.00100")
    }

    @Test func `A snapshot keeps its digits and all 64 bits of its number`() throws {
        let level = BookLevel(
            price: try ExactDecimal(parsing: "100.50"), quantity: try ExactDecimal(parsing: "0.10000000"))
        let book = OrderBook(
            symbol: try Recordings.symbol("BTC/USDT"), bids: [level], asks: [], sequence: .max, time: Recordings.start)
        let payload = try #require(InputCoding.write(.snapshot(slot: 3, .success(book))))
        guard case .snapshot(3, .success(let read)) = try InputCoding.read(payload) else {
            Issue.record("another input")
            return
        }
        #expect(read == book)
        #expect(read.bids[0].price.description == "100.50")
        #expect(read.bids[0].quantity.description == "0.10000000")
    }

    @Test(arguments: [
        VenueError(
            kind: .rateLimited, effect: .notExecuted(.stated), advice: .after(.milliseconds(1500)),
            message: "slow \"down\"",
            evidence: .init(httpStatus: 429, code: "-1003")),
        .notSent(.unknownSymbol, "no market"), .refused(.limitPrice, "off the tick"),
        VenueError(kind: .timeout, effect: .unknown, advice: .afterResync, message: ""),
    ])
    func `An error comes back`(error: VenueError) throws {
        let payload = try #require(InputCoding.write(.snapshot(slot: 1, .failure(error))))
        guard case .snapshot(1, .failure(let read)) = try InputCoding.read(payload) else {
            Issue.record("another input")
            return
        }
        #expect(read == error)
    }

    @Test func `Every other input comes back`() throws {
        let subscriptions = try Recordings.subscriptions()
        let inputs: [StreamInput] = [
            .opened(StreamAddress(root: .market, path: "/ws?streams=a", pingInterval: .seconds(18))),
            .opened(StreamAddress(root: .market, path: "")), .unsubscribed([1, 4]), .elapsed,
            .resync(slot: 2, because: .checksum),
        ]
        for input in inputs {
            let payload = try #require(InputCoding.write(input))
            #expect("\(try InputCoding.read(payload))" == "\(input)")
        }
        guard case .subscribed(let read) = try InputCoding.read(#require(InputCoding.write(.subscribed(subscriptions))))
        else {
            Issue.record("another input")
            return
        }
        #expect(read == subscriptions)
    }

    @Test(arguments: [
        "", "{", "{}", #"{"input":"told"}"#, #"{"input":"resync","slot":1}"#, #"{"input":"snapshot","slot":1}"#,
        #"{"input":"unsubscribed","slots":[1.5]}"#, #"{"input":"unsubscribed","slots":[-1]}"#,
        #"{"input":"unsubscribed","slots":[99999999999999999999]}"#,
        #"{"input":"subscribed","subscriptions":[{"slot":1,"channel":"book"}]}"#,
        #"{"input":"snapshot","slot":1,"book":{"symbol":"BTC/USDT","sequence":"-1"}}"#,
        #"{"input":"snapshot","slot":1,"book":{"symbol":"BTC/USDT","bids":[["1"]]}}"#,
    ])
    func `What is no input is an error`(text: String) {
        #expect(throws: JSONError.self) { try InputCoding.read(Array(text.utf8)) }
    }

    @Test(arguments: [
        "m 1 2 3 4", "q 1 2 3 4\n", "m 1 2 3\n", "m 1 2 3 4 5\n", "m -1 2 3 4\n", "m 1 2 3 -4\n", "m  1 2 3 4\n",
        "mm 1 2 3 4\n", "m 1 99999999999999999999 3 4\n", "\n", "",
    ])
    func `What is no record's line is none`(text: String) {
        var index = 0
        #expect(RecordLine.read(Array(text.utf8), at: &index) == nil)
        #expect(index == 0)
    }

    @Test func `The line of the largest numbers comes back`() {
        let line = RecordLine(
            kind: .message, connection: .max,
            now: StreamInstant(time: Timestamp(nanoseconds: .min), elapsed: .nanoseconds(Int64.min)), count: .max)
        var bytes: [UInt8] = []
        line.append(to: &bytes)
        #expect(bytes.count <= RecordLine.longest)
        var index = 0
        #expect(RecordLine.read(bytes, at: &index) == line)
        #expect(index == bytes.count)
    }
}
