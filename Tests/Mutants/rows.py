"""Rows of a table of statuses, words or errors: a row takes the value of its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candidates import NUMBER, ROW, Candidate, Edit
from scopes import elements, is_call
from tokens import Source

_VALUE = re.compile(r"[.A-Za-z].*", re.DOTALL)
_NO_VALUE = re.compile(r"\b(?:try|await|throw|let|var|return|break|continue|case|if|switch|guard|self\.init)\b|\$|[{=]")


def rows(source: Source) -> Iterator[Candidate]:
    yield from _case_rows(source)
    for index, token in enumerate(source.tokens):
        if token.text == "[" and token.kind == "mark":
            yield from _pairs(source, index)
            yield from _tuples(source, index)
    yield from _calls(source)


def _swap(source: Source, mine: tuple[int, int], other: tuple[int, int]) -> Candidate | None:
    """The value at `mine` becomes that at `other`."""
    one, two = source.slice(*mine), source.slice(*other)
    if one == two or any(not _VALUE.fullmatch(each) or _NO_VALUE.search(each) for each in (one, two)):
        return None
    first, last = source.tokens[mine[0]], source.tokens[mine[1]]
    start = source.text.rfind("\n", 0, first.start) + 1
    stop = last.end + len(source.text[last.end :].partition("\n")[0])
    before = source.text[start:stop]
    after = source.text[start : first.start] + two + source.text[last.end : stop]
    edit = Edit(first.start, last.end, f"mutantRow({NUMBER}, {one}, {' '.join(two.split())})")
    return Candidate(
        ROW, source.path, first.line, last.line, " ".join(before.split()), " ".join(after.split()), (edit,))


def _neighbours(source: Source, values: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Each value with the next one that differs, the last with one before it."""
    for position, value in enumerate(values):
        for other in values[position + 1 :] + values[:position][::-1]:
            if found := _swap(source, value, other):
                yield found
                break


def _case_rows(source: Source) -> Iterator[Candidate]:
    """`case "X": .y`, on one line, with its neighbours in the same switch."""
    tables: dict[int, list[tuple[int, int]]] = {}
    for index, token in enumerate(source.tokens):
        if token.text not in ("case", "default") or not source.begins_line(index):
            continue
        if value := _case_value(source, index):
            tables.setdefault(source.opener[index], []).append(value)
    for values in tables.values():
        yield from _neighbours(source, values)


def _case_value(source: Source, index: int) -> tuple[int, int] | None:
    opener, line, position = source.opener[index], source.tokens[index].line, index + 1
    while position < len(source.tokens) and source.tokens[position].line == line:
        if source.tokens[position].text == ":" and source.opener[position] == opener:
            break
        if source.tokens[position].text in ("let", "var"):
            return None
        position += 1
    first = last = position + 1
    if first >= len(source.tokens) or source.tokens[first].line != line or source.tokens[position].text != ":":
        return None
    if source.tokens[first].text == "return":
        first += 1
    while last + 1 < len(source.tokens) and source.tokens[last + 1].line == line:
        last += 1
    return (first, last) if first <= last else None


def _pairs(source: Source, opening: int) -> Iterator[Candidate]:
    """The values of a dictionary literal."""
    values: list[tuple[int, int]] = []
    for first, last in elements(source, opening):
        colons = [at for at in range(first, last) if source.tokens[at].text == ":" and source.opener[at] == opening]
        if len(colons) == 1:
            values.append((colons[0] + 1, last))
    yield from _neighbours(source, values)


def _tuples(source: Source, opening: int) -> Iterator[Candidate]:
    """The second and later columns of a list of tuples or of calls of one initializer."""
    table: list[list[tuple[int, int]]] = []
    for first, last in elements(source, opening):
        bracket = next((at for at in range(first, last) if source.tokens[at].text == "("), None)
        if bracket is None or source.partner.get(bracket) != last:
            return
        table.append(elements(source, bracket))
    yield from _columns(source, table)


def _calls(source: Source) -> Iterator[Candidate]:
    """Statements in a row that call one function, as `add(.permission, nil, "E1")`: the columns up to the words."""
    run: list[list[tuple[int, int]]] = []
    before: tuple[str, int] | None = None
    for index, token in enumerate(source.tokens[:-1]):
        if token.kind != "word" or not source.begins_line(index) or source.tokens[index + 1].text != "(":
            continue
        if not is_call(source, index + 1):
            continue
        name = (token.text, source.opener[index])
        if name != before:
            yield from _columns(source, run, skipping=0)
            run = []
        before = name
        run.append(elements(source, index + 1))
    yield from _columns(source, run, skipping=0)


def _columns(source: Source, table: list[list[tuple[int, int]]], skipping: int = 1) -> Iterator[Candidate]:
    if len(table) < 2:
        return
    width = min(len(row) for row in table)
    for column in range(skipping, width):
        cells = [row[column] for row in table]
        if all(source.tokens[first].text == "." for first, _ in cells):
            yield from _neighbours(source, cells)
