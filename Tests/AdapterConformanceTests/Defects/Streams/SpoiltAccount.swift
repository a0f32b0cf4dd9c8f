import AdapterProtocol

/// An account session that does one thing wrongly, around one that does it right.
struct SpoiltAccount: AccountStreamSession {
    /// What is wrong; what is not set is right.
    struct Spoils: Sendable {
        /// The message as it is read; nil when it is dropped.
        var message: @Sendable ([UInt8]) -> [UInt8]? = { $0 }
        var events: @Sendable ([AccountStreamEvent]) -> [AccountStreamEvent] = { $0 }
        /// Why the connection ends, after a message.
        var ending: @Sendable (StreamEnding?, [UInt8]) -> StreamEnding? = { ending, _ in ending }
        /// An order as an answer shows it.
        var learnt: @Sendable (Order) -> Order = { $0 }
        /// Orders are told as far as the last answer showed them.
        var answersCountMost = false
        var isLiveAtOnce = false
        /// Reasons repeat the connection's token.
        var tellsToken = false
    }

    private var base: any AccountStreamSession
    private let spoils: Spoils
    private var inner = StreamOutput<AccountStreamEvent>()
    private var token: String?
    private var answers: [VenueOrderID: Order] = [:]

    init(_ base: any AccountStreamSession, _ spoils: Spoils) {
        self.base = base
        self.spoils = spoils
    }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        token = address.token?.withBytes { String(decoding: $0, as: UTF8.self) }
        run([], &output) { $0.opened(address, at: now, &$1) }
        if spoils.isLiveAtOnce { output.tell(.live) }
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        let bytes = message.withUnsafeBufferPointer { Array($0) }
        guard let read = spoils.message(bytes) else { return }
        run(read, &output) { $0.received(read.span, at: now, &$1) }
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {
        run([], &output) { $0.elapsed(at: now, &$1) }
    }

    mutating func learn(_ order: Order) {
        answers[order.venueOrderID] = order
        base.learn(spoils.learnt(order))
    }

    /// The event as an older answer has it.
    private func old(_ event: AccountStreamEvent) -> AccountStreamEvent {
        guard spoils.answersCountMost, case .order(let order) = event, let answer = answers[order.venueOrderID] else {
            return event
        }
        return .order(answer)
    }

    private mutating func run(
        _ message: [UInt8], _ output: inout StreamOutput<AccountStreamEvent>,
        _ body: (inout any AccountStreamSession, inout StreamOutput<AccountStreamEvent>) -> Void
    ) {
        inner.removeAll()
        body(&base, &inner)
        for frame in inner.frames {
            switch frame {
            case .text(let bytes): output.send(bytes)
            case .proof(let proof): output.send(proof)
            }
        }
        for event in spoils.events(inner.events) { output.tell(old(event)) }
        if let wake = inner.wakeAt { output.wake(at: wake) }
        guard let ending = spoils.ending(inner.ending, message) else { return }
        if spoils.tellsToken, let token, case .reconnect(let cause, let text) = ending {
            output.end(.reconnect(cause, "\(text), with \(token)"))
        } else {
            output.end(ending)
        }
    }
}

extension Defect {
    /// The adapter's account sessions do something wrongly.
    static func spoiltAccount(
        _ name: String, _ spoil: @escaping @Sendable (inout SpoiltAccount.Spoils) -> Void
    ) -> Defect {
        bent(name) { bends in
            var spoils = SpoiltAccount.Spoils()
            spoil(&spoils)
            let wrong = spoils
            bends.account = { SpoiltAccount($0, wrong) }
        }
    }
}
