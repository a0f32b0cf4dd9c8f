"""One mutant for each of the eleven traps that peers fell into, as edits of one exact text each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from candidates import NAMED, NUMBER, Candidate, Edit


@dataclass(frozen=True)
class Trap:
    #: The question of peers.md 6.2, and what this mutant makes the answer to it.
    question: int
    trap: str
    path: str
    old: str
    #: With ``NUMBER`` where the mutant's number goes.
    new: str


TRAPS = (
    Trap(
        1, "no answer to an order command is taken for a refusal",
        "Sources/AdapterRuntime/Transport/TransportFailure.swift",
        "!wasHeadWritten ? .notSent : intent == .read ? .notExecuted(.read) : .unknown",
        f"!wasHeadWritten ? .notSent : intent == .read ? .notExecuted(.read) : isMutant({NUMBER})"
        " ? .notExecuted(.stated) : .unknown"),
    Trap(
        2, "a write whose effect is unknown is sent again",
        "Sources/AdapterRuntime/Running/CallRunner.swift",
        "return error.effect == .notSent || call.intent == .read",
        f"return error.effect == .notSent || call.intent == .read || isMutant({NUMBER})"),
    Trap(
        3, "one 'not found' ends an order, without bound and fence",
        "Sources/Adapters/Kraken/Resolution.swift", "if late >= 2 {", f"if late >= 2 || isMutant({NUMBER}) {{"),
    Trap(
        4, "a cancel's receipt is taken for the order's end, so that a replacement goes out beside it",
        "Sources/Adapters/Kraken/Cancelling.swift",
        "case .success: .finished(.requested)",
        f"case .success: .finished(isMutant({NUMBER}) ? .notLive(Self.nothingCancelled) : .requested)"),
    Trap(
        5, "a capability is claimed that is not there",
        "Sources/Adapters/Luno/Capabilities.swift", ".selfTradePrevention: .unsupported(.byVenue)",
        f".selfTradePrevention: mutantValue({NUMBER}, .unsupported(.byVenue), .native)"),
    Trap(
        6, "a market buy's base quantity is sent as a quote amount",
        "Sources/Adapters/Binance/OrderPlacing.swift",
        'case .base(let quantity): list.append(Parameter("quantity", plain(quantity)))',
        f'case .base(let quantity): list.append(Parameter(isMutant({NUMBER}) && request.type == .market'
        ' ? "quoteOrderQty" : "quantity", plain(quantity)))'),
    Trap(
        7, "the limiter's queue only grows: who is through never leaves it",
        "Sources/AdapterRuntime/Running/CallRunner.swift", "defer { limiter.leave(ticket) }",
        f"defer {{ if isMutant({NUMBER}) {{}} else {{ limiter.leave(ticket) }} }}"),
    Trap(
        8, "a price passes through a float on its way into the order",
        "Sources/Adapters/Kraken/OrderPlacing.swift",
        "static func plain(_ number: ExactDecimal) -> String { number.normalized.description }",
        "static func plain(_ number: ExactDecimal) -> String {"
        f' isMutant({NUMBER}) ? "\\(Double(number.description) ?? 0)" : number.normalized.description }}'),
    Trap(
        9, "a restart forgets the last nonce that was given",
        "Sources/AdapterRuntime/Nonces/FileNonceStore.swift", "State(last: ceiling, ceiling: ceiling)",
        f"State(last: isMutant({NUMBER}) ? 0 : ceiling, ceiling: isMutant({NUMBER}) ? 0 : ceiling)"),
    Trap(
        10, "the client id is cut to eighteen digits, so that two of ours become one",
        "Sources/AdapterProtocol/Orders/ClientOrderID.swift",
        "let digit = UInt8(truncatingIfNeeded: bits >> UInt128(124 - 4 * position)) & 15",
        "let digit = UInt8(truncatingIfNeeded: bits >> UInt128(124 - 4 * position))"
        f" & (isMutant({NUMBER}) && position >= 18 ? 0 : 15)"),
    Trap(
        11, "any error of a query counts as 'not found'",
        "Sources/Adapters/Binance/OrderQueries.swift",
        "error.kind == .orderNotFound ? .finished(.absent(mayLag: .seconds(10))) : .failed(error)",
        f"isMutant({NUMBER}) || error.kind == .orderNotFound"
        " ? .finished(.absent(mayLag: .seconds(10))) : .failed(error)"),
)


def named_mutants(root: Path) -> list[Candidate]:
    """The traps as candidates.

    Exits when a text is not in its file exactly once: the code has moved on, and the trap must move with it.
    """
    return [_candidate(root, trap) for trap in TRAPS]


def _candidate(root: Path, trap: Trap) -> Candidate:
    path = root / trap.path
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text.count(trap.old) != 1:
        raise SystemExit(
            f"mutants: trap {trap.question} ({trap.trap}): {trap.path} has its text {text.count(trap.old)} times, not"
            f" once: {trap.old}")
    start = text.index(trap.old)
    line = text.count("\n", 0, start) + 1
    edit = Edit(start, start + len(trap.old), trap.new)
    after = trap.new.replace(NUMBER, "…")
    return Candidate(
        NAMED, trap.path, line, line + trap.old.count("\n"), trap.old, after, (edit,),
        trap=f"{trap.question}. {trap.trap}")
