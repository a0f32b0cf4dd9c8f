"""A whole making of mutants of these very sources, with made-up compilers; interrupted, refused, and gone on with."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import make
from healthy_build import TESTS, Failure
from progress import Progress
from release_build import RELEASE_COMMAND
from rooms import ROOMS, Room
from sampling import Population

_ROOT = Path(__file__).resolve().parents[2]
_ROOM = ROOMS[0]
#: All sources are read once.
_population = functools.cache(Population)


class Debug:
    """Refuses nothing, and notes what it does."""

    def __init__(self, folder: Path) -> None:
        self.products, self.done = folder, []

    def failures(self, module: str, sources: list[Path], top: Path, object_file: Path, is_optimised: bool) -> list:
        self.done.append(module)
        object_file.write_text(module, encoding="utf-8")
        return []

    def stamp(self, product: str) -> str:
        return "healthy"

    def link(self, product: str, objects: dict[str, Path], target: Path) -> None:
        self.done.append(product)
        (target / product).write_text(product, encoding="utf-8")


class Release:
    """Refuses what it is told to, once."""

    def __init__(self, tree: Path, refused: list[Failure]) -> None:
        self._tree, self._refused, self.builds = tree, refused, 0

    def lay_out(self) -> None:
        pass

    def sources(self) -> list[Path]:
        return make.woven_sources(self._tree)

    def failures(self) -> list[Failure]:
        self.builds += 1
        refused, self._refused = self._refused, []
        if not refused:
            command = self._tree / RELEASE_COMMAND
            command.parent.mkdir(parents=True, exist_ok=True)
            command.write_text("command", encoding="utf-8")
        return refused


class MakingTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        patch = mock.patch.object(make, "Population", _population)
        patch.start()
        self.addCleanup(patch.stop)

    def maker(self) -> tuple[make.Maker, Progress]:
        progress = Progress(self.tree / "made.json", "sources")
        return make.Maker(_ROOT, self.tree, [1, 2], 16, progress), progress

    def make(self, debug: Debug, release: Release, *parts: str) -> bool:
        maker, progress = self.maker()
        with contextlib.redirect_stderr(io.StringIO()):
            make.settle_all(maker, debug)
            if "tests" in parts:
                make.link_tests(maker, debug, self.tree, progress)
            maker.write_list()
            return "command" not in parts or make.build_command(maker, release, self.tree, progress)

    def woven(self) -> dict[Path, str]:
        return {path: path.read_text(encoding="utf-8") for path in make.woven_sources(self.tree)}

    def test_what_is_made_of_the_same_sources_is_not_made_again(self) -> None:
        debug, release = Debug(self.tree), Release(self.tree, [])
        self.assertTrue(self.make(debug, release, "tests", "command"))
        # Each room twice: with more mutants than are wanted, and with as many as are.
        self.assertEqual(sorted(debug.done), sorted([*(room.module for room in ROOMS for _ in range(2)), TESTS]))
        before, debug.done = self.woven(), []
        self.assertTrue(self.make(debug, release, "tests", "command"))
        self.assertEqual((debug.done, release.builds, self.woven()), ([], 1, before))

    def test_tests_and_command_are_made_apart(self) -> None:
        debug, release = Debug(self.tree), Release(self.tree, [])
        self.make(debug, release, "tests")
        self.assertEqual((debug.done.count(TESTS), release.builds), (1, 0))
        self.make(debug, release, "tests", "command")
        self.assertEqual((debug.done.count(TESTS), release.builds), (1, 1))

    def test_an_interrupted_settling_goes_on_with_the_rooms_that_are_left(self) -> None:
        debug = Debug(self.tree)
        maker, _ = self.maker()
        with contextlib.redirect_stderr(io.StringIO()):
            maker.settle(_ROOM, debug)
        debug.done = []
        self.make(debug, Release(self.tree, []))
        self.assertNotIn(_ROOM.module, debug.done)
        self.assertEqual(len(set(debug.done)), len(ROOMS) - 1)

    def test_what_the_release_build_refuses_is_replaced_in_the_tests_too(self) -> None:
        debug = Debug(self.tree)
        self.make(debug, Release(self.tree, []), "tests")
        first = self.rows(_ROOM)[-1]
        debug.done = []
        release = Release(self.tree, [Failure(first["file"], first["line"], "missing return")])
        self.assertFalse(self.make(debug, release, "tests", "command"))
        self.assertEqual(debug.done, [])
        self.assertTrue(self.make(debug, release, "tests", "command"))
        self.assertEqual(set(debug.done), {_ROOM.module, TESTS})
        self.assertNotIn(_change(first), map(_change, self.rows(_ROOM)))

    def test_the_whole_of_it_ends_with_a_list_of_what_both_builds_took(self) -> None:
        debug = Debug(self.tree)
        self.main(debug, Release(self.tree, []))
        first = self.rows(_ROOM)[-1]
        release = Release(self.tree, [Failure(first["file"], first["line"], "missing return")])
        debug.done = []
        self.main(debug, release, "--anew")
        # Refused once: then others took their places, in the tests as well.
        self.assertEqual((release.builds, debug.done.count(TESTS)), (2, 2))
        self.assertNotIn(_change(first), map(_change, self.rows(_ROOM)))

    def test_there_is_no_list_of_what_is_half_made(self) -> None:
        debug, release = Debug(self.tree), Release(self.tree, [])
        self.main(debug, release)
        self.assertTrue((self.tree / make.LIST).is_file())
        self.main(debug, release, "--no-command")
        self.assertFalse((self.tree / make.LIST).is_file())

    def main(self, debug: Debug, release: Release, *options: str) -> None:
        arguments = ["make.py", "--seed", "1", "--seed", "2", "--count", "16", "--into", str(self.tree), *options]
        with (
            mock.patch.object(make, "HealthyBuild", lambda _: debug),
            mock.patch.object(make, "ReleaseBuild", lambda *_: release),
            mock.patch("sys.argv", arguments), contextlib.redirect_stderr(io.StringIO()),
        ):
            self.assertEqual(make.main(), 0)

    def rows(self, room: Room) -> list[dict]:
        document = json.loads((self.tree / "mutants.json").read_text(encoding="utf-8"))
        return [row for row in document["mutants"] if row["module"] == room.module and not row["trap"]]


def _change(row: dict) -> tuple:
    return row["file"], row["line"], row["before"], row["after"]


if __name__ == "__main__":
    unittest.main()
