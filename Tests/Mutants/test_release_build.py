"""How the mutated package is laid out, and how what the release build refuses is told."""

from __future__ import annotations

import os
import tempfile
import unittest
from pathlib import Path

from candidates import DROP
from healthy_build import Failure
from operators import candidates
from release_build import ReleaseBuild, refused
from rooms import room_of
from tokens import Source
from weaving import write_room

_KIT = "Sources/AdapterKit/A.swift"
_HOST = "Sources/Host/A.swift"


class LayingOutTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root, self.tree = Path(folder.name) / "root", Path(folder.name) / "tree"
        for path in ("Package.swift", _KIT, _HOST, "Tests/HostTests/A.swift", "Tests/Mutants/make.py", "docs/a.md"):
            self.write(self.root / path, path)
        self.write(self.root / "made/Package.resolved", "versions")
        self.release = ReleaseBuild(self.root, self.tree, self.root / "made/Package.resolved")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def laid_out(self) -> list[str]:
        self.release.lay_out()
        return sorted(path.relative_to(self.tree).as_posix() for path in self.tree.rglob("*") if path.is_file())

    def test_all_is_copied_but_what_is_woven_and_what_is_no_part_of_the_package(self) -> None:
        self.write(self.tree / _KIT, "woven")
        self.assertEqual(self.laid_out(), ["Package.resolved", "Package.swift", _KIT, _HOST, "Tests/HostTests/A.swift"])
        self.assertEqual((self.tree / _KIT).read_text(), "woven")

    def test_what_was_deleted_is_deleted_and_what_was_built_stays(self) -> None:
        self.write(self.tree / "Sources/Host/Old.swift", "old")
        self.write(self.tree / ".build/release/bourse", "built")
        self.assertNotIn("Sources/Host/Old.swift", self.laid_out())
        self.assertTrue((self.tree / ".build/release/bourse").is_file())

    def test_only_what_changed_is_written(self) -> None:
        self.laid_out()
        for path in ("Package.swift", _HOST):
            os.utime(self.tree / path, (7, 7))
        self.write(self.root / _HOST, "changed")
        self.laid_out()
        self.assertEqual((self.tree / "Package.swift").stat().st_mtime, 7)
        self.assertNotEqual((self.tree / _HOST).stat().st_mtime, 7)
        self.assertEqual((self.tree / _HOST).read_text(), "changed")

    def test_the_sources_of_the_command_are_woven_and_copied_ones(self) -> None:
        self.write(self.tree / _KIT, "woven")
        self.laid_out()
        sources = [path.relative_to(self.tree).as_posix() for path in self.release.sources()]
        self.assertEqual(sources, ["Package.swift", "Package.resolved", _KIT, _HOST])

    def test_a_room_is_written_only_where_it_changed(self) -> None:
        text = "func f() {\n  a.b()\n}"
        self.write(self.root / _KIT, text)
        self.write(self.root / "Sources/AdapterKit/B.swift", "let b = 1")
        self.write(self.tree / "Sources/AdapterKit/Old.swift", "old")
        mutants = [each for each in candidates(Source(_KIT, text)) if each.operator == DROP]
        room = room_of(_KIT)
        write_room(self.root, self.tree, room, [])
        for path in room.all_files(self.tree):
            os.utime(path, (7, 7))
        write_room(self.root, self.tree, room, list(enumerate(mutants, 1)))
        written = {path.name: path.stat().st_mtime != 7 for path in room.all_files(self.tree)}
        self.assertEqual(written, {"A.swift": True, "B.swift": False, "Mutants.swift": False})


class RefusalTests(unittest.TestCase):
    def test_errors_in_mutated_sources_are_told_once(self) -> None:
        output = (
            f"[3/9] Compiling\n/t/{_KIT}:12:3: error: missing return\n/t/{_KIT}:12:3: error: missing return\n"
            f"/t/{_HOST}:4:1: error: not ours\n/t/.build/checkouts/a/B.swift:4:1: error: not ours\n"
            f"/t/{_KIT}:13:3: warning: never used\n")
        self.assertEqual(refused(output, Path("/t")), [Failure(_KIT, 12, "missing return")])


if __name__ == "__main__":
    unittest.main()
