import AdapterProtocol

/// A decoder with a healthy answer to damage: one call of one operation, and what the other calls of it are answered.
struct Seed {
    let venue: FuzzedVenue
    let operation: Operation
    let startsAt: Timestamp
    /// Which call of the operation gets the damaged answer.
    let position: Int
    /// The answers of the rehearsal, in order.
    let script: [WireReply]
    let healthy: [UInt8]
    let document: Document?
    let status: Int
    let headers: [WireHeader]
    /// `face`, or the name of a captured sample.
    let source: String
    /// Whether the flow ends well whatever this later call is answered: a view behind a cancel, a list that only advises.
    let isOptional: Bool
    /// The numbers of the other answers and of the operation's own arguments.
    let known: Set<Number>

    init(
        _ venue: FuzzedVenue, _ operation: Operation, at start: Timestamp, position: Int, script: [WireReply],
        healthy: [UInt8], status: Int, source: String, instrument: Instrument
    ) {
        self.venue = venue
        self.operation = operation
        startsAt = start
        self.position = position
        self.script = script
        self.healthy = healthy
        document = Document(healthy)
        self.status = status
        headers = script.indices.contains(position) ? script[position].headers : []
        self.source = source
        var known = Set(operation.known.map { Number($0) })
        instrument.numbers { known.insert(Number($0.value)) }
        for (index, reply) in script.enumerated() where index != position {
            Document(reply.body)?.scalars { if let number = Number(text: $0) { known.insert(number) } }
        }
        self.known = known
        isOptional = position > 0 && Self.isOptional(operation, at: start, position, script)
    }

    private static func isOptional(
        _ operation: Operation, at start: Timestamp, _ position: Int, _ script: [WireReply]
    ) -> Bool {
        let ending = operation.run(start) { _, index, _ in
            index == position
                ? .reply(WireReply(status: 200, headers: [], body: Array("no JSON".utf8)))
                : index < script.count ? .reply(script[index]) : .reply(WireReply(status: 503, headers: [], body: []))
        }
        return ending.taken == .read && ending.calls > position
    }

    /// Runs the operation with `damage` in its place. Calls beyond the rehearsed ones fail, as a venue's server may.
    func run(_ damage: Damage, headers: [WireHeader]? = nil) -> Ending {
        let damaged = WireReply(status: damage.status, headers: headers ?? self.headers, body: damage.body)
        var isWrite = false
        var hasWritten = false
        var ending = operation.run(startsAt) { call, index, _ in
            if index == position { isWrite = call.intent == .write }
            if call.intent == .write { hasWritten = true }
            if index == position { return .reply(damaged) }
            if index < script.count { return .reply(script[index]) }
            return .reply(WireReply(status: 503, headers: [], body: []))
        }
        ending.isWrite = isWrite
        ending.hasWritten = hasWritten
        return ending
    }
}

/// Every seed of one venue.
struct Corpus {
    let venue: FuzzedVenue
    private(set) var seeds: [Seed] = []
    /// Every answer, for splices.
    private(set) var answers: [[UInt8]] = []
    /// The exchange as all rehearsals find it, and the calls they make, for the fuzzing of the faces.
    let stage: Stage
    private(set) var calls: [VenueCall] = []
    /// The samples that no operation reads.
    private(set) var unread: [String] = []

    init(_ venue: FuzzedVenue, samples: [(name: String, bytes: [UInt8])]) throws {
        self.venue = venue
        stage = try Stage(venue, seed: 1)
        let operations = Operation.all(venue.adapter, stage.subject)
        var scripts: [String: [WireReply]] = [:]
        for operation in operations {
            var copy = stage
            let (ending, exchanges) = copy.rehearse(operation)
            let script = exchanges.map(\.reply)
            if scripts[operation.name] == nil || ending.taken == .read { scripts[operation.name] = script }
            for (position, exchange) in exchanges.enumerated() {
                if position < 3 {
                    seeds.append(
                        Seed(
                            venue, operation, at: stage.clock, position: position, script: script,
                            healthy: exchange.reply.body, status: exchange.reply.status, source: "face",
                            instrument: stage.subject.instrument))
                    answers.append(exchange.reply.body)
                }
                calls.append(exchange.call)
            }
        }
        answers += samples.map(\.bytes)
        addSamples(samples, stage, scripts)
    }

    /// Puts every sample before every operation, and keeps the pairs in which it is read.
    private mutating func addSamples(
        _ samples: [(name: String, bytes: [UInt8])], _ stage: Stage, _ scripts: [String: [WireReply]]
    ) {
        var subjects = [stage.subject]
        let orders = venue.sampleOrders.map { OrderReference.venue(VenueOrderID(rawValue: $0)) }
        for (symbol, native) in venue.sampleMarkets {
            guard let market = venue.market(symbol, native) else { continue }
            subjects.append(
                Subject(
                    instrument: market, catalog: InstrumentCatalog([market], readAt: Stage.now),
                    orders: orders + [.client(stage.subject.clientID)], environment: stage.subject.environment,
                    price: stage.subject.price, quantity: stage.subject.quantity,
                    smallerQuantity: stage.subject.smallerQuantity,
                    quoteAmount: stage.subject.quoteAmount, clientID: stage.subject.clientID))
        }
        for (name, bytes) in samples {
            var seen: Set<String> = []
            let isError = name.contains("error")
            for body in Self.readings(bytes) {
                for subject in subjects {
                    for operation in Operation.all(venue.adapter, subject) {
                        for status in isError ? [400, 200] : [200] {
                            add(
                                body, name, status, operation, subject, stage, scripts[operation.name] ?? [], isError,
                                &seen)
                        }
                    }
                }
            }
            if seen.isEmpty { unread.append(name) }
        }
    }

    /// Keeps the sample for every call of the operation that takes it: as a value, or as the refusal that it is.
    private mutating func add(
        _ body: [UInt8], _ name: String, _ status: Int, _ operation: Operation, _ subject: Subject, _ stage: Stage,
        _ script: [WireReply], _ isError: Bool, _ seen: inout Set<String>
    ) {
        let fitting: [Ending.Taken] = isError ? [.read, .denied, .absent] : [.read]
        for position in 0..<min(3, script.count) {
            let seed = Seed(
                venue, operation, at: stage.clock, position: position, script: script, healthy: body, status: status,
                source: name, instrument: subject.instrument)
            let ending = seed.run(Damage(whole: body, status: status))
            guard fitting.contains(ending.taken), ending.calls > position, !seed.isOptional else { continue }
            // Of many refusals each ending once, of many values the first.
            let key = "\(operation.name)#\(position)\(isError ? ending.taken.rawValue : "")"
            if seen.insert(key).inserted { seeds.append(seed) }
        }
    }

    /// A sample file is one answer, or a frame around several: it and its parts.
    private static func readings(_ bytes: [UInt8]) -> [[UInt8]] {
        guard let document = Document(bytes) else { return [bytes] }
        let bodies = document.elements.prefix(12).compactMap { $0["body"] }
        let parts = document.members.prefix(12).map(\.value) + document.elements.prefix(2) + bodies
        return [bytes] + parts.filter { !$0.members.isEmpty || !$0.elements.isEmpty }.map(\.bytes)
    }
}

extension Damage {
    /// No damage.
    init(whole body: [UInt8], status: Int = 200) {
        self.kind = .none
        self.body = body
        self.status = status
    }
}
