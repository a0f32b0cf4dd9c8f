"""Makes the mutants: the mutated modules of this package with every mutant of some seeds behind a run-time switch.

    make.py --seed N [--seed N...] --count 240 --into DIR [--build FOLDER] [--no-tests] [--no-command] [--anew]

DIR/mutants.json lists them; several seeds share one tree, and a mutant that two of them pick. What does not compile is
replaced by the next of the sampled order. The mutated modules are compiled with the flags of the healthy debug build,
and linked with its other objects: DIR/boursePackageTests.xctest has all unit tests. DIR is a whole package besides, of
which the release build makes the command, DIR/.build/release/bourse, whose conformance suite judges.

What is there already for the same sources is not made again, so that an interrupted run goes on; --anew forgets it. The
list comes last, when tests and command are those of its mutants; with --no-command there is none.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from candidates import Candidate
from healthy_build import TESTS, Failure, HealthyBuild
from named import named_mutants
from progress import Progress, digest_of
from release_build import RELEASE_COMMAND, ReleaseBuild
from rooms import ROOMS, Room, quotas, room_of
from sampling import Population
from weaving import MOST, SWITCH, write_room

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
#: So often may the compiler find something new before we give up.
_ROUNDS = 40
#: Every byte and every number goes through these, and their switches with it: a suite would take half as long again.
_OPTIMISED = ("AdapterKit", "AdapterProtocol")
#: Two compilers at once: more would only wait for the machine's memory.
_JOBS = 2
LIST = "mutants.json"


class Maker:
    """Numbers: the named mutants first, then the rooms in their order, each in the order of its files."""

    def __init__(self, root: Path, target: Path, seeds: list[int], count: int, progress: Progress) -> None:
        self._root, self._target, self._seeds, self._progress = root, target, seeds, progress
        self._population = Population(root)
        self._named = named_mutants(root)
        self._quotas = quotas(count)
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
        chosen = self._population.sample_all(room, count, self._seeds, self._progress.refused, taken)
        self._chosen[room.module] = chosen
        all_chosen = sorted({each for one in chosen.values() for each in one}, key=lambda each: (each.path, each.first))
        self.mutants[room.module] = named + list(enumerate(all_chosen, offset + 1))
        write_room(self._root, self._target, room, self.mutants[room.module])

    def settle(self, room: Room, build: HealthyBuild) -> None:
        """Samples until the module compiles; at once where it did before."""
        if self._progress.is_settled(room.module) and self.object_file(room).is_file():
            self.sample(room)
            return
        # First with more than are needed, so that few rounds have to follow.
        for times in [3] + [1] * _ROUNDS:
            self.sample(room, times)
            sources = room.all_files(self._target)
            failures = build.failures(
                room.module, sources, self._target, self.object_file(room), room.module in _OPTIMISED)
            if not failures and times == 1:
                self._progress.settle(room.module)
                print(f"mutants: {room.module}: {len(self.mutants[room.module])}", file=sys.stderr)
                return
            self.refuse(room, failures)
        raise SystemExit(f"mutants: {room.module} does not settle")

    def refuse(self, room: Room, failures: list[Failure]) -> None:
        for failure in failures:
            guilty = self._guilty(room, failure)
            if not guilty or all(each.trap for each in guilty):
                raise SystemExit(f"mutants: {failure.path}:{failure.line}: {failure.message}")
            self._progress.refuse(room.module, (each.key for each in guilty if not each.trap))

    def _guilty(self, room: Room, failure: Failure) -> list[Candidate]:
        """The mutants on a line; where there is none, the compiler tells of something that began before. A trap is
        written by hand and compiles."""
        mutants = self.mutants[room.module]
        if failure.path.endswith("/Mutants.swift"):
            lines = (self._target / failure.path).read_text(encoding="utf-8").splitlines()
            number = re.search(r"isMutant\((\d+)\)", "\n".join(lines[failure.line - 1 : failure.line + 3]))
            return [each for at, each in mutants if number and at == int(number.group(1))]
        here = [each for _, each in mutants if each.path == failure.path]
        exact = [each for each in here if each.first <= failure.line <= each.last]
        others = (each for each in here if not each.trap)
        return exact or sorted(others, key=lambda each: (each.first > failure.line, abs(each.first - failure.line)))[:1]

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
        document = {"seeds": self._seeds, "switch": SWITCH, "refused": len(self._progress.refused), "mutants": rows}
        (self._target / LIST).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        refused = len(self._progress.refused)
        print(f"mutants: {len(rows)} of seeds {self._seeds}, {refused} did not compile", file=sys.stderr)


def settle_all(maker: Maker, build: HealthyBuild) -> None:
    with ThreadPoolExecutor(_JOBS) as pool:
        list(pool.map(lambda room: maker.settle(room, build), ROOMS))


def link_tests(maker: Maker, build: HealthyBuild, target: Path, progress: Progress) -> None:
    """All unit tests, with the mutated modules' objects in the healthy ones' places."""
    digest = digest_of(target, woven_sources(target), build.stamp(TESTS))
    if progress.is_made(target / TESTS, digest):
        return
    progress.start(target / TESTS)
    build.link(TESTS, {room.module: maker.object_file(room) for room in ROOMS}, target)
    for bundle in build.products.glob("*.resources"):
        if not (target / bundle.name).exists():
            (target / bundle.name).symlink_to(bundle)
    progress.make(target / TESTS, digest)
    print(f"mutants: {TESTS} is linked", file=sys.stderr)


def build_command(maker: Maker, release: ReleaseBuild, target: Path, progress: Progress) -> bool:
    """The release build. False when it refused mutants: then others have to take their places."""
    release.lay_out()
    digest = digest_of(target, release.sources())
    if progress.is_made(target / RELEASE_COMMAND, digest):
        return True
    progress.start(target / RELEASE_COMMAND)
    print("mutants: release build", file=sys.stderr)
    failures = release.failures()
    for failure in failures:
        print(f"mutants: {failure.path}:{failure.line}: {failure.message}", file=sys.stderr)
        maker.refuse(room_of(failure.path), [failure])
    if not failures:
        progress.make(target / RELEASE_COMMAND, digest)
    return not failures


def scripts() -> list[Path]:
    """What decides what is woven: this script, and what it imports from beside it."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return [Path(file).resolve() for file in files if file and Path(file).resolve().parent == _HERE]


