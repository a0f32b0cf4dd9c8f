public import VenueSimulator

extension Kraken {
    /// One request of a client on a socket (kraken.md I.1).
    struct StreamCall: Sendable {
        /// `subscribe`, `unsubscribe`, `ping` …
        let method: String
        /// What is asked.
        let params: FaceJSON
        /// Echoed; nil where none was sent.
        let request: FaceJSON?
        /// When it came, microseconds.
        let time: Int64

        /// The text of a parameter.
        func text(_ name: String) -> String? { params[name]?.string }

        /// A whole number.
        func integer(_ name: String) -> Int64? {
            guard case .number(let digits)? = params[name] else { return nil }
            return Int64(digits)
        }

        /// A flag, or what it is without one.
        func flag(_ name: String, else initial: Bool) -> Bool { params[name]?.bool ?? initial }

        /// `success`, with the times of arrival and answer.
        func acknowledgement(_ result: FaceJSON) -> FaceJSON {
            FaceJSON.members([.init("method", .text(method)), .init("result", result), .init("success", true)])
                .with("time_in", StreamText.time(micro: time)).with("time_out", StreamText.time(micro: time + 49))
                .with("req_id", request)
        }

        /// A refusal, of one symbol where one is named.
        func refusal(_ text: String, symbol: String? = nil) -> FaceJSON {
            FaceJSON.members([.init("error", .text(text)), .init("method", .text(method))])
                .with("req_id", request).with("success", false).with("symbol", symbol.map { .text($0) })
                .with("time_in", StreamText.time(micro: time)).with("time_out", StreamText.time(micro: time + 49))
        }
    }
}

// What clients send.
extension KrakenFace {
    /// Takes a text message.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at instant: SimulatedInstant) {
        now = max(now, instant.milliseconds)
        guard let index = streams.index(of: id) else { return }
        // Pings keep a public connection open; a private one must follow something (H.3).
        if !streams.connections[index].isPrivate { streams.connections[index].lastActive = now }
        let time = max(instant.microseconds, 0)
        guard let message = FaceJSON(reading: text), case .members = message else {
            // No text is on record for this.
            let refusal = Kraken.StreamCall(method: "", params: [:], request: nil, time: time)
                .refusal("EGeneral:Invalid arguments")
            return control(refusal, to: index)
        }
        let call = Kraken.StreamCall(
            method: message["method"]?.string ?? "", params: message["params"] ?? [:], request: message["req_id"],
            time: time)
        let limit = switches.number("streamMessages")
        guard streams.connections[index].allowsMessage(limit: limit, now: now) else {
            return control(call.refusal("Exceeded msg rate"), to: index)
        }
        answer(call, to: index)
    }

    private mutating func answer(_ call: Kraken.StreamCall, to index: Int) {
        switch call.method {
        case "ping": control(pong(call), to: index)
        case "subscribe": subscribe(call, index)
        case "unsubscribe": unsubscribe(call, index)
        // Orders over sockets are not offered here (J.6 advises REST).
        default: control(call.refusal("EGeneral:Unknown method"), to: index)
        }
    }

    private func pong(_ call: Kraken.StreamCall) -> FaceJSON {
        FaceJSON.members([.init("method", "pong")]).with("req_id", call.request)
            .with("time_in", Kraken.StreamText.time(micro: call.time))
            .with("time_out", Kraken.StreamText.time(micro: call.time + 49))
    }

    /// Sends an answer.
    mutating func control(_ value: FaceJSON, to index: Int) {
        streams.send(value, Kraken.Operation.control, to: index, at: now)
    }
}
