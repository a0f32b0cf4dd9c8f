import AdapterProtocol

/// Damages captured answers in every way that a wire can, and tells which damages a flow took for something they do not
/// say. Each function returns the offending cases as text; an empty list is what a test expects.
package enum Damage {
    /// Values that no field expects.
    package static let strangers = [
        "null", "true", "\"\"", "\"x\"", "0", "-1", "\"-1\"", "1.5", "1e400", "99999999999999999999", "\"1e99\"",
        "\"0.12345678901234567890123456789012345678901234567890\"", "[]", "{}", "[[]]", "\"\\ud800\"",
    ].compactMap { Tree($0) }

    /// The whole sample must be read.
    package static func whole(_ decoder: Decoder) throws -> [String] {
        let taken = try decoder.take(.ok(decoder.body.text))
        return taken == .read ? [] : ["\(decoder.sample) is taken as \(taken)"]
    }

    /// Cut short after every byte: never read, never a claim.
    package static func truncated(_ decoder: Decoder) throws -> [String] {
        let bytes = Array(decoder.body.text.utf8)
        return try (0..<bytes.count).compactMap { length in
            let reply = WireReply(status: 200, headers: [], body: Array(bytes.prefix(length)))
            let taken = try decoder.take(.reply(reply))
            return taken == .refused || taken == .doubtful ? nil : "\(decoder.sample) at \(length) bytes: \(taken)"
        }
    }

    /// Every member and element removed, nulled, retyped or made huge: never a claim.
    package static func mutated(_ decoder: Decoder) throws -> [String] {
        try decoder.body.mutations(strangers).compactMap { mutation in
            let taken = try decoder.take(.ok(mutation.text))
            return taken == .claimed ? "\(decoder.sample): \(mutation.text)" : nil
        }
    }

    /// Seeded random damage to random samples: no crash, and for a success never a claim.
    package static func random(_ decoders: [Decoder], seed: UInt64, count: Int) throws -> [String] {
        guard !decoders.isEmpty else { return ["no decoders"] }
        var random = SplitMix(seed: seed)
        let bodies = decoders.map { Array($0.body.text.utf8) }
        var offences: [String] = []
        for _ in 0..<count {
            let index = random.index(below: decoders.count)
            var bytes = bodies[index]
            for _ in 0...random.index(below: 4) where !bytes.isEmpty { hurt(&bytes, &random) }
            let status = [200, 200, 200, 400, 418, 500][random.index(below: 6)]
            let taken = try decoders[index].take(.reply(WireReply(status: status, headers: [], body: bytes)))
            if status == 200, taken == .claimed {
                offences.append("\(decoders[index].sample): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        return offences
    }

    private static func hurt(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let position = random.index(below: bytes.count)
        switch random.index(below: 5) {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(Array(#"{}[]",:0-e\"#.utf8)[random.index(below: 11)], at: position)
        case 3:
            bytes.insert(
                contentsOf: bytes[position..<min(bytes.count, position + random.index(below: 20))], at: position)
        default: bytes.removeSubrange(position..<min(bytes.count, position + random.index(below: 20)))
        }
    }
}
