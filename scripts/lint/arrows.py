"""Which room imports what."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Finding
from .rooms import ESSENTIALS, ROOMS, room_of
from .swift_source import SwiftSource


def check(source: SwiftSource) -> Iterator[Finding]:
    name = room_of(source.path)
    if name is None:
        return
    room = ROOMS.get(name)
    if room is None:
        yield Finding(source.path, 1, "arrows", f"the room {name} is not in scripts/lint/rooms.py: give it its arrows")
        return
    for used in source.imports:
        if used.module not in room.modules:
            yield Finding(source.path, used.line, "arrows", f"{name} must not import {used.module}")
        elif room.pure and used.module in ESSENTIALS and not _guarded(used.conditions, used.module):
            yield Finding(
                source.path, used.line, "arrows", f"{used.module} only inside #if canImport({used.module})"
            )


def _guarded(conditions: tuple[str, ...], module: str) -> bool:
    return any(condition.startswith(f"canImport({module})") for condition in conditions)
