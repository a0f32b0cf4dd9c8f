import AdapterConformance
import AdapterProtocol

extension MarketStreamDefects {
    /// Frames are read otherwise than they were sent.
    static let reading: [Defect] = [
        .spoiltMarket("a streamed number below zero is read as zero") { spoils in
            spoils.message = { bytes in
                Array(String(decoding: bytes, as: UTF8.self).replacing(/"-[0-9.]+"/, with: "\"0\"").utf8)
            }
        },
        .misread("null in a frame is read as zero", "null", "\"0\""),
        .misread("a number that is too long is read as one", long, "1"),
        .misread("an object for a number is read as zero", "[{}]", "\"0\""),
        .spoiltMarket("bytes that are no text are read as zero") { spoils in
            spoils.message = { $0.map { $0 == 0xFF ? UInt8(ascii: "0") : $0 } }
        },
        .spoiltMarket("a row without quantity is read as a deletion") { spoils in
            spoils.message = { bytes in
                var text = String(decoding: bytes, as: UTF8.self)
                // `["0.00000637"]`, where a row has two numbers.
                while let row = text.firstMatch(of: /\["([0-9.]+)"\]/) {
                    text.replaceSubrange(row.range, with: "[\"\(row.1)\",\"0\"]")
                }
                return Array(text.utf8)
            }
        },
        .dropping("members of a frame are expected in one order") {
            $0.hasPrefix("{\"data\"")
        },
        .dropping("blanks in a frame are not expected") { $0.hasPrefix("{ ") },
        .dropping("escapes in a frame are not expected") { $0.contains("\\u00") },
        .dropping("other members in a frame are not expected") {
            $0.contains("zzTomorrow")
        },
    ]

    private static let long = String(repeating: "9", count: 60)

    /// The connection ends too often, too seldom, or at the wrong time.
    static let life: [Defect] = [
        .spoiltMarket("a market's connection is never ended") { spoils in
            spoils.ending = { _, _ in nil }
        },
        .spoiltMarket("a frame of nobody's ends a market's connection") { spoils in
            spoils.ending = { ending, message in
                let text = String(decoding: message, as: UTF8.self)
                return text.contains("tomorrow") ? .reconnect(.undecodable, "unknown") : ending
            }
        },
        .spoiltMarket("refusals are told of no kind") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .refused(let slot, _) = event else { return event }
                    return .refused(slot: slot, .notSent(.network, "no"))
                }
            }
        },
        .spoiltMarket("what is left is told all the same") { $0.keepsWhatIsLeft = true },
        .spoiltMarket("a session asks for its time without end") { $0.wakesAtOnce = true },
        .spoiltMarket("time-outs go by the wall clock") {
            $0.endsWhenTheClockGoesBack = true
        },
        .spoiltMarket("an old frame takes a level away") {
            $0.losesLevelsOnRepeats = true
        },
    ]
}
