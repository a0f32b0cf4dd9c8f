import HTTPTypes
import Testing
import WebServing

@testable import VenueSimulator

@Suite("The parts of the server")
struct PartsTests {
    @Test(
        "HTTP dates",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (Int64.min, "Sat, 01 Jan 0000 00:00:00 GMT"),
        ]
    )
    func dates(seconds: Int64, text: String) {
        #expect(HTTPDate.text(secondsSinceEpoch: seconds) == text)
    }

    @Test(
        "gzip framing: check value, block lengths and sizes around the block limit",
        arguments: [0, 1, 65_535, 65_536, 200_000])
    func gzip(size: Int) {
        #expect(GzipFraming.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let packed = GzipFraming.wrap(body)
        var unpacked: [UInt8] = []
        var index = 10
        var isLast = false
        while !isLast {
            isLast = packed[index] == 1
            let length = Int(packed[index + 1]) | Int(packed[index + 2]) << 8
            #expect(packed[index + 3] == ~packed[index + 1] && packed[index + 4] == ~packed[index + 2])
            unpacked += packed[(index + 5)..<(index + 5 + length)]
            index += 5 + length
        }
        #expect(unpacked == body)
        #expect(packed.count == index + 8)
        let sum = packed[index..<(index + 4)].reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        #expect(sum == GzipFraming.checksum(body))
    }

    @Test(
        "Which Accept-Encoding asks for gzip",
        arguments: [
            ("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("gzip; q=0.0", false), ("deflate", false),
            ("", false), ("gzipped", false), (";,;=", false),
        ]
    )
    func acceptEncoding(value: String, isAccepted: Bool) {
        #expect(GzipFraming.isAccepted(by: value) == isAccepted)
    }

    @Test("Instants round down and saturate")
    func instants() {
        #expect(SimulatedInstant(nanoseconds: -1).milliseconds == -1)
        #expect(SimulatedInstant(nanoseconds: .min).milliseconds == -9_223_372_036_855)
        #expect(SimulatedInstant(milliseconds: .max).nanoseconds == .max)
        #expect(SimulatedInstant(milliseconds: -5).advanced(byMilliseconds: .min).nanoseconds == .min)
        #expect(SimulatedInstant(milliseconds: 1_999).seconds == 1)
    }

    @Test("Headers are found whatever their case, keep order, and are replaced in place")
    func headers() {
        var headers: FaceHeaders = ["A": "1", "b": "2", "a": "3"]
        #expect(headers.first("B") == "2")
        #expect(headers.all("A") == ["1", "3"])
        headers.set("a", "4")
        #expect(headers.fields.map(\.value) == ["4", "2"])
        headers.remove("B")
        headers.set("c", "5")
        #expect(headers == ["a": "4", "c": "5"])
    }

    @Test("A status that HTTP does not have is a 500, and header lines that cannot be sent are left out")
    func unsendable() {
        let writer = ReplyWriter(now: SimulatedInstant(nanoseconds: 0), isHead: false)
        let reply = FaceReply(
            status: 99_999,
            headers: ["Bad Name": "1", "X": "a\r\nY: b", "Content-Length": "5", "Good": "1"],
            body: [1]
        )
        let head = writer.head(of: reply)
        #expect(head.status.code == 500)
        #expect(head.headerFields.map(\.name.rawName) == ["Good", "Date", "Content-Length"])
        #expect(head.headerFields[.contentLength] == "1")
    }

    @Test("A client's request id is taken only when it is safe to log")
    func requestIdentifiers() {
        let field = RequestIdentifier.field
        #expect(RequestIdentifier.accepted(from: [field: "a-B.9_"]) == "a-B.9_")
        for value in ["", "a b", "é", "a\"", String(repeating: "a", count: 65)] {
            #expect(RequestIdentifier.accepted(from: [field: value]) == nil)
        }
    }

    @Test("A cancelled sleeper on the manual clock wakes with an error, one that is due does not sleep")
    func manualClock() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        try await clock.sleep(milliseconds: 0)
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await clock.sleep(milliseconds: 10) }
                await clock.waitForSleepers(1)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }
}
