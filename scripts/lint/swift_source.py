"""A Swift file seen three ways: as written, without comments, without comments and text.

The views keep line and column, so that a finding points at the line the author sees. A rule about code must not
trip over a word in a comment or in a string, and a rule about names (a venue's, say) must see strings as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)"
)
_NOT_NEWLINE = re.compile(r"[^\n]")
#: What changes how the following text is read: a comment, a literal, a parenthesis.
_TOKEN = re.compile(r'//|/\*|#*"(?:"")?|[()]')
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_REASON = re.compile(r"//\s*reason:\s*\S.{8,}")


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    #: The conditions of the `#if`s around it, outermost first.
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class SwiftSource:
    path: str
    text: str

    @staticmethod
    def read(root: Path, path: Path) -> SwiftSource:
        return SwiftSource(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _views(self) -> tuple[str, str]:
        return _Scanner(self.text).run()

    @property
    def without_comments(self) -> str:
        return self._views[0]

    @property
    def code(self) -> str:
        """Neither comments nor the text of string literals; interpolated code stays."""
        return self._views[1]

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def has_reason(self, line: int) -> bool:
        """Whether the line explains its exception: `// reason: ...`."""
        return _REASON.search(self.lines[line - 1]) is not None

    @cached_property
    def imports(self) -> list[Import]:
        found: list[Import] = []
        conditions: list[str] = []
        for number, line in enumerate(self.code.split("\n"), start=1):
            stripped = line.strip()
            if stripped.startswith("#if"):
                conditions.append(stripped[3:].strip())
            elif stripped.startswith("#elseif"):
                conditions[-1:] = [stripped[7:].strip()]
            elif stripped.startswith("#else"):
                conditions[-1:] = [f"!({conditions[-1]})" if conditions else ""]
            elif stripped.startswith("#endif"):
                conditions[-1:] = []
            elif match := _IMPORT.match(line):
                found.append(Import(match.group(1), number, tuple(conditions)))
        return found


class _Scanner:
    """Blanks comments and string text with spaces, character for character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.no_comments = list(text)
        self.code = list(text)
        self.at = 0

    def run(self) -> tuple[str, str]:
        self._code(until_parenthesis=False)
        return "".join(self.no_comments), "".join(self.code)

    def _blank(self, start: int, end: int, comment: bool) -> None:
        blank = _NOT_NEWLINE.sub(" ", self.text[start:end])
        self.code[start:end] = blank
        if comment:
            self.no_comments[start:end] = blank

    def _jump(self, pattern: re.Pattern[str]) -> str:
        """To just behind the next match; the end of the file when there is none."""
        match = pattern.search(self.text, self.at)
        self.at = match.end() if match else len(self.text)
        return match.group() if match else ""

    def _code(self, until_parenthesis: bool) -> None:
        depth = 0
        while token := self._jump(_TOKEN):
            if token.startswith("/"):
                self._comment(token)
            elif token.endswith('"'):
                self._string(token)
            else:
                depth += 1 if token == "(" else -1
                if until_parenthesis and depth < 0:
                    return

    def _comment(self, opening: str) -> None:
        start, depth = self.at - 2, 1
        if opening == "//":
            self.at = (self.text.find("\n", self.at) + 1 or len(self.text) + 1) - 1
        while opening == "/*" and depth > 0 and (token := self._jump(_COMMENT_EDGE)):
            depth += 1 if token == "/*" else -1
        self._blank(start, self.at, comment=True)

    def _string(self, opening: str) -> None:
        """To the closing quote; `\\(` hands back to code until its parenthesis closes."""
        hashes = opening.rstrip('"')
        quote = opening[len(hashes) :]
        closing, escape = quote + hashes, "\\" + hashes
        edges = [re.escape(closing), re.escape(escape) + r"[\s\S]"] + (["\n"] if quote == '"' else [])
        pattern = re.compile("|".join(edges))
        start = self.at
        while token := self._jump(pattern):
            if token == escape + "(":
                self._blank(start, self.at - 1, comment=False)
                self._code(until_parenthesis=True)
                start = self.at
            elif token in (closing, "\n"):
                self._blank(start, self.at - len(token), comment=False)
                return
