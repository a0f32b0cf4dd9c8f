import VenueSimulator

// Subscriptions to market channels: one answer per symbol (kraken.md I.2).
extension KrakenFace {
    mutating func subscribe(_ call: Kraken.StreamCall, _ index: Int) {
        switch call.text("channel") {
        case "executions"?, "balances"?:
            guard streams.connections[index].isPrivate else {
                return control(call.refusal("EGeneral:Permission denied"), to: index)
            }
            subscribePrivate(call, index)
        case "instrument"?:
            guard !streams.connections[index].isPrivate else { return refuseChannel(call, index) }
            subscribeInstruments(call, index)
        case let word?:
            guard !streams.connections[index].isPrivate else { return refuseChannel(call, index) }
            subscribeMarket(word, call, index)
        case nil: control(call.refusal("EGeneral:Invalid arguments:channel"), to: index)
        }
    }

    /// No text is on record for a channel that a host does not have.
    private mutating func refuseChannel(_ call: Kraken.StreamCall, _ index: Int) {
        control(call.refusal("EGeneral:Invalid arguments:channel"), to: index)
    }

    private mutating func subscribeMarket(_ word: String, _ call: Kraken.StreamCall, _ index: Int) {
        let channel: Kraken.Topic.Channel
        do {
            channel = try self.channel(word, call)
        } catch {
            return control(call.refusal(error.text), to: index)
        }
        guard let symbols = call.params["symbol"]?.elements, !symbols.isEmpty else {
            return control(call.refusal("EGeneral:Invalid arguments:symbol"), to: index)
        }
        for symbol in symbols {
            let name = symbol.string ?? ""
            guard let market = streamMarket(name) else {
                control(call.refusal("Currency pair not supported \(name)", symbol: name), to: index)
                continue
            }
            let topic = Kraken.Topic(channel, market)
            guard !streams.connections[index].topics.contains(where: topic.conflicts) else {
                // No text is on record for this.
                control(call.refusal("Already subscribed", symbol: name), to: index)
                continue
            }
            begin(topic, call, index)
        }
    }

    /// Only names of v2: `XBT/USD` is none (I.2).
    private func streamMarket(_ name: String) -> Kraken.Market? {
        guard let market = Kraken.Markets.find(name), market.display == name, !market.isTokenized else { return nil }
        return market
    }

    private func channel(
        _ word: String, _ call: Kraken.StreamCall
    ) throws(Kraken.Refusal) -> Kraken.Topic.Channel {
        switch word {
        case "book":
            let depth = call.params["depth"] == nil ? 10 : call.integer("depth") ?? 0
            guard [10, 25, 100, 500, 1000].contains(depth) else { throw .argument("depth") }
            return .book(depth: Int(depth))
        case "trade": return .trade
        case "ticker":
            let trigger = call.text("event_trigger") ?? "trades"
            guard trigger == "trades" || trigger == "bbo" else { throw .argument("event_trigger") }
            return .ticker(isByBook: trigger == "bbo")
        case "ohlc":
            let minutes = call.params["interval"] == nil ? 1 : call.integer("interval") ?? 0
            guard [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600].contains(minutes) else {
                throw .argument("interval")
            }
            return .ohlc(minutes: minutes)
        default: throw .argument("channel")
        }
    }

    private mutating func begin(_ topic: Kraken.Topic, _ call: Kraken.StreamCall, _ index: Int) {
        let wantsSnapshot = call.flag("snapshot", else: topic.channel.hasSnapshot(switches))
        streams.connections[index].topics.append(topic)
        followBook(topic)
        let place = streams.connections[index].topics.count - 1
        let answer = call.acknowledgement(result(topic, call, snapshot: wantsSnapshot))
        // Data may come before the answer (I.2).
        let isEarly = switches.has("streamSnapshots", "before")
        if !isEarly { control(answer, to: index) }
        if wantsSnapshot { sendSnapshot(to: index, place) }
        if isEarly { control(answer, to: index) }
    }

