"""Statements that can be dropped, and conditions that can be negated or believed."""

from __future__ import annotations

from collections.abc import Iterator

from candidates import DROP, FLIP, NUMBER, Candidate, Edit
from tokens import Source

_BEGINNING = {"try", "await", "self", "Self", "super", "_", "if"}
_KEYWORDS = {
    "let", "var", "func", "return", "guard", "throw", "for", "while", "switch", "case", "default", "break", "continue",
    "defer", "repeat", "do", "import", "extension", "struct", "enum", "class", "actor", "static", "private", "public",
    "fileprivate", "internal", "package", "open", "init", "deinit", "typealias", "associatedtype", "protocol",
    "mutating", "nonmutating", "final", "lazy", "weak", "unowned", "override", "indirect", "convenience", "required",
    "else", "catch", "where", "in", "is", "as", "get", "set", "willSet", "didSet", "nonisolated", "some", "any",
    "subscript", "operator", "infix", "prefix", "postfix", "fallthrough", "consume", "discard", "inout", "true",
    "false", "nil", "async", "throws", "rethrows", "yield", "unsafe",
}
_ASSIGNING = {"=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", ">>=", "&+=", "&-=", "&*="}
#: A line that ends so goes on, and one that begins so belongs to the one before.
_OPEN_ENDS = {",", "(", "[", "=", "->", "?", ":", ".", "&&", "||", "??", "+", "-", "*", "/"}


def statements(source: Source) -> Iterator[Candidate]:
    for index, token in enumerate(source.tokens):
        if token.kind == "word" and token.text in ("if", "guard"):
            yield from _conditions(source, index)
        if source.begins_line(index) and _may_begin(source, index) and (last := _end(source, index)):
            yield _dropped(source, index, last)


def _may_begin(source: Source, index: int) -> bool:
    token = source.tokens[index]
    if token.kind != "word" or (token.text in _KEYWORDS and token.text not in _BEGINNING):
        return False
    opener = source.opener[index]
    if opener < 0 or source.tokens[opener].text != "{":
        return False
    before = source.tokens[index - 1]
    if before.text == ":" and not _is_case_colon(source, index - 1):
        return False
    if before.text != ":" and (before.text in _OPEN_ENDS or before.kind == "operator" and source.is_spaced(index - 1)):
        return False
    if before.text == "else":
        return False
    following = source.tokens[index + 1].text if index + 1 < len(source.tokens) else ""
    return following != ":"


def _is_case_colon(source: Source, index: int) -> bool:
    line = source.tokens[index].line
    while index > 0 and source.tokens[index - 1].line == line:
        index -= 1
    return source.tokens[index].text in ("case", "default")


def _end(source: Source, first: int) -> int | None:
    """The last token of a statement that begins here, when it is one that acts: a call, an assignment or an `if`."""
    opener, index, acts = source.opener[first], first, source.tokens[first].text == "if"
    while index < len(source.tokens):
        token = source.tokens[index]
        if token.text in "([{" and token.kind == "mark":
            acts = acts or token.text == "("
            index = source.partner.get(index, index)
        elif source.opener[index] != opener or token.text == "}":
            return None
        acts = acts or token.text in _ASSIGNING
        if source.ends_line(index) and not _goes_on(source, index):
            return index if acts else None
        if _closes_after(source, index, opener):
            return index if acts else None
        index += 1
    return None


def _closes_after(source: Source, index: int, opener: int) -> bool:
    """Whether the block that a statement stands in ends behind a token."""
    return index + 1 < len(source.tokens) and index + 1 == source.partner.get(opener)


def _goes_on(source: Source, index: int) -> bool:
    token = source.tokens[index]
    if token.text in _OPEN_ENDS or (token.kind == "operator" and source.is_spaced(index)):
        return True
    if index + 1 == len(source.tokens):
        return False
    after = source.tokens[index + 1]
    return after.text in (".", "?", ":", "else", "{") or (after.kind == "operator" and source.is_spaced(index + 1))


def _dropped(source: Source, first: int, last: int) -> Candidate:
    tokens = source.tokens
    start, end = tokens[first].start, tokens[last].end
    text = " ".join(source.text[start:end].split())
    edits = (Edit(start, start, f"if isMutant({NUMBER}) {{}} else {{ "), Edit(end, end, " }"))
    last_line = tokens[last].line + tokens[last].text.count("\n")
    return Candidate(DROP, source.path, tokens[first].line, last_line, text, "(dropped)", edits)


def _conditions(source: Source, index: int) -> Iterator[Candidate]:
    """Each plain clause of a condition: negated, and for a guard also believed unseen."""
    keyword = source.tokens[index]
    for first, last in _clauses(source, index):
        if source.tokens[first].text in ("let", "var", "case") or source.tokens[first].kind == "directive":
            continue
        tokens = source.tokens
        start, end = tokens[first].start, tokens[last].end
        clause = " ".join(source.text[start:end].split())
        lines = (tokens[first].line, tokens[last].line)
        before = f"{keyword.text} {clause}"
        edits = (Edit(start, start, f"mutantCondition({NUMBER}, not: "), Edit(end, end, ")"))
        yield Candidate(FLIP, source.path, *lines, before, f"{keyword.text} !({clause})", edits)
        if keyword.text == "guard":
            edits = (Edit(start, start, f"mutantCondition({NUMBER}, skipping: "), Edit(end, end, ")"))
            yield Candidate(DROP, source.path, *lines, before, "guard true", edits)


def _clauses(source: Source, index: int) -> list[tuple[int, int]]:
    closing = "{" if source.tokens[index].text == "if" else "else"
    opener, first, position = source.opener[index], index + 1, index + 1
    found: list[tuple[int, int]] = []
    while position < len(source.tokens):
        token = source.tokens[position]
        is_end = token.text == closing and source.opener[position] == opener
        if is_end or (token.text == "," and source.opener[position] == opener):
            found.append((first, position - 1))
            first = position + 1
            if is_end:
                return [each for each in found if each[0] <= each[1]]
        elif token.kind == "mark" and token.text in "([{":
            position = source.partner.get(position, position)
        position += 1
    return []
