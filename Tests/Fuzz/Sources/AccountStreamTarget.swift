import AdapterProtocol
import StreamTesting
import VenueSimulator

/// The account session of one venue: some messages of a healthy stream, damaged, lost, doubled, out of order.
struct AccountStreamTarget: Target {
    let group: String
    private let scene: AccountScene
    private let samples: [[UInt8]]

    init(_ venue: FuzzedVenue, samples: [[UInt8]]) throws {
        group = venue.name
        scene = try AccountScene(venue)
        self.samples = samples
    }

    func run(_ random: inout SplitMix) -> Finding {
        guard let checkpoint = random.pick(scene.checkpoints) else {
            return Finding(decoder: "\(group) account stream", ending: "nothing to do")
        }
        var play = AccountPlay(scene, checkpoint)
        for _ in 0...random.index(below: 4) {
            play.next(&random, samples)
            if play.hasEnded || !play.offences.isEmpty { break }
        }
        return Finding(
            decoder: "\(group) account stream", ending: play.ending, offences: play.offences, input: play.input,
            note: play.note)
    }
}

/// One input: a session from a checkpoint on.
private struct AccountPlay {
    private let scene: AccountScene
    private var session: any AccountStreamSession
    private var output = StreamOutput<AccountStreamEvent>()
    private var now: StreamInstant
    private var place: Int
    private var said = Said()
    private var told = 0
    private(set) var hasEnded = false
    private(set) var offences: [String] = []
    private(set) var input: [UInt8] = []
    private(set) var note = ""

    init(_ scene: AccountScene, _ checkpoint: AccountScene.Checkpoint) {
        self.scene = scene
        session = checkpoint.session
        now = checkpoint.now
        place = checkpoint.message
    }

    var ending: String { hasEnded ? "ended" : told > 0 ? "told" : "silent" }

    mutating func next(_ random: inout SplitMix, _ samples: [[UInt8]]) {
        now = StreamInstant(time: now.time.advanced(by: .milliseconds(100)), elapsed: now.elapsed + .milliseconds(100))
        let healthy = scene.messages[place % scene.messages.count]
        switch random.index(below: 100) {
        case 0..<12: say(healthy, "whole")
        case 12..<17:
            say(healthy, "whole")
            say(healthy, "doubled")
        case 17..<22: note += " lost"
        case 22..<28: say(random.pick(scene.messages) ?? [], "out of order")
        case 28..<36: say(random.pick(samples) ?? [], "captured")
        case 36..<40:
            let pause = Duration.milliseconds(random.index(below: 120_000))
            note += " wait"
            now = StreamInstant(time: now.time.advanced(by: pause), elapsed: now.elapsed + pause)
            session.take(.elapsed, at: now, &output)
            judge(isJSON: true)
        default:
            let damage = Damage(
                healthy, scene.documents[place % scene.documents.count], status: 200,
                others: samples.isEmpty ? scene.messages : samples, &random)
            say(damage.body, "\(damage.kind)")
        }
        place += 1
    }

    private mutating func say(_ bytes: [UInt8], _ what: String) {
        guard !hasEnded else { return }
        note += " \(what)"
        input = bytes
        said.hear(bytes)
        session.take(.message(bytes), at: now, &output)
        judge(isJSON: FaceJSON(reading: bytes) != nil || Document(bytes) != nil)
    }

    private mutating func judge(isJSON: Bool) {
        for event in output.events { judge(event, isJSON: isJSON) }
        if output.frames.count > 64 { offences.append("\(output.frames.count) frames for one message") }
        hasEnded = output.ending != nil
        output.removeAll()
    }

    private mutating func judge(_ event: AccountStreamEvent, isJSON: Bool) {
        var numbers: [StatedNumber] = []
        var ids: [String] = []
        switch event {
        case .live, .marker, .read: return
        case .order(let order):
            order.numbers { numbers.append($0) }
            ids = [order.venueOrderID.rawValue]
            if order.filledBase.isNegative { offences.append("an order that filled \(order.filledBase)") }
        case .fill(let fill):
            fill.numbers { numbers.append($0) }
            ids = [fill.venueOrderID.rawValue]
            if !fill.price.isPositive || !fill.quantity.isPositive { offences.append("a fill of \(fill)") }
        case .balance(let balance): balance.numbers { numbers.append($0) }
        }
        told += 1
        if !isJSON { offences.append("\(event) from what is no JSON") }
        for number in numbers where !number.isDerived && !holds(number.value) {
            offences.append("\(number.field) \(number.value) was said by no frame")
        }
        for id in ids where !said.texts.contains(id) && !scene.said.texts.contains(id) {
            offences.append("the order \(id) was named by no frame")
        }
    }

    private func holds(_ value: ExactDecimal) -> Bool { said.holds(value) || scene.said.holds(value) }
}
