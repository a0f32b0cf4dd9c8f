import VenueSimulator

// What happens on a connection because time passes (luno.md I.5).
extension LunoFace {
    mutating func tickStreams() {
        guard !streams.isIdle else { return }
        keepSnapshots(at: now)
        for market in Luno.Markets.all where streams.follows(market.id) {
            if now - (streams.lastUpdates[market.id] ?? openedAt) >= Luno.StreamClock.update { tellNothing(market) }
        }
        for connection in streams.connections {
            if let due = connection.credentialsDue {
                if now >= due { streams.refuse(connection.id, Luno.StreamError.timeout.frame(switches), at: now) }
                continue
            }
            if now >= connection.nextPing { streams.ping(connection.id, at: now) }
            let isQuiet = now - connection.lastText >= Luno.StreamClock.quiet
            if isQuiet, connection.subject != .user || switches.keepsUsersAlive {
                streams.send(Array("\"\"".utf8), "stream.control", to: connection.id, at: now)
            }
        }
        streams.past.forget(before: now - Luno.StreamClock.replay)
    }

    /// Notes down what snapshots show, while some are to be late.
    mutating func keepSnapshots(at time: Int64) {
        guard streams.delay.isOn else { return }
        var texts: [String: [UInt8]] = [:]
        for market in Luno.Markets.all { texts[market.id] = snapshotFrame(market).bytes }
        streams.delay.keep(texts, at: time)
    }
}
