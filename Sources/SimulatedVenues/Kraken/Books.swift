import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// One change of an order by its owner (kraken.md E.7).
    struct Amendment: Sendable, Codable {
        let id: Int64
        let type: String
        let quantity: ExactDecimal
        let remaining: ExactDecimal
        let limitPrice: ExactDecimal?
        let triggerPrice: ExactDecimal?
        let isPostOnly: Bool
        /// Milliseconds.
        let time: Int64
    }

    /// What the venue knows of an order beyond the engine.
    struct Note: Sendable, Codable {
        let ref: Ref
        var amendments: [Amendment] = []
        /// The order outlived its `expiretm`.
        var isExpired = false
        /// Why it was cancelled, where the engine cannot tell.
        var reason: String?
    }

    /// One booked movement (kraken.md E.11).
    struct LedgerRow: Sendable, Codable {
        let number: Int64
        let reference: String
        /// Microseconds.
        let time: Int64
        let type: String
        let asset: String
        let amount: ExactDecimal
        let fee: ExactDecimal
        let balance: ExactDecimal
    }

    /// An order's end by `expiretm`.
    struct Expiry: Sendable, Codable {
        let ref: Ref
        /// Milliseconds.
        let time: Int64
    }

    /// What this venue writes down beyond the engine, and keeps between runs.
    struct Books: Sendable, Codable {
        private var notes: [Note] = []
        private var noteIndexes: [Ref: Int] = [:]
        /// Ascending by number; the newest twenty thousand or so.
        private(set) var rows: [LedgerRow] = []
        private var totals: [String: ExactDecimal] = [:]
        private(set) var expiries: [Expiry] = []
        private var nextRow: Int64 = 1
        private var nextAmendment: Int64 = 1
        private(set) var tokens: Int64 = 0
        /// When the dead man's switch cancels everything, milliseconds (E.9).
        var cancelAllAt: Int64?

        private static let most = 20_000

        private enum CodingKeys: String, CodingKey {
            case notes, rows, totals, expiries, nextRow, nextAmendment, tokens, cancelAllAt
        }

        init() {}

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            notes = try container.decode([Note].self, forKey: .notes)
            rows = try container.decode([LedgerRow].self, forKey: .rows)
            totals = try container.decode([String: ExactDecimal].self, forKey: .totals)
            expiries = try container.decode([Expiry].self, forKey: .expiries)
            nextRow = try container.decode(Int64.self, forKey: .nextRow)
            nextAmendment = try container.decode(Int64.self, forKey: .nextAmendment)
            tokens = try container.decode(Int64.self, forKey: .tokens)
            cancelAllAt = try container.decodeIfPresent(Int64.self, forKey: .cancelAllAt)
            indexNotes()
        }

        /// Whether saved books can be some: numbers that count on, rows without gaps, times of this age.
        var isSound: Bool {
            let ids = 0...(Int64.max / 2) as ClosedRange<Int64>
            let times = 0...4_000_000_000_000 as ClosedRange<Int64>
            guard ids.contains(nextRow), ids.contains(nextAmendment), ids.contains(tokens),
                rows.count <= Self.most, notes.count <= Self.most, expiries.allSatisfy({ times.contains($0.time) })
            else { return false }
            let first = nextRow - Int64(rows.count)
            let areNumbered = rows.enumerated().allSatisfy { $1.number == first + Int64($0) }
            return first >= 1 && areNumbered && (cancelAllAt.map { times.contains($0) } ?? true)
        }

        func note(_ ref: Ref) -> Note? { noteIndexes[ref].map { notes[$0] } }

        mutating func edit(_ ref: Ref, _ change: (inout Note) -> Void) {
            if noteIndexes[ref] == nil {
                if notes.count >= Self.most {
                    notes.removeFirst(Self.most / 2)
                    indexNotes()
                }
                noteIndexes[ref] = notes.count
                notes.append(Note(ref: ref))
            }
            if let index = noteIndexes[ref] { change(&notes[index]) }
        }

        private mutating func indexNotes() {
            noteIndexes = [:]
            for (index, note) in notes.enumerated() { noteIndexes[note.ref] = index }
        }

        mutating func takeAmendmentID() -> Int64 {
            nextAmendment &+= 1
            return nextAmendment - 1
        }

        mutating func takeToken() -> Int64 {
            tokens &+= 1
            return tokens
        }

        /// Books a movement of one asset; `amount` is signed, `fee` is taken on top.
        mutating func book(
            _ amount: ExactDecimal, fee: ExactDecimal = .zero, of asset: String, type: String, reference: String,
            time: Int64
        ) {
            // reason: balances and amounts are far from 34 digits; an overflow would keep the old total.
            let total =
                (try? ExactDecimal.sum([totals[asset] ?? .zero, amount, fee.negated])) ?? totals[asset] ?? .zero
            totals[asset] = total
            if rows.count >= Self.most { rows.removeFirst(Self.most / 2) }
            rows.append(
                LedgerRow(
                    number: nextRow, reference: reference, time: time, type: type, asset: asset, amount: amount,
                    fee: fee, balance: total))
            nextRow &+= 1
        }

        mutating func add(_ expiry: Expiry) { expiries.append(expiry) }

        /// Takes out what is due, earliest first.
        mutating func takeExpiries(until time: Int64) -> [Expiry] {
            guard expiries.contains(where: { $0.time <= time }) else { return [] }
            let due = expiries.filter { $0.time <= time }
            expiries.removeAll { $0.time <= time }
            return due.sorted { ($0.time, $0.ref.symbol, $0.ref.id) < ($1.time, $1.ref.symbol, $1.ref.id) }
        }

        /// Drops the expiries of orders that are over.
        mutating func forgetExpiry(_ ref: Ref) {
            if !expiries.isEmpty { expiries.removeAll { $0.ref == ref } }
        }
    }
}
