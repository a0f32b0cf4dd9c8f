import Fidelity
import VenueSamples
import VenueSimulator

@testable import SimulatedKraken

/// One sample answer of the venue and the requests that bring the face into the same state.
struct KrakenSample: Sendable, CustomStringConvertible {
    let file: String
    /// Which rows of the sample's map (keys by pair, order or trade) are held against the face's; nil for all.
    var kept: [String]?
    /// Which rows of the face's map are compared; nil for all.
    var answered: [String]?
    /// Where in the sample and the answer a map with names of data begins: its rows are compared as one list.
    var map: [String] = []
    /// Paths that differ, each with its reason.
    var waived: [String: String] = [:]
    let reach: @Sendable () throws -> KrakenReply

    var description: String { file }

    func expected() throws -> Shape {
        Self.flattened(try Shape(VenueSamples.bytes("kraken", file)), at: map, kept: kept)
    }

    func actual(_ reply: KrakenReply) throws -> Shape {
        Self.flattened(try Shape(reply.body), at: map, kept: answered)
    }

    /// Turns the map at `path` into a list of its rows, because its names are ids and pairs; `last` stays aside.
    private static func flattened(_ shape: Shape, at path: [String], kept: [String]?) -> Shape {
        guard let first = path.first, case .members(var members) = shape, let inner = members[first]
        else {
            return shape
        }
        if path.count > 1 {
            members[first] = flattened(inner, at: Array(path.dropFirst()), kept: kept)
            return .members(members)
        }
        guard case .members(let rows) = inner else { return shape }
        var list: [Shape] = []
        for (name, row) in rows.sorted(by: { $0.key < $1.key }) where name != "last" {
            if kept?.contains(name) ?? true { list.append(row) }
        }
        members[first] = .list(list)
        members["last"] = rows["last"]
        return .members(members)
    }

    static let all: [KrakenSample] = market + orders + account + refusals
}
