"""How a mutated module takes the healthy one's place."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from healthy_build import HealthyBuild, grafted

_MANIFEST = """commands:
  "C.KrakenAdapter-x86_64-unknown-linux-gnu-debug.module":
    tool: shell
    args: ["swiftc","-module-name","KrakenAdapter","-c","@/b/sources","-I","/b/Modules","-j2","-g","-Xcc","-g",\
"-package-name","main","-warnings-as-errors","-Onone"]

  "C.bourse-fuzz-x86_64-unknown-linux-gnu-debug.exe":
    tool: shell
    args: ["swiftc","-o","/b/bourse-fuzz","-emit-executable"]

  "C.bourse-x86_64-unknown-linux-gnu-debug.exe":
    tool: shell
    args: ["swiftc","-o","/b/bourse","-emit-executable","-g"]

"""


class HealthyBuildTests(unittest.TestCase):
    def test_objects_of_a_mutated_module_are_replaced(self) -> None:
        healthy = "/b/Kit.build/a.swift.o\n/b/KitTests.build/a.swift.o\n/b/Kit.build/b.swift.o\n"
        self.assertEqual(grafted(healthy, {"Kit": Path("/m/Kit.o")}), "/b/KitTests.build/a.swift.o\n/m/Kit.o\n")

    def setUp(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "debug.yaml").write_text(_MANIFEST, encoding="utf-8")
            self.build = HealthyBuild(Path(folder))

    def test_the_command_is_not_the_program_whose_name_begins_with_its_own(self) -> None:
        self.assertEqual(self.build._linking("bourse")[:2], ["-o", "/b/bourse"])

    def test_flags_are_kept_without_what_only_the_build_needs(self) -> None:
        flags = self.build._flags("KrakenAdapter")
        self.assertEqual(flags, ["-I", "/b/Modules", "-Xcc", "-g", "-package-name", "main", "-Onone"])


if __name__ == "__main__":
    unittest.main()
