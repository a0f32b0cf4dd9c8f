"""The folders of the built-in adapters hold the same files, so that one who knows one finds the way in all of them.

What only one venue has, or has in a shape of its own, lies in a folder `VenueSpecific`, where names are free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from .finding import Finding
from .rooms import ALL_VENUES

_FOLDER = "Sources/Adapters"
_OWN = "VenueSpecific"

#: A file that a venue does not have, and why there is nothing to put into it.
ABSENT = {
    ("Luno", "Streams/MarketSession+Candles.swift"): "Luno streams no candles: the runtime reads them over REST (luno.md I)",
}


def listing(root: Path) -> list[str]:
    """The sources and articles of the adapters, as paths from the root."""
    found = (path for suffix in ("swift", "md") for path in (root / _FOLDER).rglob(f"*.{suffix}"))
    return sorted(path.relative_to(root).as_posix() for path in found)


def check(paths: Iterable[str]) -> Iterator[Finding]:
    """Which file is missing where; `paths` as `listing` gives them."""
    names: dict[str, set[str]] = {venue: set() for venue in ALL_VENUES}
    for path in map(PurePosixPath, paths):
        venue, *rest = path.relative_to(_FOLDER).parts
        # Another folder is a room without arrows, which is told there.
        if venue in names:
            names[venue].add("/".join(rest).replace(f"{venue}Adapter", "«Venue»Adapter"))
    for name in sorted(set().union(*names.values())):
        yield from _check_name(name, [venue for venue in ALL_VENUES if name in names[venue]])


def _check_name(name: str, owners: list[str]) -> Iterator[Finding]:
    if _OWN in PurePosixPath(name).parts:
        if len(owners) == len(ALL_VENUES):
            yield _finding(owners[0], name, f"every venue has it, so it does not belong into {_OWN}")
        return
    missing = [venue for venue in ALL_VENUES if venue not in owners and (venue, name) not in ABSENT]
    for venue in owners:
        if (venue, name) in ABSENT:
            yield _finding(venue, name, "is there, but scripts/lint/adapter_files.py says that there is none")
        elif len(missing) > len(owners):
            yield _finding(venue, name, f"{', '.join(missing)} have no such file: into {_OWN} with it")
    if len(missing) <= len(owners):
        for venue in missing:
            yield _finding(venue, name, f"is missing, but {', '.join(owners)} have it")


def _finding(venue: str, name: str, message: str) -> Finding:
    return Finding(f"{_FOLDER}/{venue}/{name.replace('«Venue»', venue)}", 1, "adapter-files", message)
