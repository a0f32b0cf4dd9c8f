import AdapterKit
import AdapterProtocol

/// One connection to the WebSocket API that the account's events come over (binance.md J).
///
/// Events are complete: nothing has to be merged with what REST shows, and there is neither a number to check nor a
/// snapshot to begin with (J.3).
struct BinanceAccountSession: AccountStreamSession {
    typealias Output = StreamOutput<AccountStreamEvent>

    let catalog: InstrumentCatalog
    /// When the answer to the last request must have come.
    var answerBy: Duration?
    /// When a subscription that the venue put off is asked for again.
    var retryAt: Duration?

    /// The venue gives up at 10 s (binance.md A).
    private static var answerLimit: Duration { .seconds(15) }

    init(_ catalog: InstrumentCatalog) {
        self.catalog = catalog
    }

    mutating func opened(_ address: StreamAddress, at now: StreamInstant, _ output: inout Output) {
        prove(at: now, &output)
        wish(&output)
    }

    mutating func received(_ message: Span<UInt8>, at now: StreamInstant, _ output: inout Output) {
        do throws(JSONError) {
            switch try AccountFrame(message) {
            case .answer(let answer): take(answer, at: now, &output)
            case .order(let report): take(report, &output)
            case .balances(let balances): for balance in balances { output.tell(.balance(balance)) }
            case .unknownBalances: output.tell(.read(.balances))
            case .ended: output.end(.reconnect(.token, "the venue ended the subscription"))
            case .shutdown: output.end(.replace(.shutdown))
            case .ignored: break
            }
        } catch {
            output.end(.reconnect(.undecodable, error.description))
        }
        wish(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout Output) {
        if let answerBy, answerBy <= now.elapsed {
            output.end(.reconnect(.silent, "no answer to the subscription"))
        }
        if let retryAt, retryAt <= now.elapsed {
            self.retryAt = nil
            prove(at: now, &output)
        }
        wish(&output)
    }

    mutating func learn(_ order: Order) {}

    private mutating func prove(at now: StreamInstant, _ output: inout Output) {
        output.send(StreamProof(StreamFrames.userData))
        answerBy = now.elapsed + Self.answerLimit
    }

    private mutating func take(_ answer: AccountAnswer, at now: StreamInstant, _ output: inout Output) {
        guard answer.status == 200 else { return refused(answer, at: now, &output) }
        switch answer.id {
        case StreamFrames.Kind.logon.rawValue:
            output.send(StreamFrames.subscribe)
            answerBy = now.elapsed + Self.answerLimit
        case StreamFrames.Kind.subscribe.rawValue, StreamFrames.Kind.subscribeSigned.rawValue:
            answerBy = nil
            output.tell(.live)
        default: break
        }
    }

    private mutating func refused(_ answer: AccountAnswer, at now: StreamInstant, _ output: inout Output) {
        answerBy = nil
        // There is one already: the one that we want (binance.md G.2).
        if answer.code == -2035 { return output.tell(.live) }
        let error = answer.error
        switch error.kind {
        case .rateLimited, .banned:
            // Asking again on a new connection costs more of what is used up.
            let pause = answer.retryAfter.map { Timestamp(milliseconds: $0).duration(since: now.time) } ?? .seconds(60)
            retryAt = now.elapsed + min(max(pause, .seconds(1)), .seconds(3600))
        case .authentication, .permission, .badRequest: output.end(.fail(error))
        default: output.end(.reconnect(.refused, error.message))
        }
    }

    /// The caller may forget an earlier wish with every call.
    private func wish(_ output: inout Output) {
        if let answerBy { output.wake(at: answerBy) }
        if let retryAt { output.wake(at: retryAt) }
    }
}
