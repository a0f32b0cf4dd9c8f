import VenueSimulator

extension VALR {
    /// UUIDs of version 7, as the venue hands them out since 2025 (valr.md D.4).
    ///
    /// The 62 free bits hold kind, market and running number behind a key from the seed, so that an id leads back to
    /// what it names without a table.
    struct IDs: Sendable {
        /// What an id names.
        enum Kind: UInt64, Sendable {
            case order = 1
            case trade, bookOrder, modification, ledger, transfer
        }

        /// What an id says.
        struct Parts: Sendable, Hashable {
            let kind: Kind
            let market: Int
            let number: Int64
            let time: Int64
        }

        private let key: UInt64

        init(seed: UInt64) {
            key = (seed &* 0x9E37_79B9_7F4A_7C15 ^ 0x5851_F42D_4C95_7F2D) & Self.mask
        }

        private static let mask: UInt64 = (1 << 62) - 1
        private static let factor: UInt64 = 0x2545_F491_4F6C_DD1D
        /// The inverse of ``factor`` modulo 2^64 by Newton's iteration, which doubles the right bits each time.
        private static let inverse: UInt64 = (0..<6).reduce(factor) { found, _ in found &* (2 &- factor &* found) }

        func text(_ kind: Kind, market: Int = 0, number: Int64, at time: Int64) -> String {
            let number = UInt64(clamping: number) & ((1 << 50) - 1)
            let payload = kind.rawValue << 58 | (UInt64(clamping: market) & 0xFF) << 50 | number
            let low = (payload &* Self.factor & Self.mask) ^ key
            let high = (UInt64(clamping: time) & ((1 << 48) - 1)) << 16 | 0x7000 | Self.check(low)
            return Self.layOut(high, low | 1 << 63)
        }

        /// The parts of an id of this venue; nil for any other text.
        func parts(_ text: String) -> Parts? {
            let bytes = Array(text.utf8)
            guard bytes.count == 36 else { return nil }
            var words: (high: UInt64, low: UInt64) = (0, 0)
            var count = 0
            for (index, byte) in bytes.enumerated() {
                if [8, 13, 18, 23].contains(index) {
                    guard byte == UInt8(ascii: "-") else { return nil }
                    continue
                }
                guard let digit = FaceHex.value(of: byte) else { return nil }
                if count < 16 {
                    words.high = words.high << 4 | UInt64(digit)
                } else {
                    words.low = words.low << 4 | UInt64(digit)
                }
                count += 1
            }
            guard words.low >> 62 == 2, words.high & 0xF000 == 0x7000 else { return nil }
            let low = words.low & Self.mask
            guard words.high & 0xFFF == Self.check(low) else { return nil }
            let payload = ((low ^ key) &* Self.inverse) & Self.mask
            guard let kind = Kind(rawValue: payload >> 58) else { return nil }
            return Parts(
                kind: kind, market: Int(payload >> 50 & 0xFF), number: Int64(payload & ((1 << 50) - 1)),
                time: Int64(words.high >> 16))
        }

        private static func check(_ low: UInt64) -> UInt64 { (low ^ low >> 13 ^ low >> 37) & 0xFFF }

        private static func layOut(_ high: UInt64, _ low: UInt64) -> String {
            var out: [UInt8] = []
            out.reserveCapacity(36)
            for index in 0..<32 {
                if [8, 12, 16, 20].contains(index) { out.append(UInt8(ascii: "-")) }
                let word = index < 16 ? high >> UInt64(60 - 4 * index) : low >> UInt64(60 - 4 * (index - 16))
                out.append(FaceHex.digits[Int(word & 15)])
            }
            return String(decoding: out, as: UTF8.self)
        }
    }
}
