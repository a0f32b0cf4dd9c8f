import AdapterProtocol
import VenueSimulator

extension Luno {
    /// What this venue tells about an order beyond what the engine keeps.
    struct Note: Sendable, Codable {
        let ref: Luno.Ref
        let clientID: String?
        /// When the owner's cancel request was processed; 0 for never. The `expiration_timestamp` of luno.md E.7.
        var cancelledAt: Int64 = 0
        var feeBase = ExactDecimal.zero
        var feeCounter = ExactDecimal.zero
    }

    /// A cancel that was acknowledged and is not final yet (luno.md E.6).
    struct PendingCancel: Sendable, Codable {
        let ref: Luno.Ref
        let due: Int64
    }

    /// Notes on all orders, found by order and by client id.
    struct Notes: Sendable, Codable {
        private(set) var all: [Note] = []
        private(set) var pendingCancels: [PendingCancel] = []
        private var indexByRef: [Luno.Ref: Int] = [:]
        private var refByClientID: [String: Luno.Ref] = [:]

        private enum CodingKeys: String, CodingKey {
            case all, pendingCancels
        }

        init() {}

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            pendingCancels = try container.decode([PendingCancel].self, forKey: .pendingCancels)
            for note in try container.decode([Note].self, forKey: .all) { add(note) }
        }

        /// An order of before the client id's note; ids are never free again (luno.md E.5, L.6).
        func order(_ clientID: String) -> Luno.Ref? { refByClientID[clientID] }

        func note(_ ref: Luno.Ref) -> Note? { indexByRef[ref].map { all[$0] } }

        mutating func add(_ note: Note) {
            guard indexByRef[note.ref] == nil else { return }
            indexByRef[note.ref] = all.count
            all.append(note)
            if let clientID = note.clientID { refByClientID[clientID] = note.ref }
        }

        mutating func addFee(_ fill: EngineFill, of order: EngineOrder, base: String) {
            let ref = Luno.Ref(order)
            if indexByRef[ref] == nil { add(Note(ref: ref, clientID: order.clientOrderID)) }
            guard let index = indexByRef[ref] else { return }
            // reason: sums of two engine amounts stay far below 34 digits; the old sum would be kept otherwise.
            if fill.feeAsset == base {
                all[index].feeBase = (try? all[index].feeBase + fill.fee) ?? all[index].feeBase
            } else {
                all[index].feeCounter = (try? all[index].feeCounter + fill.fee) ?? all[index].feeCounter
            }
        }

        mutating func noteCancel(_ ref: Luno.Ref, at time: Int64) {
            guard let index = indexByRef[ref], all[index].cancelledAt == 0 else { return }
            all[index].cancelledAt = time
        }

        mutating func postponeCancel(_ ref: Luno.Ref, to due: Int64) {
            pendingCancels.append(PendingCancel(ref: ref, due: due))
        }

        /// Takes out the cancels that are due.
        mutating func dueCancels(at now: Int64) -> [Luno.Ref] {
            if pendingCancels.isEmpty { return [] }
            let due = pendingCancels.filter { $0.due <= now }.map(\.ref)
            if !due.isEmpty { pendingCancels.removeAll { $0.due <= now } }
            return due
        }
    }
}
