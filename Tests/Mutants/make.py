"""Makes the mutants: the mutated modules of this package with every mutant of some seeds behind a run-time switch.

    make.py --seed N [--seed N...] --count 240 --into DIR [--build FOLDER]

DIR/mutants.json lists them; several seeds share one tree, and a mutant that two of them pick. What does not compile is
replaced by the next of the sampled order. The mutated modules are compiled with the flags of the healthy debug build, and
linked with its other objects: DIR/bourse, and DIR/boursePackageTests.xctest with all unit tests.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from candidates import Candidate
from healthy_build import COMMAND, TESTS, Failure, HealthyBuild
from named import named_mutants
from rooms import ROOMS, Room, quotas, room_of
from sampling import Population
from weaving import MOST, SWITCH, write_room

_ROOT = Path(__file__).resolve().parents[2]
#: So often may the compiler find something new before we give up.
_ROUNDS = 40
#: Every byte and every number goes through these, and their switches with it: a suite would take half as long again.
_OPTIMISED = ("AdapterKit", "AdapterProtocol")
#: Two compilers at once: more would only wait for the machine's memory.
_JOBS = 2


class Maker:
    """Numbers: the named mutants first, then the rooms in their order, each in the order of its files."""

    def __init__(self, root: Path, target: Path, seeds: list[int], count: int) -> None:
        self._root, self._target, self._seeds = root, target, seeds
        self._population = Population(root)
        self._named = named_mutants(root)
        self._quotas = quotas(count)
        self._refused: set[str] = set()
        self.mutants: dict[str, list[tuple[int, Candidate]]] = {}
        self._chosen: dict[str, dict[int, list[Candidate]]] = {}
        if len(self._named) + count * len(seeds) >= MOST:
            raise SystemExit(f"mutants: at most {MOST} in one tree")

    def object_file(self, room: Room) -> Path:
        return self._target / f"{room.module}.o"

    def sample(self, room: Room, times: int = 1) -> None:
        """Takes the room's mutants, or `times` as many, and writes its sources."""
        named = [each for each in enumerate(self._named, 1) if room_of(each[1].path) == room]
        before = sum(self._quotas[each.module] for each in ROOMS[: ROOMS.index(room)])
        offset = len(self._named) + before * len(self._seeds)
        taken = [candidate for _, candidate in named]
        count = self._quotas[room.module] * times
        chosen = self._population.sample_all(room, count, self._seeds, self._refused, taken)
        self._chosen[room.module] = chosen
        all_chosen = sorted({each for one in chosen.values() for each in one}, key=lambda each: (each.path, each.first))
        self.mutants[room.module] = named + list(enumerate(all_chosen, offset + 1))
        write_room(self._root, self._target, room, self.mutants[room.module])

    def settle(self, room: Room, build: HealthyBuild) -> None:
        """Samples until the module compiles."""
        # First with more than are needed, so that few rounds have to follow.
        for times in [3] + [1] * _ROUNDS:
            self.sample(room, times)
            sources = room.all_files(self._target)
            failures = build.failures(
                room.module, sources, self._target, self.object_file(room), room.module in _OPTIMISED)
            if not failures and times == 1:
                print(f"mutants: {room.module}: {len(self.mutants[room.module])}", file=sys.stderr)
                return
            self.refuse(room, failures)
        raise SystemExit(f"mutants: {room.module} does not settle")

    def refuse(self, room: Room, failures: list[Failure]) -> None:
        for failure in failures:
            guilty = self._guilty(room, failure)
            if not guilty or all(each.trap for each in guilty):
                raise SystemExit(f"mutants: {failure.path}:{failure.line}: {failure.message}")
            self._refused |= {each.key for each in guilty if not each.trap}

    def _guilty(self, room: Room, failure: Failure) -> list[Candidate]:
        """The mutants on a line; where there is none, the nearest that is no trap: the compiler tells of an expression
        or a function that began before, and of a function at its end."""
        mutants = self.mutants[room.module]
        if failure.path.endswith("/Mutants.swift"):
            lines = (self._target / failure.path).read_text(encoding="utf-8").splitlines()
            number = re.search(r"isMutant\((\d+)\)", "\n".join(lines[failure.line - 1 : failure.line + 3]))
            return [each for at, each in mutants if number and at == int(number.group(1))]
        here = [each for _, each in mutants if each.path == failure.path]
        exact = [each for each in here if each.first <= failure.line <= each.last]
        is_at_end = "missing return" in failure.message
        others = sorted(
            (each for each in here if not each.trap),
            key=lambda each: (is_at_end and each.first > failure.line, abs(each.first - failure.line)))
        return exact or others[:1]

    def write_list(self) -> None:
        rows = []
        for room in ROOMS:
            for number, each in self.mutants[room.module]:
                chosen = self._chosen[room.module]
                seeds = [seed for seed in self._seeds if each.trap or each in chosen[seed]]
                rows.append({
                    "number": number, "seeds": seeds, "module": room.module, "venue": room.venue,
                    "operator": each.operator, "file": each.path, "line": each.first, "before": each.before,
                    "after": each.after, "trap": each.trap,
                })
        rows.sort(key=lambda row: row["number"])
        document = {"seeds": self._seeds, "switch": SWITCH, "refused": len(self._refused), "mutants": rows}
        (self._target / "mutants.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        print(f"mutants: {len(rows)} of seeds {self._seeds}, {len(self._refused)} did not compile", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, action="append", required=True)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=_ROOT / ".build", help="the healthy debug build")
    options = parser.parse_args()
    target = options.into.resolve()
    for room in ROOMS:
        # What was deleted since the last time is no part of the module.
        shutil.rmtree(target / room.folder, ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    maker = Maker(_ROOT, target, list(dict.fromkeys(options.seed)), options.count)
    build = HealthyBuild(options.build.resolve())
    with ThreadPoolExecutor(_JOBS) as pool:
        list(pool.map(lambda room: maker.settle(room, build), ROOMS))
    objects = {room.module: maker.object_file(room) for room in ROOMS}
    for product in (COMMAND, TESTS):
        build.link(product, objects, target)
    for bundle in (options.build.resolve() / "debug").glob("*.resources"):
        if not (target / bundle.name).exists():
            (target / bundle.name).symlink_to(bundle)
    maker.write_list()
    return 0


if __name__ == "__main__":
    sys.exit(main())
