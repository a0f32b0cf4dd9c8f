import VenueSimulator

// Control messages of market streams (binance.md I).
extension BinanceFace {
    /// Streams of one connection (binance.md H).
    private static let streamLimit = 1024

    mutating func control(_ text: [UInt8], from id: StreamID) {
        guard countArrival(of: id) else { return streams.close(id, code: 1008, "Too many requests") }
        guard let message = FaceJSON(reading: text), case .members(let members) = message else {
            return refuse(3, "Invalid JSON: expected an object", nil, id)
        }
        guard let requestID = Self.identity(message["id"]) else {
            return refuse(2, "Invalid request: request ID must be an unsigned integer", nil, id)
        }
        guard members.allSatisfy({ ["method", "params", "id"].contains($0.name) }),
            let method = message["method"]?.string
        else { return refuse(2, "Invalid request: missing field `method`", requestID, id) }
        switch method {
        case "SUBSCRIBE", "UNSUBSCRIBE": subscribe(method, message["params"], requestID, id)
        case "LIST_SUBSCRIPTIONS":
            let names = streams.connections[id]?.names ?? []
            streams.send(["result": .list(names.map(Binance.JSON.text)), "id": requestID], to: id)
        case "SET_PROPERTY", "GET_PROPERTY": property(method, message["params"]?.elements ?? [], requestID, id)
        default: refuse(2, "Invalid request: unknown variant `\(method)`", requestID, id)
        }
    }

    /// Five a second are taken; the next one ends the connection.
    private mutating func countArrival(of id: StreamID) -> Bool {
        let now = now
        var count = 0
        streams.change(id) { connection in
            connection.arrivals = connection.arrivals.filter { $0 > now - 1_000 } + [now]
            count = connection.arrivals.count
        }
        return count <= switches.streamMessageLimit
    }

    private mutating func subscribe(
        _ method: String, _ params: FaceJSON?, _ requestID: Binance.JSON, _ id: StreamID
    ) {
        guard let names = params?.elements?.map(\.string), !names.isEmpty, !names.contains(nil) else {
            return refuse(2, "Invalid request: params must be a list of stream names", requestID, id)
        }
        let wanted = names.compactMap { $0 }
        guard wanted.allSatisfy(Binance.StreamTopic.isWellFormed) else {
            return refuse(2, "Invalid request: malformed stream name", requestID, id)
        }
        if method == "SUBSCRIBE" {
            let known = Set(streams.connections[id]?.names ?? [])
            guard known.union(wanted).count <= Self.streamLimit else {
                return refuse(4, "Too many subscriptions", requestID, id)
            }
            for name in wanted { follow(name, id) }
        } else {
            for name in wanted { streams.unsubscribe(id, from: name) }
        }
        streams.send(["result": nil, "id": requestID], to: id)
    }

    private mutating func property(
        _ method: String, _ params: [FaceJSON], _ requestID: Binance.JSON, _ id: StreamID
    ) {
        guard params.first?.string == "combined" else { return refuse(0, "Unknown property", requestID, id) }
        if method == "GET_PROPERTY" {
            let isCombined = streams.connections[id]?.isCombined ?? false
            return streams.send(["result": .flag(isCombined), "id": requestID], to: id)
        }
        guard params.count == 2, let isCombined = params[1].bool else {
            return refuse(1, "Invalid value type: expected Boolean", requestID, id)
        }
        streams.change(id) { $0.isCombined = isCombined }
        streams.send(["result": nil, "id": requestID], to: id)
    }

    /// Two shapes were seen.
    private mutating func refuse(_ code: Int, _ text: String, _ requestID: Binance.JSON?, _ id: StreamID) {
        if switches.hasFlatStreamErrors {
            streams.send(["code": .integer(code), "msg": .text(text), "id": requestID ?? .null], to: id)
        } else {
            streams.send(["error": ["code": .integer(code), "msg": .text(text)], "id": requestID ?? .null], to: id)
        }
    }

    /// A whole number of 64 bits, letters and digits up to 36, or null; nil for anything else.
    static func identity(_ value: FaceJSON?) -> Binance.JSON? {
        switch value {
        case nil, .null: return .null
        case .number(let digits): return Int(digits).map(Binance.JSON.integer)
        case .text(let text):
            let isLegal =
                text.utf8.count <= 36
                && text.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || byte == 0x2D || byte == 0x5F
                }
            return isLegal ? .text(text) : nil
        default: return nil
        }
    }
}
