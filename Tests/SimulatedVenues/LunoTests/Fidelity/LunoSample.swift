import Fidelity
import VenueSamples

@testable import SimulatedLuno

/// One REST answer of the venue and the requests that bring the face into the same state.
struct LunoSample: Sendable, CustomStringConvertible {
    let file: String
    var status = 200
    /// Whether the decimal places are recorded and must be the same; elsewhere they follow the values (luno.md D: number
    /// style varies by endpoint and year).
    var hasExactPlaces = false
    /// How many of the list's first elements are held against the face, with the reason why not all.
    var kept: (member: String, count: Int, reason: String)?
    /// Fields that the face always sends and rows of this sample lack, with the reason; not compared.
    var additional: [String: String] = [:]
    /// Asks the face.
    let reach: @Sendable () throws -> LunoReply

    var description: String { file }

    /// The shape that the face must match.
    func expected() throws -> Shape {
        let shape = try Shape(VenueSamples.bytes("luno", file))
        guard let kept, case .members(var members) = shape, case .list(let rows)? = members[kept.member] else {
            return shape
        }
        members[kept.member] = .list(Array(rows.prefix(kept.count)))
        return .members(members)
    }

    static let all: [LunoSample] = market + account + orders + errors
}

extension Shape {
    /// The shape without what follows from the value: decimal places, and whether a JSON number has a fraction.
    var withoutPlaces: Shape {
        switch self {
        case .decimal: .decimal(places: 0)
        case .fraction: .integer
        case .list(let elements): .list(elements.map(\.withoutPlaces))
        case .members(let members): .members(members.mapValues(\.withoutPlaces))
        case .null, .flag, .integer, .text: self
        }
    }

    /// The shape without some members, at any depth.
    func without(_ names: Set<String>) -> Shape {
        switch self {
        case .list(let elements): .list(elements.map { $0.without(names) })
        case .members(let members):
            .members(members.filter { !names.contains($0.key) }.mapValues { $0.without(names) })
        default: self
        }
    }
}
