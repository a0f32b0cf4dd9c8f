import VenueSimulator

extension Kraken {
    /// Reads `a=1&orders[0][type]=buy` into a tree.
    enum FormReader {
        /// A tree that grows in place. Names are few, so a plain array keeps the order.
        private final class Node {
            var text: String?
            var names: [String] = []
            var children: [String: Node] = [:]

            func child(_ name: String) -> Node {
                if let known = children[name] { return known }
                let made = Node()
                names.append(name)
                children[name] = made
                return made
            }

            /// `[0]`, `[1]`, ... make a list, other names an object.
            var json: FaceJSON? {
                if let text { return names.isEmpty ? .text(text) : nil }
                var members: [FaceJSON.Member] = []
                for name in names {
                    guard let value = children[name]?.json else { return nil }
                    members.append(FaceJSON.Member(name, value))
                }
                let isList = !names.isEmpty && names.enumerated().allSatisfy { $1 == String($0) }
                return isList ? .list(members.map(\.value)) : .members(members)
            }
        }

        static func read(_ bytes: [UInt8]) -> FaceJSON? {
            let root = Node()
            for part in bytes.split(separator: UInt8(ascii: "&")) {
                let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard let name = sides.first.flatMap({ FacePercent.decode($0) }),
                    let value = FacePercent.decode(sides.count > 1 ? sides[1] : []),
                    let path = path(name)
                else { return nil }
                var node = root
                for step in path { node = node.child(step.isEmpty ? String(node.names.count) : step) }
                // The first of two equal names holds.
                if node.text == nil { node.text = value }
            }
            // Names of the root are never a list, even `0=1`.
            guard case .list(let elements)? = root.json else { return root.json }
            return .members(elements.enumerated().map { FaceJSON.Member(String($0), $1) })
        }

        /// `orders[0][type]` as its three steps, nil for brackets that do not close or nest deeper than four.
        private static func path(_ name: String) -> [String]? {
            guard let open = name.utf8.firstIndex(of: UInt8(ascii: "[")) else { return [name] }
            var steps = [String(name[..<open])]
            var rest = name[open...]
            while !rest.isEmpty {
                guard steps.count < 4, rest.first == "[", let close = rest.firstIndex(of: "]") else { return nil }
                steps.append(String(rest[rest.index(after: rest.startIndex)..<close]))
                rest = rest[rest.index(after: close)...]
            }
            return steps
        }
    }
}
