import AdapterProtocol
import VenueSimulator

/// Something that goes wrong at one venue for a few seconds, and what it may be the reason of.
struct Misfortune: Sendable {
    let name: String
    /// What befalls messages and requests.
    var faults: [FaultAction.Strike] = []
    /// What goes wrong inside the venue, and what puts it right.
    var disturbance: StreamDisturbance?
    var undoing: StreamDisturbance?
    /// Whether all connections are closed at the beginning.
    var closesAll = false
    /// Whether the market stands still.
    var freezes = false
    /// Marker causes that it explains.
    let explains: Set<StreamCause>
    /// How long after its end its consequences are felt.
    var reach: Duration = .seconds(60)
    /// Whether it explains errors of REST calls.
    var reachesREST = false
    /// How much of the run must be left for it: a dead line is noticed late.
    var needs: Duration = .zero
}

extension FaultAction {
    /// A fault before it is known which venue it strikes.
    struct Strike: Sendable {
        let operation: String
        let occurrence: Fault.Occurrence
        let action: FaultAction

        init(_ operation: String, _ action: FaultAction, _ occurrence: Fault.Occurrence = .first(1)) {
            self.operation = operation
            self.occurrence = occurrence
            self.action = action
        }
    }
}

extension Misfortune {
    /// What lost, damaged and late messages of market data lead to. A venue's session may end its connection for it.
    private static let data: Set<StreamCause> = [
        .sequence, .checksum, .deadChecksum, .crossed, .contradiction, .undecodable, .snapshot, .thin,
        StreamCause(rawValue: "late"),
    ]
    /// What else leads there when it is the snapshot that is lost: an answer that never comes.
    private static let lost = data.union([.silent])
    /// What a lost line leads to.
    private static let line: Set<StreamCause> = [.disconnected, .silent]

    /// What may happen at a venue.
    static func all(of venue: String, silenceLimit: Duration) -> [Misfortune] {
        messages(of: venue) + lines(silenceLimit) + inside(of: venue) + account + requests
    }

    private static func messages(of venue: String) -> [Misfortune] {
        var actions: [(String, FaultAction)] = [
            ("drop", .dropMessage), ("duplicate", .duplicateMessage), ("reorder", .reorderMessage),
            ("truncate", .truncateMessage(bytes: 40)), ("delay", .delayMessage(milliseconds: 1_500)),
        ]
        // Only a checksum shows that a digit is another one.
        if venue == "kraken" { actions.append(("corrupt", .corruptMessage)) }
        return actions.map { name, action in
            Misfortune(name: "\(name) a book message", faults: [.init("stream.book", action)], explains: lost)
        } + [
            Misfortune(
                name: "drop every second book message", faults: [.init("stream.book", .dropMessage, .every(2))],
                explains: lost),
            Misfortune(name: "drop a trade", faults: [.init("stream.trades", .dropMessage)], explains: data),
            Misfortune(name: "reorder trades", faults: [.init("stream.trades", .reorderMessage)], explains: data),
            Misfortune(
                name: "truncate a ticker", faults: [.init("stream.ticker", .truncateMessage(bytes: 20))], explains: data
            ),
            Misfortune(
                name: "truncate a control message", faults: [.init("stream.control", .truncateMessage(bytes: 5))],
                explains: data.union(line)),
        ]
    }

    private static func lines(_ silenceLimit: Duration) -> [Misfortune] {
        [
            Misfortune(
                name: "close", faults: [.init("stream.*", .closeStream(code: 1001, reason: "going away"))],
                explains: line),
            Misfortune(
                name: "close with an error", faults: [.init("stream.*", .closeStream(code: 1011, reason: ""))],
                explains: line),
            Misfortune(name: "reset", faults: [.init("stream.*", .resetStream)], explains: line),
            Misfortune(
                name: "reset the account", faults: [.init("stream.order", .resetStream)], explains: line),
            Misfortune(name: "close all", closesAll: true, explains: line),
            Misfortune(
                name: "refuse upgrades", faults: [.init("stream.open", .refuseStream(status: 503), .always)],
                closesAll: true, explains: line),
            Misfortune(
                name: "stall", faults: [.init("stream.*", .stallStream)], explains: line,
                reach: silenceLimit + .seconds(90), needs: silenceLimit + .seconds(30)),
        ]
    }

    private static func inside(of venue: String) -> [Misfortune] {
        var all = [
            Misfortune(name: "skip a number", disturbance: .skipSequence, explains: data),
            Misfortune(
                name: "expire tokens", disturbance: .expireTokens,
                explains: [.token, .refused, .disconnected, .silent]),
            Misfortune(
                name: "late snapshots", faults: [.init("stream.book", .dropMessage)],
                disturbance: .delaySnapshots(milliseconds: 3_000), undoing: .delaySnapshots(milliseconds: 0),
                explains: data),
            Misfortune(name: "freeze the market", freezes: true, explains: []),
        ]
        if venue == "kraken" || venue == "valr" {
            all += [
                Misfortune(name: "break a checksum", disturbance: .breakChecksum, explains: data),
                Misfortune(
                    name: "freeze checksums", disturbance: .freezeChecksum(true), undoing: .freezeChecksum(false),
                    explains: data, reach: .seconds(120)),
            ]
        }
        return all
    }

    private static var account: [Misfortune] {
        let consequences: Set<StreamCause> = [.sequence, .undecodable, .contradiction]
        return [
            ("drop", FaultAction.dropMessage), ("duplicate", .duplicateMessage), ("reorder", .reorderMessage),
            ("truncate", .truncateMessage(bytes: 30)),
        ].flatMap { name, action in
            ["order", "fill", "balance"].map { what in
                Misfortune(
                    name: "\(name) an account message", faults: [.init("stream.\(what)", action)],
                    explains: consequences)
            }
        }
    }

    private static var requests: [Misfortune] {
        let down = FaultAction.replyBefore(FaultReply(status: 503, body: "{}"))
        return [
            Misfortune(
                name: "no snapshots",
                faults: [.init("stream.book", .dropMessage), .init("market.depth", down, .always)],
                explains: data),
            Misfortune(
                name: "REST is down", faults: [.init("*", down, .always)], closesAll: true, explains: line,
                reachesREST: true),
            Misfortune(
                name: "lose an acknowledgement", faults: [.init("order.place", .dropAfter)], explains: [],
                reachesREST: true),
        ]
    }
}
