import AdapterProtocol
import AdapterRuntime

/// Connections: how they begin and end, and what becomes of what is read.
enum StreamLifeCases {
    static let all = beginnings + closings.map(closing) + garbage.map(hostile) + endings

    private static let beginnings: [ConformanceCase] = [
        ConformanceCase(
            "stream.life.unknown",
            "A market that the venue does not have is told at once, and nothing is opened for it.",
            because: "A stream of nothing looks like a quiet market.", needs: .connection
        ) { examination in
            try examination.capabilities.requireHere(.bookStreams)
            try await StreamStage.set(examination) { stage in
                let odd = try hold(Symbol("NOSUCH/COIN"), "NOSUCH/COIN is no symbol")
                let books = stage.watch(stage.venue.books([odd], depth: 20), mayFail: true)
                let trades = stage.watch(stage.venue.trades([odd]), mayFail: true)
                let tickers = stage.watch(stage.venue.tickers([odd]), mayFail: true)
                try await stage.until("the streams end", within: .seconds(30)) {
                    books.isOver && trades.isOver && tickers.isOver
                }
                for error in [books.error, trades.error, tickers.error] {
                    try hold(error?.kind == .unknownSymbol, "\(String(describing: error))")
                }
                try hold(stage.tap.attempts == 0, "a connection was opened")
            }
        },
        ConformanceCase(
            "stream.life.refused", "A venue that refuses connections for a while is asked again, with pauses.",
            because: "Venues are busy, and ban who does not wait.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                stage.controls?.freezeMarket(true)
                let busy = StreamFailure.refused(WireReply(status: 503, headers: [], body: []))
                let limited = StreamFailure.refused(
                    WireReply(status: 429, headers: [WireHeader("Retry-After", "7")], body: []))
                stage.tap.refuse([busy, limited] + Array(repeating: busy, count: 2))
                let books = stage.watch(stage.venue.books([stage.symbol], depth: 20))
                try await stage.pass(.seconds(7))
                try hold(stage.tap.attempts <= 4, "\(stage.tap.attempts) attempts in 7 s, and 7 s were asked for")
                try await stage.untilLive(books, within: .seconds(300))
                try hold(stage.tap.attempts == 5, "\(stage.tap.attempts) attempts where five were needed")
            }
        },
        ConformanceCase(
            "stream.life.backoff", "A venue that is down is not hammered.",
            because: "It bans whoever does.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                try stage.mustObey().freezeMarket(true)
                let down = StreamFailure.transport(
                    TransportFailure(kind: .connectionRefused, wasHeadWritten: false, message: "nobody listens"))
                stage.tap.refuse(Array(repeating: down, count: 1000))
                let books = stage.watch(stage.venue.books([stage.symbol], depth: 20))
                try await stage.pass(.seconds(120), step: .milliseconds(500))
                try hold(stage.tap.attempts <= 12, "\(stage.tap.attempts) attempts in two minutes")
                try hold(stage.tap.attempts >= 3, "\(stage.tap.attempts) attempts in two minutes")
                try hold(!books.isOver && books.live.isEmpty, books.stateText)
            }
        },
        ConformanceCase(
            "stream.life.forbidden", "A venue that refuses for good ends the stream with a typed error.",
            because: "Nothing comes of waiting.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let never = StreamFailure.refused(WireReply(status: 403, headers: [], body: []))
                stage.tap.refuse(Array(repeating: never, count: 100))
                let books = stage.watch(stage.venue.books([stage.symbol], depth: 20), mayFail: true)
                try await stage.until("the stream ends", within: .seconds(60)) { books.isOver }
                let error = try hold(books.error, "it ended without a reason")
                try hold(error.kind == .permission, "\(error)")
                try hold(stage.tap.attempts == 1, "\(stage.tap.attempts) attempts")
            }
        },
    ]

    private static let closings: [(name: String, closure: StreamClosure)] = [
        ("normal", .byPeer(code: 1000, reason: "")), ("leaving", .byPeer(code: 1001, reason: "")),
        ("policy", .byPeer(code: 1008, reason: "policy")), ("error", .byPeer(code: 1011, reason: "error")),
        ("restart", .byPeer(code: 1012, reason: "restart")), ("ownCode", .byPeer(code: 4001, reason: "own")),
        ("noCode", .byPeer(code: nil, reason: "")), ("cut", .cut("cut by the case")),
        ("violation", .violation(.protocolError)),
    ]

    private static func closing(_ name: String, _ closure: StreamClosure) -> ConformanceCase {
        ConformanceCase(
            "stream.life.closed.\(name)",
            "After a connection ends (\(closure)), readers are told, and go on with the next.",
            because: "Every venue ends connections, each in its own way.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                try await stage.pass(.seconds(2))
                let start = books.count
                stage.tap.end(closure)
                try await stage.until("readers are told", seen: { books.stateText }) {
                    books.hasMarker(.stale, from: start)
                }
                try hold(!books.isLive(after: .stale, from: start), "the book still counts as live")
                try await stage.untilLive(books, after: start)
                try hold(books.hasMarker(.resynced, from: start), books.markerText)
                try await stage.holdEqualBook(books)
            }
        }
    }

    private static let garbage: [(name: String, text: [UInt8])] = [
        ("text", Array("not a message".utf8)), ("half", Array(#"{"type":"message","data":{"bids":[["1","#.utf8)),
        ("number", Array("1e999999999".utf8)), ("unknown", Array(#"{"something":{"new":[1,2,null]},"t":true}"#.utf8)),
        ("nested", Array(repeating: 0x5B, count: 200_000)),
        ("long", Array("\"\(String(repeating: "a", count: 1 << 20))\"".utf8)),
        ("empty", []),
    ]

    private static func hostile(_ name: String, _ text: [UInt8]) -> ConformanceCase {
        ConformanceCase(
            "stream.life.garbage.\(name)", "A message that is none (\(name)) does no harm.",
            because: "A proxy's error page must not end a bot, nor move its book.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                try await stage.pass(.seconds(2))
                stage.tap.inject(text)
                try await stage.recover(books)
            }
        }
    }
}
