"""A module's symbol graphs as lines, `PATH | DECLARATION`, sorted: a diff of two listings is a diff of two APIs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

#: What the compiler derives for nearly every type, and nobody declared.
_DERIVED = frozenset({"Copyable", "Escapable", "SendableMetatype", "BitwiseCopyable"})


def lines(symbols: Path) -> list[str]:
    """Everything public in the graphs of a folder: those of the module, and of what it adds to other modules' types."""
    graphs = [json.loads(path.read_text()) for path in sorted(symbols.glob("*.symbols.json"))]
    return sorted({line for graph in graphs for line in _lines(graph)})


def _lines(graph: dict) -> Iterator[str]:
    paths = {symbol["identifier"]["precise"]: ".".join(symbol["pathComponents"]) for symbol in graph["symbols"]}
    roles = _roles(graph)
    for symbol in graph["symbols"]:
        # The block around an extension of another module's type; its members are symbols of their own.
        if symbol["kind"]["identifier"] == "swift.extension":
            continue
        precise = symbol["identifier"]["precise"]
        yield f"{paths[precise]} | {roles.get(precise, '')}{_declaration(symbol)}"
    for relation in graph["relationships"]:
        if relation["kind"] != "conformsTo":
            continue
        protocol = relation.get("targetFallback", paths.get(relation["target"], relation["target"]))
        name = protocol.removeprefix("Swift.")
        # An extension of another module's type has no path of its own here: its fallback is the type's name.
        owner = paths.get(relation["source"]) or relation.get("sourceFallback", relation["source"])
        if name not in _DERIVED:
            yield f"{owner} | conforms to {name}"


def _declaration(symbol: dict) -> str:
    return " ".join("".join(part["spelling"] for part in symbol["declarationFragments"]).split())


def _roles(graph: dict) -> dict[str, str]:
    """What stands before the declaration: whoever conforms must write a requirement, unless it has a default."""
    relations = graph["relationships"]
    defaulted = {relation["target"] for relation in relations if relation["kind"] == "defaultImplementationOf"}
    roles: dict[str, str] = {}
    for relation in relations:
        if relation["kind"] == "requirementOf":
            source = relation["source"]
            roles[source] = "requirement with default: " if source in defaulted else "requirement: "
        elif relation["kind"] == "defaultImplementationOf":
            roles[relation["source"]] = "default: "
    return roles
