import AdapterProtocol
import VenueSimulator

/// What a simulated venue reads: requests, signed ones with wrong parameters and ones damaged on the wire, and snapshots.
struct FaceTarget: Target {
    let group: String
    private let stage: Stage
    private let now: Timestamp
    private let calls: [VenueCall]
    private let requests: [WireRequest]
    private let snapshot: [UInt8]

    init(_ corpus: Corpus) throws {
        group = corpus.venue.name
        let stage = corpus.stage
        let now = stage.clock.advanced(by: .milliseconds(10))
        self.stage = stage
        self.now = now
        calls = corpus.calls
        requests = try corpus.calls.map { try stage.seal($0, at: now) }
        snapshot = stage.face.snapshot()
    }

    func run(_ random: inout SplitMix) -> Finding {
        switch random.index(below: 20) {
        case 0: return restored(&random)
        case 1..<10: return signed(calls[random.index(below: calls.count)], &random)
        default: return damaged(requests[random.index(below: requests.count)], &random)
        }
    }

    /// A call with other parameters, signed as it should be: what is behind the signature check.
    private func signed(_ call: VenueCall, _ random: inout SplitMix) -> Finding {
        var parameters = call.parameters
        for _ in 0...random.index(below: 2) {
            let position = random.index(below: parameters.count + 1)
            let value = Self.values[random.index(below: Self.values.count)]
            switch random.index(below: 4) {
            case 0 where position < parameters.count: parameters.remove(at: position)
            case 1 where position < parameters.count: parameters.append(parameters[position])
            case 2 where position < parameters.count:
                parameters[position] = .init(parameters[position].name, value)
            default: parameters.append(.init(Self.names[random.index(below: Self.names.count)], value))
            }
        }
        let changed = VenueCall(
            operation: call.operation, intent: call.intent, priority: call.priority, method: call.method,
            path: call.path, parameters: parameters, isSigned: call.isSigned, charges: [])
        guard let request = try? stage.seal(changed, at: now) else {
            return Finding(decoder: "\(group) face (signed)", ending: "not sealed")
        }
        return answer(request, "\(group) face (signed)")
    }

    /// A request damaged on its way.
    private func damaged(_ request: WireRequest, _ random: inout SplitMix) -> Finding {
        var target = Array(request.target.utf8)
        var body = request.body
        var headers = request.headers
        switch random.index(below: 4) {
        case 0: target = Damage.hurt(target, &random)
        case 1:
            if body.isEmpty { target = Damage.hurt(target, &random) } else { body = Damage.hurt(body, &random) }
        case 2:
            let position = random.index(below: headers.count + 1)
            if position < headers.count {
                let header = headers[position]
                let value = Damage.hurt(Array(header.value.utf8), &random)
                headers[position] = WireHeader(header.name, String(decoding: value, as: UTF8.self))
            } else {
                headers = Array(headers.dropLast())
            }
        default: body = Damage.hurt(Array(Self.values[random.index(below: Self.values.count)].utf8), &random)
        }
        let methods: [VenueCall.Method] = [.get, .post, .put, .delete]
        let method = random.index(below: 8) == 0 ? random.pick(methods) ?? .get : request.method
        let changed = WireRequest(
            method: method, target: String(decoding: target, as: UTF8.self), headers: headers, body: body)
        return answer(changed, "\(group) face (damaged)")
    }

    private func answer(_ request: WireRequest, _ decoder: String) -> Finding {
        var copy = stage
        let reply = copy.send(request, at: now)
        var result = Finding(decoder: decoder, ending: "\(reply.status / 100)xx", input: request.body)
        result.note = "\(request.method.rawValue) \(request.target) -> \(reply.status)"
        if !(200..<600).contains(reply.status) { result.offences.append("a status of \(reply.status)") }
        if reply.header("Content-Type")?.contains("json") == true, Document(reply.body) == nil, !reply.body.isEmpty {
            result.offences.append("an answer that calls itself JSON is none")
        }
        return result
    }

    /// A damaged snapshot: refused, or a venue that still answers.
    private func restored(_ random: inout SplitMix) -> Finding {
        let bytes = Damage.hurt(snapshot, &random)
        var face = stage.face
        do throws(FaceError) {
            try face.restore(from: bytes)
        } catch {
            return Finding(decoder: "\(group) snapshot", ending: "refused")
        }
        let instant = SimulatedInstant(milliseconds: now.milliseconds)
        face.tick(to: instant)
        _ = face.respond(to: FaceRequest(method: "GET", path: "/"), at: instant)
        return Finding(decoder: "\(group) snapshot", ending: "read")
    }

    private static let names = [
        "symbol", "pair", "side", "type", "quantity", "price", "volume", "size", "limit", "timestamp", "nonce",
        "recvWindow", "orderId", "clientOid", "customerOrderId", "since", "before", "after", "start", "end", "\u{0}",
        "", "__proto__", "a b", "ü", "userref", "cl_ord_id", "deadline", "ordertype", "validate", "timeInForce",
    ]

    private static let values = [
        "", " ", "0", "-0", "-1", "1", "1.5", "1e5", "1e400", "0.000000000000000000001", "NaN", "null", "true",
        "99999999999999999999999999999999999999999", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551616", "BTCUSDT", "btcusdt", "XBTZAR", "BTC-USDT", "BUY", "buy",
        "Sell", "LIMIT", "MARKET", "{}", "[]", "[[[[[[", "{\"a\":", "\"", "\\", "%", "%zz", "%00", "\u{FFFD}", "🙂", "१",
        "a=b&c=d", "../../etc", "2262-04-12T00:00:00Z", "0001-01-01T00:00:00Z", "0x10", "+1", "1,000", "\n", "1 ",
        String(repeating: "9", count: 400), String(repeating: "[", count: 5000), String(repeating: "a", count: 3000),
    ]
}

extension Damage {
    /// Any bytes with one to four wounds.
    static func hurt(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.index(below: 4) where !bytes.isEmpty { hurt(&bytes, &random) }
        return bytes
    }
}