    /// The members of an acknowledgement's result, in the order of their names as recorded.
    private func result(_ topic: Kraken.Topic, _ call: Kraken.StreamCall, snapshot: Bool?) -> FaceJSON {
        var result = FaceJSON.members([.init("channel", .text(call.text("channel") ?? ""))])
        switch topic.channel {
        case .book(let depth): result = result.with("depth", .integer(depth))
        case .ticker(let isByBook): result = result.with("event_trigger", isByBook ? "bbo" : "trades")
        case .ohlc(let minutes): result = result.with("interval", .integer(minutes))
        case .trade, .instrument: break
        }
        return result.with("snapshot", snapshot.map { .flag($0) })
            .with("symbol", topic.market.map { .text($0.display) })
    }

    private mutating func sendSnapshot(to index: Int, _ place: Int) {
        let topic = streams.connections[index].topics[place]
        switch topic.channel {
        case .book:
            if streams.snapshotDelay > 0 {
                streams.connections[index].topics[place].snapshotDue = now + streams.snapshotDelay
            } else {
                sendBookSnapshot(to: index, place)
            }
        case .trade: sendTradeSnapshot(to: index, topic)
        case .ticker: sendTicker(to: index, place, isSnapshot: true)
        case .ohlc(let minutes): sendCandles(to: index, topic, minutes, isSnapshot: true)
        case .instrument: sendInstruments(to: index, [:])
        }
    }

    private mutating func subscribeInstruments(_ call: Kraken.StreamCall, _ index: Int) {
        let topic = Kraken.Topic(.instrument, nil)
        guard !streams.connections[index].topics.contains(where: topic.conflicts) else {
            return control(call.refusal("Already subscribed"), to: index)
        }
        streams.connections[index].topics.append(topic)
        let wantsSnapshot = call.flag("snapshot", else: true)
        control(call.acknowledgement(result(topic, call, snapshot: wantsSnapshot)), to: index)
        if wantsSnapshot { sendInstruments(to: index, call.params) }
    }

    /// Ends subscriptions; one that is not there is refused (no text is on record).
    mutating func unsubscribe(_ call: Kraken.StreamCall, _ index: Int) {
        switch call.text("channel") {
        case "executions"?, "balances"?: return unsubscribePrivate(call, index)
        case "instrument"?:
            let count = streams.connections[index].topics.count
            streams.connections[index].topics.removeAll { $0.channel == .instrument }
            guard streams.connections[index].topics.count < count else {
                return control(call.refusal("Subscription Not Found"), to: index)
            }
            return control(call.acknowledgement(["channel": "instrument"]), to: index)
        default: break
        }
        let channel: Kraken.Topic.Channel
        do {
            channel = try self.channel(call.text("channel") ?? "", call)
        } catch {
            return control(call.refusal(error.text), to: index)
        }
        for symbol in call.params["symbol"]?.elements ?? [] {
            let name = symbol.string ?? ""
            guard let market = streamMarket(name),
                let place = streams.connections[index].topics.firstIndex(where: { topic in
                    topic.market?.key == market.key && topic.isEnded(by: channel)
                })
            else {
                control(call.refusal("Subscription Not Found", symbol: name), to: index)
                continue
            }
            let topic = streams.connections[index].topics.remove(at: place)
            control(call.acknowledgement(result(topic, call, snapshot: nil)), to: index)
        }
    }
}

extension Kraken.Topic {
    /// Whether an unsubscription means it: the depth or interval must be repeated (kraken.md I.2), the trigger not.
    fileprivate func isEnded(by channel: Channel) -> Bool {
        if case .ticker = self.channel, case .ticker = channel { return true }
        return self.channel == channel
    }
}

extension Kraken.Topic.Channel {
    /// Whether a snapshot is sent when nothing is said; of trades the sources disagree (kraken.md I.5).
    fileprivate func hasSnapshot(_ switches: Kraken.Switches) -> Bool {
        self != .trade || switches.has("tradeSnapshot", "sent")
    }
}
