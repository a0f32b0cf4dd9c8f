import AdapterProtocol
public import VenueSimulator

// The life of a connection (luno.md I.1, I.5, J, L.15).
extension LunoFace {
    /// Both streams.
    public static var hasStreams: Bool { true }

    /// Lets everybody in who asks for a stream's path; the credentials are the first message (luno.md B.3).
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at instant: SimulatedInstant
    ) -> StreamAdmission {
        now = instant.milliseconds
        guard request.method == "GET", let subject = Luno.StreamConnection.Subject(path: request.path) else {
            return .refused(Luno.Refusal.notFound.reply)
        }
        streams.add(Luno.StreamConnection(id, subject, at: now))
        return .accepted
    }

    /// The credentials; after them the venue listens to nothing. A keep-alive is an empty text and asks for no answer.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at instant: SimulatedInstant) {
        now = instant.milliseconds
        guard let connection = streams.connection(id), !connection.isOpen else { return }
        do {
            let key = try streamKey(FaceJSON(reading: text), for: connection.subject)
            try admit(connection, key)
        } catch {
            streams.refuse(id, error.frame(switches), at: now)
        }
    }

    /// The client is gone.
    public mutating func closeStream(_ id: StreamID, at instant: SimulatedInstant) {
        streams.remove(id, at: instant.milliseconds)
    }

    /// What is to be sent.
    public mutating func takeStreamMessages() -> [StreamMessage] { streams.takeMessages() }

    /// Numbers and snapshots can go wrong; there are no checksums and no tokens here.
    public mutating func disturb(_ disturbance: StreamDisturbance, at instant: SimulatedInstant) {
        switch disturbance {
        case .skipSequence: streams.skipNumbers()
        case .delaySnapshots(let milliseconds):
            streams.delay.set(milliseconds)
            keepSnapshots(at: instant.milliseconds)
        case .breakChecksum, .freezeChecksum, .expireTokens: break
        }
    }

    private mutating func admit(_ connection: Luno.StreamConnection, _ key: Luno.Key?) throws(Luno.StreamError) {
        if key != nil, streams.connections.filter({ $0.key != nil }).count >= switches.streamConnections {
            throw .sessionLimit
        }
        let open = { (change: inout Luno.StreamConnection) in
            change.credentialsDue = nil
            change.key = key?.id
        }
        switch connection.subject {
        case .market(let pair):
            guard let market = Luno.Markets.market(pair) else { throw .market(pair) }
            streams.update(connection.id, open)
            let text = streams.delay.text(pair, at: now) ?? snapshotFrame(market).bytes
            streams.noteUpdate(pair, at: now)
            streams.send(text, "stream.book", to: connection.id, at: now)
        case .user:
            streams.update(connection.id, open)
            guard let key, switches.userReplay != "none" else { return }
            let repeats = switches.userReplay == "duplicates" ? 3 : 0
            for (operation, text) in streams.past.missed(by: key.id, repeating: repeats, at: now) {
                streams.send(text, operation, to: connection.id, at: now)
            }
        }
    }

    /// Who says that he is there: nil for an empty object, which market data is given to as well (luno.md I.1).
    private func streamKey(
        _ credentials: FaceJSON?, for subject: Luno.StreamConnection.Subject
    ) throws(Luno.StreamError) -> Luno.Key? {
        guard case .members(let members)? = credentials else { throw .credentials }
        if members.isEmpty, subject != .user, switches.givesMarketsToAnybody { return nil }
        guard let id = credentials?["api_key_id"]?.string, let secret = credentials?["api_key_secret"]?.string,
            !id.isEmpty
        else { throw .credentials }
        let needed: Luno.Permissions = subject == .user ? [.readOrders, .readBalance] : []
        do {
            return try Luno.Authentication.key(id, secret, for: needed, keys: keys, switches)
        } catch {
            throw .key(error)
        }
    }
}
