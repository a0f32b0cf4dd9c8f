import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// Ids of the form `O` and 5, 5, 6 characters of `A–Z2–7` (kraken.md L.7): 80 bits.
    ///
    /// They are the engine's numbers under a permutation that follows from the seed (a Feistel network), so that they
    /// look random, never collide, and can be read back without a table.
    struct IDs: Sendable {
        private let keys: [UInt64]

        init(seed: UInt64) {
            var state = seed ^ 0x6B72_616B_656E
            keys = (0..<6).map { _ in
                state &+= 0x9E37_79B9_7F4A_7C15
                return Self.mix(state)
            }
        }

        func order(_ ref: Kraken.Ref) -> String { text("O", Markets.indexes[ref.symbol] ?? 0, ref.id, 0) }

        /// The order of an id; nil for a text that this venue never made.
        func order(_ text: String) -> Kraken.Ref? {
            guard text.utf8.first == UInt8(ascii: "O"), let (index, number, leg) = read(text), leg == 0 else {
                return nil
            }
            return Kraken.Ref(symbol: Markets.all[index].key, id: number)
        }

        func trade(_ fill: EngineFill) -> String { text("T", Markets.indexes[fill.symbol] ?? 0, fill.tradeID, 1) }

        /// The market and number of a trade id.
        func trade(_ text: String) -> (symbol: String, id: Int64)? {
            guard text.utf8.first == UInt8(ascii: "T"), let (index, number, leg) = read(text), leg == 1 else {
                return nil
            }
            return (Markets.all[index].key, number)
        }

        /// The id of the position that a trade belongs to; spot trades carry one without meaning.
        func position(_ fill: EngineFill) -> String { text("T", Markets.indexes[fill.symbol] ?? 0, fill.orderID, 2) }

        func ledgerRow(_ number: Int64) -> String { text("L", 0, number, 3) }

        func ledgerRow(_ text: String) -> Int64? {
            guard text.utf8.first == UInt8(ascii: "L"), let (_, number, leg) = read(text), leg == 3 else { return nil }
            return number
        }

        func amend(_ number: Int64) -> String { text("T", 0, number, 4) }

        /// A reference without a row of its own, such as that of the opening deposits.
        func reference(_ number: Int64) -> String { text("F", 0, number, 5) }

        private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        private static let half: UInt64 = (1 << 40) - 1
        private static let mostIDs: Int64 = 1 << 48

        private func text(_ letter: Unicode.Scalar, _ market: Int, _ number: Int64, _ leg: UInt8) -> String {
            // 16 bits of zeros guard against made-up texts, 8 name the market, 8 the kind, 48 the number.
            let low = UInt64(truncatingIfNeeded: number)
            var left = UInt64(leg) << 16 | UInt64(UInt8(truncatingIfNeeded: market)) << 8 | (low >> 40 & 0xFF)
            var right = low & Self.half
            for key in keys { (left, right) = (right, left ^ (Self.mix(right ^ key) & Self.half)) }
            var characters: [UInt8] = []
            for value in [left, right] {
                for step in 0..<8 { characters.append(Self.alphabet[Int(value >> UInt64(35 - 5 * step) & 31)]) }
            }
            let rest = [characters[0..<5], characters[5..<10], characters[10..<16]]
            return String(Character(letter)) + rest.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        }

        private func read(_ text: String) -> (market: Int, number: Int64, leg: UInt8)? {
            let bytes = Array(text.utf8)
            guard bytes.count == 19, bytes[6] == UInt8(ascii: "-"), bytes[12] == UInt8(ascii: "-") else { return nil }
            let digits = bytes[1..<6] + bytes[7..<12] + bytes[13..<19]
            var halves: [UInt64] = [0, 0]
            for (index, byte) in digits.enumerated() {
                guard let value = Self.alphabet.firstIndex(of: byte) else { return nil }
                halves[index / 8] = halves[index / 8] << 5 | UInt64(value)
            }
            var (left, right) = (halves[0], halves[1])
            for key in keys.reversed() { (left, right) = (right ^ (Self.mix(left ^ key) & Self.half), left) }
            let market = Int(left >> 8 & 0xFF)
            let number = Int64((left & 0xFF) << 40 | right)
            guard left >> 24 == 0, market < Markets.all.count, number < Self.mostIDs else { return nil }
            return (market, number, UInt8(left >> 16 & 0xFF))
        }

        private static func mix(_ value: UInt64) -> UInt64 {
            var mixed = value
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
