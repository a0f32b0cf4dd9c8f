import Crypto
import VenueSimulator

extension Binance {
    /// One amendment of an order, for `GET order/amendments`.
    struct Amendment: Sendable, Codable {
        let executionID: Int64
        let previousClientID: String
        let clientID: String
        let previousQuantity: String
        let quantity: String
        let time: Int64
    }

    /// What this venue remembers beyond the engine: ids it made up, ids that cancels left behind, amendments.
    struct Ledger: Sendable, Codable {
        struct Entry: Sendable, Codable {
            let ref: EngineOrderRef
            var cancelID: String?
            var amendments: [Amendment] = []
        }

        private var entries: [Entry] = []
        private var indexByRef: [EngineOrderRef: Int] = [:]
        private var lastExecutionID: Int64 = 0
        private var idsMade: UInt64 = 0
        private let seed: UInt64

        private enum CodingKeys: String, CodingKey {
            case entries, lastExecutionID, idsMade, seed
        }

        init(seed: UInt64) {
            self.seed = seed
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            entries = try container.decode([Entry].self, forKey: .entries)
            lastExecutionID = try container.decode(Int64.self, forKey: .lastExecutionID)
            idsMade = try container.decode(UInt64.self, forKey: .idsMade)
            seed = try container.decode(UInt64.self, forKey: .seed)
            for (index, entry) in entries.enumerated() { indexByRef[entry.ref] = index }
        }

        /// A client id as the venue makes them: 22 letters and digits (binance.md E.3).
        mutating func makeClientID() -> String {
            let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
            let bytes = nextDigest().prefix(22)
            return String(decoding: bytes.map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
        }

        /// The value of `x-mbx-uuid`.
        mutating func makeRequestID() -> String {
            let text = Array(FaceHex.text(nextDigest().prefix(16)).utf8)
            let groups = [text[0..<8], text[8..<12], text[12..<16], text[16..<20], text[20..<32]]
            return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        }

        private mutating func nextDigest() -> [UInt8] {
            idsMade &+= 1
            return Array(SHA256.hash(data: Array("binance ids \(seed) \(idsMade)".utf8)))
        }

        mutating func nextExecutionID() -> Int64 {
            lastExecutionID &+= 1
            return lastExecutionID
        }

        mutating func addAmendment(_ amendment: Amendment, of ref: EngineOrderRef) {
            edit(ref) { $0.amendments.append(amendment) }
        }

        func amendments(of ref: EngineOrderRef) -> [Amendment] {
            indexByRef[ref].map { entries[$0].amendments } ?? []
        }

        /// Lets the cancel's id take the place of the order's own (binance.md E.3, one reading of the conflict).
        mutating func rename(_ ref: EngineOrderRef, to cancelID: String) {
            edit(ref) { $0.cancelID = cancelID }
        }

        func cancelID(of ref: EngineOrderRef) -> String? { indexByRef[ref].flatMap { entries[$0].cancelID } }

        /// The latest order that a cancel has given this id.
        func order(renamedTo cancelID: String, symbol: String) -> Int64? {
            entries.last { $0.ref.symbol == symbol && $0.cancelID == cancelID }?.ref.id
        }

        private mutating func edit(_ ref: EngineOrderRef, _ change: (inout Entry) -> Void) {
            let index = indexByRef[ref] ?? entries.count
            if index == entries.count {
                entries.append(Entry(ref: ref))
                indexByRef[ref] = index
            }
            change(&entries[index])
        }
    }
}
