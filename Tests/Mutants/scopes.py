"""Which tokens the operators leave alone, and how calls are read."""

from __future__ import annotations

from tokens import Source

_DECLARING = {"func", "init", "subscript", "macro"}


class Scopes:
    """Left alone: parameter lists of declarations (default arguments are a public promise), attributes, conditional
    compilation, imports, raw values and payloads of enum cases, names of operators."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left_alone: set[int] = set()
        for index, token in enumerate(source.tokens):
            if token.kind == "directive":
                self._leave_directive(index)
            elif token.text == "import":
                self._leave_line(index)
            elif token.text == "(" and is_declaration(source, index):
                self._left_alone |= set(range(index, source.partner.get(index, index) + 1))
            elif token.text == "case" and source.begins_line(index) and self._is_enum_case(index):
                self._leave_line(index)

    def is_left_alone(self, index: int) -> bool:
        return index in self._left_alone

    def is_operator_name(self, index: int) -> bool:
        return index > 0 and self._source.tokens[index - 1].text in ("func", "operator")

    def _leave_line(self, index: int) -> None:
        line = self._source.tokens[index].line
        while index < len(self._source.tokens) and self._source.tokens[index].line == line:
            self._left_alone.add(index)
            index += 1

    def _leave_directive(self, index: int) -> None:
        if self._source.tokens[index].text[0] == "#" and self._source.begins_line(index):
            self._leave_line(index)
        elif self._source.tokens[index + 1].text == "(":
            self._left_alone |= set(range(index, self._source.partner.get(index + 1, index) + 1))

    def _is_enum_case(self, index: int) -> bool:
        """`case name…` without a colon is a declaration; a pattern begins with a dot, a literal or `let`."""
        tokens = self._source.tokens
        line = [token for token in tokens[index + 1 : index + 40] if token.line == tokens[index].line]
        depth = 0
        for token in line:
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
            if token.text == ":" and depth == 0:
                return False
        return bool(line) and line[0].kind == "word" and line[0].text not in ("let", "var")


def is_declaration(source: Source, opening: int) -> bool:
    """Whether a parenthesis opens the parameters of a declaration, generic or not."""
    index = opening - 1
    if index >= 0 and source.tokens[index].text.endswith(">"):
        while index > 0 and not source.tokens[index].text.startswith("<"):
            index -= 1
        index -= 1
    if index < 0:
        return False
    name, before = source.tokens[index], source.tokens[index - 1].text if index else ""
    if name.text in ("init", "subscript"):
        return before != "."
    if name.text == "?" and before == "init" or name.text == "init?":
        return True
    return before in _DECLARING or name.text in _DECLARING


def is_call(source: Source, opening: int) -> bool:
    """Whether a parenthesis holds the arguments of a call."""
    if opening == 0 or is_declaration(source, opening):
        return False
    name = source.tokens[opening - 1]
    if name.end != source.tokens[opening].start or name.kind not in ("word", "mark"):
        return False
    return name.kind == "word" and (opening < 2 or source.tokens[opening - 2].kind != "directive")


def elements(source: Source, opening: int) -> list[tuple[int, int]]:
    """What stands between a bracket's commas, as first and last token."""
    closing = source.partner.get(opening)
    if closing is None:
        return []
    found: list[tuple[int, int]] = []
    first = opening + 1
    for index in range(opening + 1, closing + 1):
        token = source.tokens[index]
        if index == closing or (token.text == "," and source.opener[index] == opening):
            if first < index:
                found.append((first, index - 1))
            first = index + 1
    return found


def arguments(source: Source, opening: int) -> list[tuple[int, int]]:
    """The arguments of a call without their labels."""
    return [_without_label(source, each) for each in elements(source, opening)]


def _without_label(source: Source, element: tuple[int, int]) -> tuple[int, int]:
    first, last = element
    if last >= first + 2 and source.tokens[first].kind == "word" and source.tokens[first + 1].text == ":":
        return first + 2, last
    return element
