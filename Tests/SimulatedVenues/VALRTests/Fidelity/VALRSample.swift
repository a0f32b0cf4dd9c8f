import Fidelity
import VenueSamples

@testable import SimulatedVALR

/// One REST answer of the venue and the requests that bring the face into the same state.
struct VALRSample: Sendable, CustomStringConvertible {
    let file: String
    var status = 200
    /// Which elements of the file are held against the face, with the reason why not all.
    var kept: (indexes: [Int], reason: String)?
    /// Members that are not compared, with the reason.
    var waived: [String: String] = [:]
    /// Rows of the face without this member are not compared, with the reason.
    var needs: (member: String, reason: String)?
    /// Asks the face.
    let reach: @Sendable () throws -> [VALRReply]

    var description: String { file }

    init(
        file: String, status: Int = 200, kept: (indexes: [Int], reason: String)? = nil, waived: [String: String] = [:],
        needs: (member: String, reason: String)? = nil, reach: @escaping @Sendable () throws -> [VALRReply]
    ) {
        self.file = file
        self.status = status
        self.kept = kept
        self.waived = waived
        self.needs = needs
        self.reach = reach
    }

    /// The shape that the face must match.
    func expected() throws -> Shape {
        let shape = try Shape(VenueSamples.bytes("valr", file))
        guard let kept, case .list(let rows) = shape else { return shape }
        return .list(kept.indexes.map { rows[$0].body })
    }

    func selected(_ shape: Shape) -> Shape {
        guard let needs, case .list(let rows) = shape else { return shape }
        return .list(
            rows.filter { row in
                guard case .members(let members) = row else { return true }
                return members[needs.member] != nil
            })
    }

    static let all: [VALRSample] = market + account + orders + errors
}

extension Shape {
    /// The body of an element that also holds its HTTP status.
    var body: Shape {
        guard case .members(let members) = self, members["http"] != nil, let body = members["body"] else { return self }
        return body
    }

    /// The shape without what follows from the value: how many decimals a text has, and whether a number has any.
    var withoutPlaces: Shape {
        switch self {
        case .decimal: .text
        case .list(let elements): .list(elements.map(\.withoutPlaces))
        case .members(let members): .members(members.mapValues(\.withoutPlaces))
        case .null, .flag, .integer, .fraction, .text: self
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
