import Fidelity
import Foundation
import VenueSamples
import VenueSimulator

@testable import SimulatedBinance

/// One recorded or official answer of the venue and the requests that bring the face into the same state.
struct BinanceSample: Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        case recorded
        case official
    }

    let file: String
    /// The alternative body inside the file, for files that hold several.
    var part: String?
    var kind = Kind.official
    var status = 200
    /// How many elements of the list at this member (or of the file itself) are held against the face; the rest is
    /// composed, or an order list, which the face does not have.
    var keptElements: (member: String?, count: Int)?
    /// Paths whose decimal places follow the value, each with its reason.
    var waived: [String: String] = [:]
    /// Asks the face.
    let reach: @Sendable () throws -> BinanceReply

    var description: String { part.map { "\(file)#\($0)" } ?? file }

    /// The shape that the face must match.
    func expected() throws -> Shape {
        var shape = try Shape(Fixtures.bytes(file))
        if let part, case .members(let bodies) = shape, let body = bodies[part] { shape = body }
        guard let keptElements else { return shape }
        if let member = keptElements.member {
            guard case .members(var members) = shape, case .list(let elements)? = members[member] else { return shape }
            members[member] = .list(Array(elements.prefix(keptElements.count)))
            return .members(members)
        }
        guard case .list(let elements) = shape else { return shape }
        return .list(Array(elements.prefix(keptElements.count)))
    }
}

enum Fixtures {
    static func bytes(_ file: String) throws -> [UInt8] {
        try VenueSamples.bytes("binance", file)
    }

    static func json(_ file: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(try bytes(file)))
    }
}

extension BinanceSample {
    static let all: [BinanceSample] = market + account + orders + replacements + wallet
}

extension BinanceClient {
    /// The best prices of a symbol as texts.
    mutating func best(_ symbol: String = "BTCUSDT") -> (bid: String, ask: String) {
        let row = send("GET", "/api/v3/ticker/bookTicker", "symbol=\(symbol)")
        return (row["bidPrice"] ?? "", row["askPrice"] ?? "")
    }

    /// Rests a small buy far below the market and returns its id.
    @discardableResult
    mutating func rest(_ clientID: String, more: String = "") -> Int {
        let reply = order(
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000"
                + "&newClientOrderId=\(clientID)\(more)"
        )
        return reply.number("orderId") ?? -1
    }
}
