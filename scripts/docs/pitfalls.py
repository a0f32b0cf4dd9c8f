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
#: A suite of streams with the number in a test's name, or with its function.
_STREAM = re.compile(r"`(\w+Tests)(?:` K\.?(\d+)|\.(?!swift`)(\w+)`)")
#: A case of the conformance suite; families of cases have their last word apart.
_CASE = re.compile(r"`(stream\.[\w.]+)`")
#: Where suites of streams are, besides the venue's own.
_SHARED = ("Tests/AdapterRuntimeTests/Streams", "Tests/AdapterKitTests/Streams")


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
        suites = _sources(root, f"Tests/Adapters/{venue}Tests/Streams", *_SHARED)
        for suite, number, function in _STREAM.findall(section[0]):
            test = rf'"K\.?{number}[ :]|\(K\.?{number}\)"' if number else rf"\bfunc {function}\("
            if not any(re.search(rf"\bstruct {suite}\b", text) and re.search(test, text) for text in suites):
                yield f"docs/pitfalls.md: error: {venue} has no test {suite} {number or function}"
    cases = "".join(_sources(root, "Sources/AdapterConformance/Streams"))
    for case in _CASE.findall(page.read_text()):
        family, _, word = case.rpartition(".")
        if f'"{case}"' not in cases and not (f'"{family}.\\(name)"' in cases and f'"{word}"' in cases):
            yield f"docs/pitfalls.md: error: there is no case {case}"


def _sources(root: Path, *folders: str) -> list[str]:
    return [file.read_text() for folder in folders for file in sorted((root / folder).rglob("*.swift"))]
