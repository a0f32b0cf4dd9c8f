"""Links out of one module into another.

A doc comment says ``VenueError`` wherever the type comes from, as the code does. DocC knows only the module at hand
under such a short name, and another module's symbol under its full path; so the path is put in before DocC reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_LINK = re.compile(r"``([A-Za-z_]\w*)((?:/[^`]*)?)``")


def top_level_names(symbols: Path, module: str) -> set[str]:
    graph = json.loads((symbols / f"{module}.symbols.json").read_text())
    return {symbol["pathComponents"][0] for symbol in graph["symbols"] if len(symbol["pathComponents"]) == 1}


def lengthen(symbols: Path, module: str, homes: Mapping[str, str]) -> None:
    """Rewrites the links of a module's comments whose goal is at home in another module."""
    own = _all_names(symbols, module)
    for path in sorted(symbols.glob("*.symbols.json")):
        graph = json.loads(path.read_text())
        for line in _comment_lines(graph):
            line["text"] = _LINK.sub(lambda link: _lengthened(link, own, homes), line["text"])
        path.write_text(json.dumps(graph))


def _lengthened(link: re.Match[str], own: set[str], homes: Mapping[str, str]) -> str:
    name, rest = link.groups()
    if name in own or name not in homes:
        return link.group()
    return f"``/{homes[name]}/{name}{rest}``"


def _all_names(symbols: Path, module: str) -> set[str]:
    graph = json.loads((symbols / f"{module}.symbols.json").read_text())
    return {part.partition("(")[0] for symbol in graph["symbols"] for part in symbol["pathComponents"]}


def _comment_lines(graph: dict) -> Iterator[dict]:
    for symbol in graph["symbols"]:
        yield from symbol.get("docComment", {}).get("lines", [])
