/// The actions that hit one message of a stream, put in the order in which they are carried out: the end of its
/// connection comes before everything, a loss before any damage, damage before copies, copies before waiting.
struct MessageCourse: Sendable, Hashable {
    /// What becomes of the connection in place of the message.
    enum Ending: Sendable, Hashable {
        case stall
        case close(code: UInt16, reason: String)
        case reset
    }

    private(set) var ending: Ending?
    private(set) var isDropped = false
    private(set) var isHeldBack = false
    private(set) var copies = 1
    private(set) var delayMilliseconds: Int64 = 0
    private(set) var disturbances: [StreamDisturbance] = []
    private var corruptions = 0
    private var length: Int?
    private var seed: UInt64 = 0

    /// Nothing happens.
    init() {}

    init(_ actions: [FaultAction], seed: UInt64) {
        self.seed = seed
        for action in actions { add(action) }
    }

    private mutating func add(_ action: FaultAction) {
        switch action {
        case .stallStream: ending = ending ?? .stall
        case .closeStream(let code, let reason): ending = ending ?? .close(code: code, reason: reason)
        case .resetStream: ending = ending ?? .reset
        case .dropMessage: isDropped = true
        case .reorderMessage: isHeldBack = true
        case .duplicateMessage: copies += 1
        case .delayMessage(let time): delayMilliseconds = FaultCourse.sum(delayMilliseconds, time)
        case .corruptMessage: corruptions += 1
        case .truncateMessage(let bytes): length = min(length ?? bytes, bytes)
        case .disturb(let disturbance): disturbances.append(disturbance)
        default: break
        }
    }

    /// The text as it is sent.
    ///
    /// - Parameter number: that of the message, so that each is damaged at a place of its own.
    func spoiled(_ text: [UInt8], number: UInt64) -> [UInt8] {
        var text = text
        var random = SplitMix64(seed: seed ^ (number &* 0x9E37_79B9_7F4A_7C15))
        for _ in 0..<corruptions { Self.corrupt(&text, random.next()) }
        return length.map { Array(text.prefix($0)) } ?? text
    }

    /// Changes one character of ASCII to its neighbour: a digit to another digit, a bracket to something that is none.
    /// What it hits stays text, so that it is found by who reads it and not by the transport.
    private static func corrupt(_ text: inout [UInt8], _ draw: UInt64) {
        guard !text.isEmpty else { return }
        let start = Int(draw % UInt64(text.count))
        for offset in 0..<text.count {
            let index = (start + offset) % text.count
            guard (0x20..<0x7F).contains(text[index]) else { continue }
            text[index] ^= 1
            // 0x7E and 0x7F are neighbours; the latter is no character.
            if text[index] == 0x7F { text[index] = 0x7D }
            return
        }
    }
}
