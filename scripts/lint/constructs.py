"""Constructs that do not exist here, or carry `// reason: ...` on their line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .finding import Finding
from .rooms import ROOMS, Room, room_of
from .swift_source import SwiftSource

MOST_LINES = 450


@dataclass(frozen=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    message: str
    #: Whether the rule holds in a room of Sources.
    in_room: Callable[[Room], bool] = lambda room: True
    #: Whether it also holds in Tests.
    in_tests: bool = False
    #: A call that passes `using:` brings its own generator, and so is no violation.
    unless_using: bool = False


def _rule(name: str, pattern: str, message: str, **options: object) -> Rule:
    return Rule(name, re.compile(pattern), message, **options)  # type: ignore[arg-type]


def _injected(room: Room) -> bool:
    return room.injected


RULES = [
    _rule("unchecked", r"@unchecked\b", "@unchecked hides a data race from the compiler", in_tests=True),
    _rule("unsafe-isolation", r"nonisolated\s*\(\s*unsafe\s*\)", "nonisolated(unsafe) hides a data race", in_tests=True),
    _rule("force-try", r"\btry!", "try! crashes on an error", in_tests=True),
    _rule("force-cast", r"\bas!", "as! crashes on a wrong type", in_tests=True),
    _rule("force-unwrap", r"(?<=[\w)\]}\"?>])(?<!\btry)(?<!\bas)!(?!=)", "a force unwrap crashes on nil"),
    _rule("trap", r"\b(?:fatalError|preconditionFailure|precondition)\s*\(", "a trap ends the process of the host"),
    _rule(
        "unstructured-task",
        r"\bTask\s*(?:<[^>]*>\s*)?(?:\.detached|\.immediate|\.init)?\s*(?:\((?:[^()]|\([^()]*\))*\)\s*)?\{"
        r"|\bTask\.(?:detached|immediate)\b",
        "an unstructured task outlives its caller",
        in_tests=True,
    ),
    _rule(
        "floating-point",
        r"\b(?:Double|Float|Float16|Float32|Float64|Float80|CGFloat|TimeInterval)\b",
        "no binary floating point near money",
        in_room=lambda room: room.exact,
    ),
    _rule("await", r"\b(?:async|await)\b", "an adapter never awaits", in_room=lambda room: room.synchronous),
    _rule("print", r"(?<![\w.])(?:print|debugPrint)\s*\(", "a library does not print", in_room=lambda room: not room.speaks),
    _rule(
        "clock",
        r"\bDate\s*\(\s*\)|\bDate\.now\b|\b(?:ContinuousClock|SuspendingClock|DispatchTime|DispatchWallTime)\b"
        r"|\b(?:clock_gettime|gettimeofday)\b",
        "the clock is injected",
        in_room=_injected,
    ),
    _rule("sleep", r"\bTask\.sleep\b|\b(?:usleep|nanosleep)\s*\(|\bThread\.sleep\b", "nobody sleeps here",
          in_room=_injected, in_tests=True),
    _rule(
        "random",
        r"\bUUID\s*\(\s*\)|\bSystemRandomNumberGenerator\b|\.(?:random|randomElement|shuffled|shuffle)\s*\(",
        "randomness and identifiers are injected",
        in_room=_injected,
        unless_using=True,
    ),
]

_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|HACK)\b|(?i:\bnot implemented\b)")


def check(source: SwiftSource) -> Iterator[Finding]:
    name = room_of(source.path)
    room = ROOMS.get(name) if name else None
    is_test = source.path.startswith("Tests/")
    for rule in RULES:
        if (room and rule.in_room(room)) or (is_test and rule.in_tests):
            yield from _matches(rule, source)
    yield from _unfinished(source)
    if len(source.lines) > MOST_LINES + 1:
        yield Finding(source.path, MOST_LINES, "length", f"{len(source.lines) - 1} lines, at most {MOST_LINES}: split it")


def _matches(rule: Rule, source: SwiftSource) -> Iterator[Finding]:
    reported: set[int] = set()
    for match in rule.pattern.finditer(source.code):
        line = source.line_of(match.start())
        if line in reported or source.has_reason(line):
            continue
        if rule.unless_using and re.search(r"\busing\s*:", _arguments(source.code, match.end())):
            continue
        reported.add(line)
        yield Finding(source.path, line, rule.name, rule.message)


def _arguments(code: str, start: int) -> str:
    """The text from `start` to the parenthesis that closes the call."""
    depth = 1
    for index in range(start, len(code)):
        depth += {"(": 1, ")": -1}.get(code[index], 0)
        if depth == 0:
            return code[start:index]
    return code[start:]


def _unfinished(source: SwiftSource) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, start=1):
        if _UNFINISHED.search(line):
            yield Finding(source.path, number, "unfinished", "file an issue instead of leaving a note in the code")
