"""The tables on the pages that repeat what the code says: a page with a table that is no longer true does not build."""

from __future__ import annotations

import re
from pathlib import Path

from .modules import Module

_CAPABILITY = re.compile(r'\.(\w+): \.(native|unsupported\(\.\w+\)|emulated\(\s*"([^"]*)"\s*\))')
_CAPABILITY_NAME = re.compile(r'static let (\w+) = Capability\(rawValue: "([^"]+)"\)')
_ANSWER = {"native": "yes", "unsupported(.byVenue)": "not at this venue", "unsupported(.notYet)": "not yet"}
#: `.choice("name", "what for", ["a", "b"])` and `.number("name", "what for", initial: 5)`, the dots and labels left out
#: where a face has helpers of its own.
_SWITCH = re.compile(
    r'\b(?:choice|number)\(\s*(?:"(\w+)"|\.(\w+)),\s*"([^"]*)",\s*(?:\[([^\]]*)\]|(?:initial: )?([\d_]+))\s*\)'
)


def wanted(root: Path, module: Module) -> str | None:
    """The table of a module's landing page; nil for a module that has none."""
    if (module.folder / "Capabilities.swift").is_file():
        return _capabilities(root, module)
    if module.name.startswith("Simulated"):
        return _switches(module)
    return None


def write(page: Path, table: str) -> None:
    """Puts the table in the place of the one with the same head."""
    head = re.escape(table[: table.index("\n", table.index("\n") + 1) + 1])
    page.write_text(re.sub(head + r"(?:\|.*\|\n)*", lambda _: table, page.read_text()))


def _capabilities(root: Path, module: Module) -> str:
    names = dict(_CAPABILITY_NAME.findall((root / "Sources/AdapterProtocol/Venue/Capability.swift").read_text()))
    return _table(
        ("capability", "here"),
        [
            (f"`{names[row[1]]}`", _ANSWER.get(row[2]) or f"composed: {row[3]}")
            for row in _CAPABILITY.finditer((module.folder / "Capabilities.swift").read_text())
        ],
    )


def _switches(module: Module) -> str:
    texts = [path.read_text() for path in sorted(module.folder.glob("Switch*.swift"))]
    return _table(
        ("switch", "settings, the initial one first", "what it decides"),
        [
            (f"`{row[1] or row[2]}`", _settings(row[4], row[5]), row[3])
            for text in texts
            for row in _SWITCH.finditer(text)
        ],
    )


def _settings(choices: str | None, number: str | None) -> str:
    if choices is None:
        return f"`{(number or '').replace('_', '')}`, a number"
    return ", ".join(f"`{choice}`" for choice in re.findall(r'"([^"]*)"', choices))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    marks = ["|".join(["", *cells, ""]) if cells[0] == "---" else f"| {' | '.join(cells)} |" for cells in lines]
    return "\n".join([*marks, ""])
