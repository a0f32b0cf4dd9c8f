"""What happened between two listings, and what of it breaks code that was written against the older one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

#: What an existing protocol asks anew of whoever conforms, and a case that an existing `switch` does not know.
_DEMANDING = re.compile(r"^(?P<owner>.+)\.[^.]+ \| (?:requirement: |(?:indirect )?case )")


@dataclass(frozen=True)
class Changes:
    module: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def diff(self) -> list[str]:
        name = f"docs/api/{self.module}.txt"
        return list(difflib.unified_diff(self.old, self.new, name, f"{name} as the code says", n=0, lineterm=""))

    @property
    def breaking(self) -> list[str]:
        """Lines that are gone or read otherwise, and additions that ask something of existing code."""
        gone = sorted(set(self.old) - set(self.new))
        owners = _paths(self.old)
        added = [line for line in sorted(set(self.new) - set(self.old)) if _demands(line, owners)]
        return [f"- {line}" for line in gone] + [f"+ {line}" for line in added]


def _paths(listing: Iterable[str]) -> set[str]:
    return {line.partition(" | ")[0] for line in listing}


def _demands(line: str, owners: set[str]) -> bool:
    found = _DEMANDING.match(line)
    return found is not None and found["owner"] in owners
