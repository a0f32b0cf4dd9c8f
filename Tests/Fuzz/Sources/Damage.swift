/// What was done to an answer, for reports and for the oracles.
struct Damage {
    enum Kind: String, CaseIterable {
        /// Bytes changed, removed, inserted, repeated.
        case bytes
        /// Digits changed into others: the shape stays, the numbers do not.
        case digits
        /// One value removed, nulled, retyped, made huge, repeated, nested deep.
        case value
        /// Cut short.
        case truncated
        /// The head of one answer and the tail of another.
        case splice
        /// Another answer of the venue altogether.
        case exchanged
        /// Nothing but the status, or nothing at all.
        case none
    }

    var kind: Kind
    var body: [UInt8]
    var status: Int

    /// Statuses that venues and what stands before them send.
    private static let statuses = [
        200, 201, 202, 204, 301, 400, 401, 403, 404, 409, 415, 418, 422, 429, 451, 500, 502, 503, 504, 520,
    ]

    /// Damages a healthy answer; `others` are answers of the same venue to splice from.
    init(
        _ healthy: [UInt8], _ document: Document?, status: Int, others: [[UInt8]], _ random: inout SplitMix
    ) {
        body = healthy
        self.status = random.index(below: 5) == 0 ? random.pick(Self.statuses) ?? status : status
        let choice = random.index(below: 100)
        switch choice {
        case 0..<18:
            kind = .digits
            let places = body.indices.filter { (0x30...0x39).contains(body[$0]) }
            for _ in 0...random.index(below: 12) {
                if let place = random.pick(places) { body[place] = 0x30 + UInt8(random.index(below: 10)) }
            }
        case 18..<46:
            kind = .bytes
            for _ in 0...random.index(below: 4) where !body.isEmpty { Self.hurt(&body, &random) }
        case 46..<84:
            guard let document else {
                kind = .none
                return
            }
            kind = .value
            var damaged = document
            for _ in 0...(random.index(below: 4) == 0 ? 2 : 0) { damaged = damaged.damaged(&random) }
            body = damaged.bytes
            // What no tree can hold: the same key twice, values nested deeper than anybody reads.
            if random.index(below: 25) == 0 { Self.repeatKey(&body, &random) }
        case 84..<90:
            kind = .truncated
            body = Array(body.prefix(random.index(below: body.count + 1)))
        case 90..<94:
            kind = .splice
            let other = random.pick(others) ?? []
            body = body.prefix(random.index(below: body.count + 1)) + other.suffix(random.index(below: other.count + 1))
        case 94..<97:
            kind = .exchanged
            body = random.pick(others) ?? []
        default: kind = .none
        }
    }

    static func hurt(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let position = random.index(below: bytes.count)
        let few = position..<min(bytes.count, position + 1 + random.index(below: 24))
        switch random.index(below: 8) {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes[position] ^= 1 << UInt8(random.index(below: 8))
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(random.pick(Array(#"{}[]",:0-+.eE\9"#.utf8)) ?? 0, at: position)
        case 4: bytes.insert(contentsOf: bytes[few], at: position)
        case 5: bytes.removeSubrange(few)
        case 6:
            let from = random.index(below: bytes.count)
            let piece = bytes[from..<min(bytes.count, from + few.count)]
            bytes.replaceSubrange(few, with: piece)
        default:
            let marks = ["\\u0031", "\\ud83d", "\u{FF}", "\u{0}", "9999999999", "e308", "0.", "\"\"", "null", " "]
            bytes.insert(contentsOf: Array((random.pick(marks) ?? "").utf8), at: position)
        }
    }

    /// Writes the first member of some object a second time.
    private static func repeatKey(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let opens = bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") }
        guard let open = random.pick(opens), let comma = bytes[open...].firstIndex(of: UInt8(ascii: ","))
        else { return }
        bytes.insert(contentsOf: bytes[(open + 1)...comma], at: open + 1)
    }
}

extension Document {
    /// Values that no field expects.
    private static let strangers: [Document] = [
        .null, .flag(true), .flag(false), .text(""), .text("x"), .text("0"), .text("-1"), .text("1e99"), .text("NaN"),
        .text("Infinity"), .text(" 1"), .text("1 "), .text("+1"), .text(".5"), .text("5."), .text("1,5"),
        .text("0x10"), .text("0.12345678901234567890123456789012345678901234567890"),
        .text("99999999999999999999999999999999999999"), .text("9223372036854775808"), .text("-0"), .text("1e-70"),
        .text("\u{0}"), .text("१"), .text("2262-04-12T00:00:00Z"), .text("9999-99-99T99:99:99Z"),
        .number("0"), .number("-0"), .number("-1"), .number("1.5"), .number("1e400"), .number("1E-400"),
        .number("99999999999999999999"), .number("9223372036854775807"), .number("-9223372036854775808"),
        .number("9007199254740993"), .number("1e18"), .number("0.1e1"), .list([]), .object([]), .list([.list([])]),
    ]

    /// The tree with one of its values changed.
    func damaged(_ random: inout SplitMix) -> Document { changed(random.index(below: count), &random) ?? .null }

    /// Values in the tree, this one included.
    private var count: Int {
        switch self {
        case .list(let elements): 1 + elements.reduce(0) { $0 + $1.count }
        case .object(let members): 1 + members.reduce(0) { $0 + $1.value.count }
        default: 1
        }
    }

    /// The tree with the value at `index` changed, counted from this one as 0; nil removes it.
    private func changed(_ index: Int, _ random: inout SplitMix) -> Document? {
        guard index > 0 else { return replaced(&random) }
        var rest = index - 1
        func next(_ value: Document) -> Document? {
            let size = value.count
            defer { rest -= size }
            return (0..<size).contains(rest) ? value.changed(rest, &random) : value
        }
        switch self {
        case .list(let elements): return .list(elements.compactMap(next))
        case .object(let members):
            return .object(
                members.compactMap { member in next(member.value).map { .init(name: member.name, value: $0) } })
        default: return self
        }
    }

    private func replaced(_ random: inout SplitMix) -> Document? {
        switch random.index(below: 10) {
        case 0, 1: return nil
        case 2...5: return random.pick(Self.strangers)
        case 6:
            let depth = random.pick([3, 63, 64, 65, 200, 2000]) ?? 3
            // A number is printed as it stands, so that any text can be put into the answer.
            return .number(String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth))
        case 7:
            if case .list(let elements) = self, !elements.isEmpty {
                return .list((0..<40).map { elements[$0 % elements.count] })
            }
            return .list([self])
        case 8:
            if case .list(let elements) = self { return .list(elements.reversed()) }
            return .text(String(repeating: "9", count: 1 + random.index(below: 60)))
        default: return tweaked(&random)
        }
    }

    /// A number with other digits, a text with another letter.
    private func tweaked(_ random: inout SplitMix) -> Document {
        guard let plain else { return .number(String(random.next())) }
        var bytes = Array(plain.utf8)
        let position = random.index(below: bytes.count + 1)
        switch random.index(below: 4) {
        case 0 where position < bytes.count: bytes[position] = random.pick(Array("0123456789.-eAz".utf8)) ?? 0x30
        case 1: bytes.insert(random.pick(Array("0123456789.".utf8)) ?? 0x30, at: position)
        case 2 where position < bytes.count: bytes.remove(at: position)
        default: bytes.append(contentsOf: Array(repeating: 0x30, count: random.index(below: 40)))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if case .number = self { return .number(text) }
        return .text(text)
    }
}
