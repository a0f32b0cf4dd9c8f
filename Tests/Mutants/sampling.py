"""Which mutants are taken: by seed, room by room, the operators in turns."""

from __future__ import annotations

import random
from pathlib import Path

from candidates import OPERATORS, Candidate
from operators import candidates
from rooms import ROOMS, Room
from tokens import Source


class Population:
    """Every candidate of every room, in the order of the files."""

    def __init__(self, root: Path) -> None:
        self.by_module = {room.module: _of_room(root, room) for room in ROOMS}

    def sample_all(
        self, room: Room, count: int, seeds: list[int], refused: set[str], taken: list[Candidate]
    ) -> dict[int, list[Candidate]]:
        """`count` candidates for each seed. All stand in one text, so that a later seed passes over what overlaps those
        of an earlier one; the very same it shares."""
        chosen: dict[int, list[Candidate]] = {}
        for seed in seeds:
            earlier = [each for one in chosen.values() for each in one]
            chosen[seed] = self.sample(room, count, seed, refused, taken, earlier)
        return chosen

    def sample(
        self, room: Room, count: int, seed: int, refused: set[str], taken: list[Candidate],
        shared: list[Candidate] | None = None,
    ) -> list[Candidate]:
        """`count` candidates that overlap neither each other nor `taken`, and of `shared` only what they are themselves;
        those that did not compile are passed over.

        The same seed gives the same ones, whatever the other rooms hold.
        """
        generator = random.Random(f"{seed} {room.module}")
        queues: dict[str, list[Candidate]] = {}
        for operator in OPERATORS:
            queue = [each for each in self.by_module[room.module] if each.operator == operator]
            generator.shuffle(queue)
            queues[operator] = queue[::-1]
        chosen: list[Candidate] = []
        while len(chosen) < count and any(queues.values()):
            for operator in OPERATORS:
                if len(chosen) < count and (
                    found := _next(queues[operator], refused, [*taken, *chosen], shared or [])
                ):
                    chosen.append(found)
        return chosen


def _next(
    queue: list[Candidate], refused: set[str], taken: list[Candidate], shared: list[Candidate]
) -> Candidate | None:
    while queue:
        found = queue.pop()
        if found.key in refused or any(found.overlaps(other) for other in taken):
            continue
        if found in shared or not any(found.overlaps(other) for other in shared):
            return found
    return None


def _of_room(root: Path, room: Room) -> list[Candidate]:
    found: list[Candidate] = []
    for path in room.files(root):
        found += candidates(Source(str(path.relative_to(root)), path.read_text(encoding="utf-8")))
    return found