def woven_sources(target: Path) -> list[Path]:
    return [path for room in ROOMS for path in room.all_files(target)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, action="append", required=True)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=_ROOT / ".build", help="the healthy debug build")
    parser.add_argument("--no-tests", action="store_true", help="do not link the unit tests")
    parser.add_argument("--no-command", action="store_true", help="do not build the command")
    parser.add_argument("--anew", action="store_true", help="forget what an earlier run made")
    options = parser.parse_args()
    target, healthy = options.into.resolve(), options.build.resolve()
    target.mkdir(parents=True, exist_ok=True)
    # Nobody judges what is half made.
    (target / LIST).unlink(missing_ok=True)
    if options.anew:
        (target / "made.json").unlink(missing_ok=True)
    seeds = list(dict.fromkeys(options.seed))
    sources = [path for room in ROOMS for path in room.all_files(_ROOT)]
    progress = Progress(target / "made.json", digest_of(_ROOT, [*scripts(), *sources], seeds, options.count))
    maker = Maker(_ROOT, target, seeds, options.count, progress)
    build = HealthyBuild(healthy)
    release = ReleaseBuild(_ROOT, target, healthy.parent / "Package.resolved")
    for _ in range(_ROUNDS):
        settle_all(maker, build)
        if not options.no_tests:
            link_tests(maker, build, target, progress)
        if options.no_command:
            return 0
        if build_command(maker, release, target, progress):
            maker.write_list()
            return 0
    raise SystemExit("mutants: the release build does not settle")


if __name__ == "__main__":
    sys.exit(main())
