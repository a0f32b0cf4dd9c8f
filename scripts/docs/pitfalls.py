"""`docs/pitfalls.md` names a test for each pitfall that has one: exactly those that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_SECTION = re.compile(r"^## (\w+).*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"\bK\.?(\d+)\b")
_CELL = re.compile(r"^\| [^|]* \|.*?\btests? (K[^|]*?) \|$", re.MULTILINE)
#: A display name begins with the number, in the attribute's line or, with arguments, in the next.
_TEST = re.compile(r'@Test\(\s*"K\.?(\d+) ')


def problems(root: Path) -> Iterator[str]:
    page = root / "docs/pitfalls.md"
    for section in _SECTION.finditer(page.read_text()):
        venue = section[1]
        named = {number for cell in _CELL.findall(section[0]) for number in _NAMED.findall(cell)}
        files = sorted((root / f"Tests/Adapters/{venue}Tests").glob("PitfallTests*.swift"))
        there = {number for file in files for number in _TEST.findall(file.read_text())}
        for number in sorted(named - there, key=int):
            yield f"docs/pitfalls.md: error: {venue} has no test K{number}"
        for number in sorted(there - named, key=int):
            yield f"docs/pitfalls.md: error: {venue}'s test K{number} is in no row"
