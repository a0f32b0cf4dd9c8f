"""Swift source as tokens: enough to know what is code, what is text, and which brackets belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"0[xob][0-9A-Fa-f_]+|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"`?[A-Za-z_$][A-Za-z0-9_$]*`?")
_OPERATOR = re.compile(r"[-+*/%<>=!&|^~?]+|\.{2,}[<]?")
_RAW_QUOTE = re.compile(r'(#*)("""|")')
_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = set(_OPENING.values())


@dataclass(frozen=True)
class Token:
    #: One of word, number, string, operator, mark (brackets and single signs) and directive (`#if`, `@attribute`).
    kind: str
    text: str
    start: int
    #: Counted from 1.
    line: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Source:
    """One file: its text, its tokens without comments, and for each bracket the index of its partner."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.splitlines()
        self.tokens = list(tokenize(text))
        self.partner = _partners(self.tokens)
        self.opener = _openers(self.tokens)

    def is_spaced(self, index: int) -> bool:
        """Whether a token has blanks on both sides, as every binary operator of this house has."""
        token = self.tokens[index]
        before, after = self.text[token.start - 1 : token.start], self.text[token.end : token.end + 1]
        return before.isspace() and after.isspace()

    def slice(self, first: int, last: int) -> str:
        """The text from a token to another, both included."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def between(self, first: int, last: int) -> str:
        """The lines from one to another, counted from 1, both included."""
        return "\n".join(self.lines[first - 1 : last])

    def begins_line(self, index: int) -> bool:
        return index == 0 or self.tokens[index - 1].line < self.tokens[index].line

    def ends_line(self, index: int) -> bool:
        return index + 1 == len(self.tokens) or self.tokens[index + 1].line > self.tokens[index].line


def tokenize(text: str) -> list[Token]:
    found: list[Token] = []
    position, line = 0, 1
    while position < len(text):
        kind, end = _next(text, position)
        if kind:
            found.append(Token(kind, text[position:end], position, line))
        line += text.count("\n", position, end)
        position = end
    return found


def _next(text: str, at: int) -> tuple[str, int]:
    """The kind of what begins here, empty for blanks and comments, and where it ends."""
    sign = text[at]
    if sign.isspace():
        return "", at + 1
    if text.startswith("//", at):
        end = text.find("\n", at)
        return "", len(text) if end < 0 else end
    if text.startswith("/*", at):
        return "", _comment_end(text, at)
    if quote := _RAW_QUOTE.match(text, at):
        return "string", _string_end(text, quote)
    if sign in "#@" and (name := _WORD.match(text, at + 1)):
        return "directive", name.end()
    for kind, pattern in (("number", _NUMBER), ("word", _WORD), ("operator", _OPERATOR)):
        if match := pattern.match(text, at):
            return kind, match.end()
    return "mark", at + 1


def _comment_end(text: str, at: int) -> int:
    depth, position = 0, at
    while position < len(text):
        if text.startswith("/*", position):
            depth, position = depth + 1, position + 2
        elif text.startswith("*/", position):
            depth, position = depth - 1, position + 2
            if depth == 0:
                return position
        else:
            position += 1
    return position


def _string_end(text: str, quote: re.Match[str]) -> int:
    """Where a string ends; interpolations may hold strings of their own."""
    hashes = quote.group(1)
    closing, escape = quote.group(2) + hashes, "\\" + hashes
    position = quote.end()
    while position < len(text):
        if text.startswith(escape + "(", position):
            position = _interpolation_end(text, position + len(escape) + 1)
        elif text.startswith(escape, position):
            position += len(escape) + 1
        elif text.startswith(closing, position):
            return position + len(closing)
        else:
            position += 1
    return position


def _interpolation_end(text: str, at: int) -> int:
    depth, position = 1, at
    while position < len(text) and depth:
        kind, end = _next(text, position)
        if kind == "mark":
            depth += {"(": 1, ")": -1}.get(text[position], 0)
        position = end
    return position


def _partners(tokens: list[Token]) -> dict[int, int]:
    stack: list[int] = []
    partner: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text in _OPENING:
            stack.append(index)
        elif token.kind == "mark" and token.text in _CLOSING and stack:
            opening = stack.pop()
            partner[opening], partner[index] = index, opening
    return partner


def _openers(tokens: list[Token]) -> list[int]:
    """For each token the index of the bracket it stands in, -1 at the top; a bracket stands in the outer one."""
    stack: list[int] = [-1]
    openers: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text in _CLOSING and len(stack) > 1:
            stack.pop()
        openers.append(stack[-1])
        if token.kind == "mark" and token.text in _OPENING:
            stack.append(index)
    return openers
