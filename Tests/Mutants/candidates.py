"""A place where a mutant may live, and the edits that put it there."""

from __future__ import annotations

from dataclasses import dataclass

FLIP = "flip a comparison"
OFF_BY_ONE = "off by one"
SWAP = "swap arguments"
DROP = "drop a statement"
CONSTANT = "change a constant"
ROW = "change a status row"
NAMED = "named trap"
#: In an edit's text: the mutant's number, and its own infix operator. No source has these signs.
NUMBER = "\ue000"
NAME = "\ue001"
#: In the order in which they take turns.
OPERATORS = (FLIP, OFF_BY_ONE, SWAP, DROP, CONSTANT, ROW)


@dataclass(frozen=True)
class Edit:
    """Replaces `text[start:end]`, after filling in ``NUMBER`` and ``NAME``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Candidate:
    operator: str
    path: str
    #: The lines that the edits touch, both included.
    first: int
    last: int
    #: What a reader sees: the healthy text, and what it becomes.
    before: str
    after: str
    edits: tuple[Edit, ...]
    #: For a mutated infix operator: the healthy and the mutated one.
    infix: tuple[str, str] | None = None
    #: The trap of a named mutant.
    trap: str = ""

    @property
    def key(self) -> str:
        """The same for every seed, and while the lines move."""
        return f"{self.path}|{self.before}|{self.after}"

    def overlaps(self, other: Candidate) -> bool:
        return self.path == other.path and self.first <= other.last and other.first <= self.last
