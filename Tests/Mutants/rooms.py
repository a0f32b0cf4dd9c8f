"""The rooms that are mutated: signers, codecs, flows, order state, limiters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VENUES = ("luno", "binance", "kucoin", "kraken", "valr")
_FOLDERS = {"luno": "Luno", "binance": "Binance", "kucoin": "KuCoin", "kraken": "Kraken", "valr": "VALR"}


@dataclass(frozen=True)
class Room:
    #: The Swift module.
    module: str
    #: The module's sources, and the parts of them that are mutated; all when empty.
    folder: str
    parts: tuple[str, ...]
    #: The venue whose suite judges it; empty for what all share.
    venue: str
    #: How many of a hundred mutants.
    share: int

    def files(self, root: Path) -> list[Path]:
        base = root / self.folder
        found = sorted(base.rglob("*.swift"))
        if self.parts:
            found = [path for path in found if path.relative_to(base).parts[0] in self.parts]
        return [path for path in found if path.name not in _NOT_MUTATED]

    def all_files(self, root: Path) -> list[Path]:
        return sorted((root / self.folder).rglob("*.swift"))


#: What an adapter claims has cases of its own, and its profile is what the venue publishes: neither is behaviour.
_NOT_MUTATED = {"Capabilities.swift", "Profile.swift", "Mutants.swift"}

ROOMS = (
    *(Room(f"{folder}Adapter", f"Sources/Adapters/{folder}", (), venue, 14) for venue, folder in _FOLDERS.items()),
    Room("AdapterKit", "Sources/AdapterKit", (), "", 10),
    Room(
        "AdapterProtocol", "Sources/AdapterProtocol", ("Numbers", "Operations", "Orders"), "",
        10),
    # The transport over sockets is not here: the suite's exchange is in the same process, and has tests of its own.
    Room("AdapterRuntime", "Sources/AdapterRuntime", ("Limits", "Nonces", "Running", "Time"), "", 10),
)


def quotas(count: int) -> dict[str, int]:
    """How many mutants each module gets; what division leaves goes to the first ones."""
    exact = {room.module: count * room.share // 100 for room in ROOMS}
    for room in ROOMS[: count - sum(exact.values())]:
        exact[room.module] += 1
    return exact


def room_of(path: str) -> Room:
    for room in ROOMS:
        if path.startswith(room.folder + "/"):
            return room
    raise ValueError(f"{path} is in no mutated room")
