"""The fixed operators: every candidate of one file, found by tokens alone. What does not compile is dropped later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candidates import CONSTANT, FLIP, NAME, NUMBER, OFF_BY_ONE, SWAP, Candidate, Edit
from rows import rows
from scopes import Scopes, arguments, is_call
from statements import statements
from tokens import Source

_FLIPPED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
_BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_RANGES = {"..<": "...", "...": "..<"}
_ARITHMETIC = {"+": "-", "-": "+", "*": "+", "/": "*", "%": "/", "<<": ">>", ">>": "<<", "&+": "&-", "&-": "&+"}
#: Words of the wire; a text for people has blanks, and no promise hangs on it.
_WIRE_WORD = re.compile(r'"[A-Za-z0-9_./:=&?+-]{1,40}"')
_PATH = re.compile(r"[a-z_$][\w$]*(?:\.\w+)*")
_LITERAL = re.compile(r'0x[0-9A-Fa-f_]+|[0-9][0-9_]*|"[^"\\]*"')
#: `min(a, b)` is `min(b, a)`, and the tables' `add` takes its words in any order.
_SYMMETRIC = {"min", "max", "add"}
#: The reader's calls that say a word in an error's text, for people.
_SAYING = {"require", "missing", "unexpected"}
#: Room asked for in advance changes no result: a mutant there is equivalent by construction.
_WITHOUT_EFFECT = re.compile(r"reserveCapacity|\bminimumCapacity|\bassert\w*\(|hasher\.|hash\(into")


def candidates(source: Source) -> list[Candidate]:
    """Every candidate of a file, in the order of the file."""
    scopes = Scopes(source)
    found = [*_infix(source, scopes), *_constants(source, scopes), *_swaps(source, scopes)]
    found += [*statements(source), *rows(source)]
    return sorted(
        (each for each in found if not _WITHOUT_EFFECT.search(source.between(each.first, each.last))),
        key=lambda each: (each.first, each.edits[0].start, each.operator, each.after),
    )


def _one(
    source: Source, operator: str, index: int, text: str, after: str, infix: tuple[str, str] | None = None
) -> Candidate:
    token = source.tokens[index]
    edit = Edit(token.start, token.end, text)
    whole = source.lines[token.line - 1]
    line = whole.strip()
    offset = token.start - (source.text.rfind("\n", 0, token.start) + 1) - (len(whole) - len(whole.lstrip()))
    mutated = line[:offset] + after + line[offset + len(token.text) :]
    return Candidate(operator, source.path, token.line, token.line, line, mutated, (edit,), infix)


def _infix(source: Source, scopes: Scopes) -> Iterator[Candidate]:
    for index, token in enumerate(source.tokens):
        if token.kind != "operator" or scopes.is_left_alone(index):
            continue
        if token.text in _RANGES and _has_both_ends(source, index):
            other = _RANGES[token.text]
            yield _one(source, OFF_BY_ONE, index, f" {NAME} ", other, (token.text, other))
        if not source.is_spaced(index) or scopes.is_operator_name(index):
            continue
        for operator, table in ((FLIP, _FLIPPED), (OFF_BY_ONE, _BOUNDARY), (CONSTANT, _ARITHMETIC)):
            if other := table.get(token.text):
                yield _one(source, operator, index, NAME, other, (token.text, other))


def _has_both_ends(source: Source, index: int) -> bool:
    """Whether a range is written between two operands, without blanks; `list[...]` and `from...` are not."""
    left, sign, right = source.tokens[index - 1 : index + 2]
    return left.end == sign.start and sign.end == right.start and left.text != "[" and right.text not in ("]", ")")


def _constants(source: Source, scopes: Scopes) -> Iterator[Candidate]:
    for index, token in enumerate(source.tokens):
        if scopes.is_left_alone(index):
            continue
        if token.kind == "number" and "." not in token.text:
            operator, other = _other_number(token.text)
            yield _one(source, operator, index, f"mutantValue({NUMBER}, {token.text}, {other})", other)
        elif token.kind == "string" and _WIRE_WORD.fullmatch(token.text) and not _is_for_people(source, index):
            other = token.text[:-1] + 'x"'
            yield _one(source, CONSTANT, index, f"mutantValue({NUMBER}, {token.text}, {other})", other)
        elif token.text in ("true", "false") and token.kind == "word":
            other = "false" if token.text == "true" else "true"
            yield _one(source, CONSTANT, index, f"mutantValue({NUMBER}, {token.text}, {other})", other)


def _is_for_people(source: Source, index: int) -> bool:
    """Whether a word is only said in the text of an error: which member is missing."""
    opening = source.opener[index]
    return opening > 0 and source.tokens[opening - 1].text in _SAYING


def _other_number(text: str) -> tuple[str, str]:
    """One more for what counts or is a code point, twice as much for what is an amount."""
    value = int(text.replace("_", ""), 0)
    if text.startswith("0x"):
        return CONSTANT, f"0x{value + 1:X}"
    return (OFF_BY_ONE, str(value + 1)) if value < 16 else (CONSTANT, str(value * 2))


def _swaps(source: Source, scopes: Scopes) -> Iterator[Candidate]:
    for opening, token in enumerate(source.tokens):
        if token.text != "(" or not is_call(source, opening) or scopes.is_left_alone(opening):
            continue
        if source.tokens[opening - 1].text in _SYMMETRIC:
            continue
        found = arguments(source, opening)
        for left, right in zip(found, found[1:]):
            one, two = source.slice(*left), source.slice(*right)
            alike = any(form.fullmatch(one) and form.fullmatch(two) for form in (_PATH, _LITERAL))
            if not alike or one == two or (one[0] == '"') != (two[0] == '"'):
                continue
            yield _swap(source, opening, left, right)


def _swap(source: Source, opening: int, left: tuple[int, int], right: tuple[int, int]) -> Candidate:
    tokens = source.tokens
    one, two = source.slice(*left), source.slice(*right)
    edits = (
        Edit(tokens[left[0]].start, tokens[left[1]].end, f"mutantValue({NUMBER}, {one}, {two})"),
        Edit(tokens[right[0]].start, tokens[right[1]].end, f"mutantValue({NUMBER}, {two}, {one})"),
    )
    closing = source.partner[opening]
    call = source.text[tokens[opening - 1].start : tokens[closing].end]
    base = tokens[opening - 1].start
    mutated = (
        call[: edits[0].start - base] + two + call[edits[0].end - base : edits[1].start - base] + one
        + call[edits[1].end - base :]
    )
    first, last = tokens[left[0]].line, tokens[right[1]].line
    return Candidate(SWAP, source.path, first, last, _flat(call), _flat(mutated), edits)


def _flat(text: str) -> str:
    return " ".join(text.split())
