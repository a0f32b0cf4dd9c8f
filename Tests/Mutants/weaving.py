"""All mutants in one source tree, each behind its number: compiled once, chosen when the process starts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from candidates import NAME, NUMBER, Candidate
from rooms import Room

#: The environment variable that names the one mutant that lives; absent or 0, none does.
SWITCH = "BOURSE_MUTANT"
#: The environment variable that names a file: how often the process asked for each mutant, a `UInt32` per number.
COUNTS = "BOURSE_MUTANT_COUNTS"
#: So many counts has the file.
MOST = 4096
_DIGITS = "~^|"

_HELPERS = """\
// Made by Tests/Mutants/make.py; in no tree that is shipped.
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The number of the mutant that lives in this process.
@usableFromInline
let activeMutant: Int = getenv("BOURSE_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

/// How often each mutant was asked for. In a file, so that they outlive whatever ends the process; two threads may count as
/// one, for what matters is whether anybody asked.
// safe: one address for as long as the process lives, and its words are only counts for a report.
@usableFromInline
nonisolated(unsafe) let mutantCounts: UnsafeMutablePointer<UInt32>? = {
    guard let path = getenv("BOURSE_MUTANT_COUNTS") else { return nil }
    let file = open(path, O_RDWR)
    guard file >= 0 else { return nil }
    let bytes = mmap(nil, MOST * 4, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    close(file)
    return bytes == MAP_FAILED ? nil : bytes?.assumingMemoryBound(to: UInt32.self)
}()

@usableFromInline
func isMutant(_ number: Int) -> Bool {
    if let mutantCounts { mutantCounts[number] &+= 1 }
    return activeMutant == number
}

@usableFromInline
func mutantValue<Value>(_ number: Int, _ healthy: Value, _ sick: Value) -> Value {
    isMutant(number) ? sick : healthy
}

/// A row may be a call that acts: only one of the two is made.
@usableFromInline
func mutantRow<Value>(_ number: Int, _ healthy: @autoclosure () -> Value, _ sick: @autoclosure () -> Value) -> Value {
    isMutant(number) ? sick() : healthy()
}

@usableFromInline
func mutantCondition(_ number: Int, not condition: Bool) -> Bool { isMutant(number) != condition }

@usableFromInline
func mutantCondition(_ number: Int, skipping condition: Bool) -> Bool { isMutant(number) || condition }
""".replace("MOST", str(MOST))

_COMPARISON = """
infix operator {name}: ComparisonPrecedence
@usableFromInline
func {name} <Value: {bound}>(_ left: Value, _ right: Value) -> Bool {{
    isMutant({number}) ? left {sick} right : left {healthy} right
}}
"""

_LOGICAL = """
infix operator {name}: {precedence}
@usableFromInline
func {name} (_ left: Bool, _ right: @autoclosure () throws -> Bool) rethrows -> Bool {{
    isMutant({number}) ? try left {sick} right() : try left {healthy} right()
}}
"""

_RANGE = """
infix operator {name}: RangeFormationPrecedence
@usableFromInline
func {name} <Value: Strideable>(_ left: Value, _ right: Value) -> {range}<Value> where Value.Stride: SignedInteger {{
    isMutant({number}) ? {sick} : {healthy}
}}
"""

_ARITHMETIC = """
infix operator {name}: {precedence}
@usableFromInline
func {name} <Value: FixedWidthInteger>(_ left: Value, _ right: Value) -> Value {{
    isMutant({number}) ? left {sick} right : left {healthy} right
}}
"""

#: The exact decimal throws, and a span of time is no integer; neither is used in code that is inlined elsewhere.
_ARITHMETIC_OF_OURS = """\
func {name} (_ left: Duration, _ right: Duration) -> Duration {{
    isMutant({number}) ? left {sick} right : left {healthy} right
}}
func {name} (_ left: ExactDecimal, _ right: ExactDecimal) throws(DecimalError) -> ExactDecimal {{
    try isMutant({number}) ? left {sick} right : left {healthy} right
}}
"""


def operator_name(number: int) -> str:
    """The number in signs, for an operator's name has no digits."""
    signs = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        signs = _DIGITS[digit] + signs
    return "%%" + signs


def woven(text: str, mutants: Iterable[tuple[int, Candidate]]) -> str:
    """The file with its mutants; its lines keep their numbers."""
    edits = [(edit, number) for number, each in mutants for edit in each.edits]
    for edit, number in sorted(edits, key=lambda pair: (pair[0].start, pair[0].end), reverse=True):
        new = edit.text.replace(NUMBER, str(number)).replace(NAME, operator_name(number))
        new += "\n" * (text.count("\n", edit.start, edit.end) - new.count("\n"))
        text = text[: edit.start] + new + text[edit.end :]
    return text


def helpers(room: Room, mutants: Iterable[tuple[int, Candidate]]) -> str:
    """What the mutants of a module call."""
    parts = [_HELPERS]
    for number, each in mutants:
        if each.infix:
            parts.append(_infix(number, each.infix))
    text = "".join(parts)
    if "ExactDecimal" in text and room.module != "AdapterProtocol":
        text = text.replace("/// The number of", "import AdapterProtocol\n\n/// The number of", 1)
    return text


def _infix(number: int, infix: tuple[str, str]) -> str:
    healthy, sick = infix
    values = {"name": operator_name(number), "number": number, "healthy": healthy, "sick": sick}
    if healthy in ("&&", "||"):
        precedence = "LogicalConjunctionPrecedence" if healthy == "&&" else "LogicalDisjunctionPrecedence"
        return _LOGICAL.format(**values, precedence=precedence)
    if healthy in ("..<", "..."):
        return _range(values)
    if healthy in ("<", "<=", ">", ">=", "==", "!="):
        return _COMPARISON.format(**values, bound="Equatable" if healthy in ("==", "!=") else "Comparable")
    precedence = {"+": "Addition", "-": "Addition", "&+": "Addition", "&-": "Addition"}.get(healthy, "Multiplication")
    precedence = "BitwiseShift" if healthy in ("<<", ">>") else precedence
    text = _ARITHMETIC.format(**values, precedence=precedence + "Precedence")
    if healthy in ("+", "-") and sick in ("+", "-"):
        text += _ARITHMETIC_OF_OURS.format(**values)
    return text


def _range(values: dict[str, object]) -> str:
    """A range keeps its type; only its end moves by one. A closed range of one element has no shorter one."""
    if values["healthy"] == "..<":
        sick, healthy, kind = "left..<right.advanced(by: 1)", "left..<right", "Range"
    else:
        sick = "left < right ? left...right.advanced(by: -1) : left...right"
        healthy, kind = "left...right", "ClosedRange"
    return _RANGE.format(name=values["name"], number=values["number"], healthy=healthy, sick=sick, range=kind)


def write_room(root: Path, target: Path, room: Room, mutants: list[tuple[int, Candidate]]) -> None:
    """Writes the module's sources below `target`, mutated, and the helper file beside them. What is the same keeps its
    time, and what was deleted since the last time is no part of the module any more."""
    texts = {target / room.folder / "Mutants.swift": helpers(room, mutants)}
    for path in room.all_files(root):
        relative = str(path.relative_to(root))
        here = [(number, each) for number, each in mutants if each.path == relative]
        texts[target / relative] = woven(path.read_text(encoding="utf-8"), here)
    for place in room.all_files(target):
        if place not in texts:
            place.unlink()
    for place, text in texts.items():
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
