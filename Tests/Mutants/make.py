"""Makes the mutated package: a copy of this one with every mutant of a seed behind a run-time switch.

    make.py --seed N --count 240 --into DIR [--build]

DIR/mutants.json lists them. What does not compile is replaced by the next of the sampled order: checked module by
module against the healthy debug build, and with --build once more by the release build of `bourse` itself.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from candidates import Candidate
from named import named_mutants
from rooms import ROOMS, Room, quotas, room_of
from sampling import Population
from typecheck import Checker, Failure
from weaving import SWITCH, write_room

_ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("Package.swift", "Package.resolved", "Sources", "Tests")
_ERROR = re.compile(r"^(/[^:\n]+):(\d+):\d+: error: (.*)$", re.MULTILINE)
#: So often may the compiler find something new before we give up.
_ROUNDS = 40


class Maker:
    """Numbers: the named mutants first, then the rooms in their order, each in the order of its files."""

    def __init__(self, root: Path, target: Path, seed: int, count: int) -> None:
        self._root, self._target, self._seed = root, target, seed
        self._population = Population(root)
        self._named = named_mutants(root)
        self._quotas = quotas(count)
        self._refused: set[str] = set()
        self.mutants: dict[str, list[tuple[int, Candidate]]] = {}

    def copy(self) -> None:
        self._target.mkdir(parents=True, exist_ok=True)
        for name in _COPIED:
            source, place = self._root / name, self._target / name
            if source.is_dir():
                shutil.rmtree(place, ignore_errors=True)
                ignored = shutil.ignore_patterns("Mutants", "__pycache__", ".venv*")
                shutil.copytree(source, place, ignore=ignored, symlinks=True)
            elif source.is_file():
                shutil.copy2(source, place)

    def sample(self, room: Room, times: int = 1) -> None:
        """Takes the room's mutants, or `times` as many, and writes its sources."""
        named = [each for each in enumerate(self._named, 1) if room_of(each[1].path) == room]
        offset = len(self._named) + sum(self._quotas[r.module] for r in ROOMS[: ROOMS.index(room)])
        taken = [candidate for _, candidate in named]
        count = self._quotas[room.module] * times
        chosen = self._population.sample(room, count, self._seed, self._refused, taken)
        chosen.sort(key=lambda each: (each.path, each.first))
        self.mutants[room.module] = named + list(enumerate(chosen, offset + 1))
        write_room(self._root, self._target, room, self.mutants[room.module])

    def settle(self, room: Room, checker: Checker) -> None:
        """Samples until the module compiles."""
        # First without sampled mutants: then nobody but the tree itself, or a trap, is to blame. Then with more than
        # are needed, so that few rounds have to follow.
        for times in [0, 4] + [1] * _ROUNDS:
            self.sample(room, times)
            failures = checker.failures(room.module, room.all_files(self._target), self._target)
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
        """The mutants on a line; where there is none, the compiler tells of an expression that began before."""
        mutants = self.mutants[room.module]
        if failure.path.endswith("/Mutants.swift"):
            lines = (self._target / failure.path).read_text(encoding="utf-8").splitlines()
            number = re.search(r"isMutant\((\d+)\)", "\n".join(lines[failure.line - 1 : failure.line + 3]))
            return [each for at, each in mutants if number and at == int(number.group(1))]
        here = [each for _, each in mutants if each.path == failure.path]
        exact = [each for each in here if each.first <= failure.line <= each.last]
        return exact or sorted(here, key=lambda each: abs(each.first - failure.line))[:1]

    def write_list(self) -> None:
        rows = []
        for room in ROOMS:
            for number, each in self.mutants[room.module]:
                rows.append({
                    "number": number, "module": room.module, "venue": room.venue, "operator": each.operator,
                    "file": each.path, "line": each.first, "before": each.before, "after": each.after,
                    "trap": each.trap,
                })
        rows.sort(key=lambda row: row["number"])
        document = {"seed": self._seed, "switch": SWITCH, "refused": len(self._refused), "mutants": rows}
        (self._target / "mutants.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        print(f"mutants: {len(rows)} of seed {self._seed}, {len(self._refused)} did not compile", file=sys.stderr)


def build(maker: Maker, target: Path) -> None:
    """The release build, until nothing in it is refused."""
    environment = {**os.environ, "BOURSE_STRICT": "0"}
    command = ["swift", "build", "-c", "release", "--product", "bourse", "--scratch-path", str(target / ".build")]
    for _ in range(_ROUNDS):
        done = subprocess.run(command, cwd=target, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        output = done.stdout + done.stderr
        failures = [
            Failure(str(Path(path).relative_to(target)), int(line), message)
            for path, line, message in dict.fromkeys(_ERROR.findall(output))
            if Path(path).is_relative_to(target / "Sources")
        ]
        if not failures:
            raise SystemExit(f"mutants: the build failed:\n{output[-4000:]}")
        for failure in failures:
            print(f"mutants: {failure.path}:{failure.line}: {failure.message}", file=sys.stderr)
            maker.refuse(room_of(failure.path), [failure])
        for room in {room_of(failure.path) for failure in failures}:
            maker.sample(room)
    raise SystemExit("mutants: the build does not settle")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--build", action="store_true")
    options = parser.parse_args()
    target = options.into.resolve()
    maker = Maker(_ROOT, target, options.seed, options.count)
    maker.copy()
    checker = Checker(_ROOT)
    for room in ROOMS:
        maker.settle(room, checker)
    if options.build:
        build(maker, target)
    maker.write_list()
    return 0


if __name__ == "__main__":
    sys.exit(main())
