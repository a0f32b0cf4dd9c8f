"""The listing of a small graph, and what of a change is called breaking."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

from api.changes import Changes
from api.listing import lines


def symbol(path: str, declaration: str, kind: str = "swift.method") -> dict:
    return {
        "identifier": {"precise": path},
        "pathComponents": path.split("."),
        "kind": {"identifier": kind},
        "declarationFragments": [{"spelling": declaration}],
    }


def relation(kind: str, source: str, target: str, **more: str) -> dict:
    return {"kind": kind, "source": source, "target": target, **more}


class Listing(unittest.TestCase):
    def listed(self, symbols: list[dict], relationships: list[dict]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            graph = {"symbols": symbols, "relationships": relationships}
            (Path(folder) / "M.symbols.json").write_text(json.dumps(graph))
            return lines(Path(folder))

    def test_declarations_are_sorted_lines_and_an_extension_block_is_none(self) -> None:
        found = self.listed(
            [symbol("B", "struct  B"), symbol("A", "enum A"), symbol("Int", "extension Int", "swift.extension")], []
        )
        self.assertEqual(found, ["A | enum A", "B | struct B"])

    def test_conformances_are_lines_except_those_that_the_compiler_derives(self) -> None:
        found = self.listed(
            [symbol("A", "struct A")],
            [
                relation("conformsTo", "A", "x", targetFallback="Swift.Hashable"),
                relation("conformsTo", "A", "y", targetFallback="Swift.Copyable"),
                relation("conformsTo", "A", "z", targetFallback="Words.Venue"),
            ],
        )
        self.assertEqual(found, ["A | conforms to Hashable", "A | conforms to Words.Venue", "A | struct A"])

    def test_a_requirement_says_whether_it_has_a_default(self) -> None:
        found = self.listed(
            [symbol("P.a()", "func a()"), symbol("P.b()", "func b()"), {**symbol("P.b()", "func b()"),
             "identifier": {"precise": "own"}}],
            [
                relation("requirementOf", "P.a()", "P"), relation("requirementOf", "P.b()", "P"),
                relation("defaultImplementationOf", "own", "P.b()"),
            ],
        )
        self.assertEqual(found, [
            "P.a() | requirement: func a()", "P.b() | default: func b()", "P.b() | requirement with default: func b()",
        ])


class Breaking(unittest.TestCase):
    def breaking(self, old: list[str], new: list[str]) -> list[str]:
        return Changes("M", tuple(old), tuple(new)).breaking

    def test_what_is_gone_or_reads_otherwise_breaks(self) -> None:
        self.assertEqual(
            self.breaking(["A | enum A", "A.x | let x: Int"], ["A.x | let x: Int?"]),
            ["- A | enum A", "- A.x | let x: Int"],
        )

    def test_an_addition_does_not_break(self) -> None:
        self.assertEqual(self.breaking(["A | enum A"], ["A | enum A", "A.x | static let x: Int", "B | enum B"]), [])

    def test_a_case_or_requirement_more_breaks_those_that_know_the_type(self) -> None:
        new = ["A | enum A", "A.a(_:) | case a(Int)", "B | enum B", "B.b | case b", "P | protocol P",
               "P.r() | requirement: func r()", "P.s() | requirement with default: func s()"]
        self.assertEqual(
            self.breaking(["A | enum A", "P | protocol P"], new),
            ["+ A.a(_:) | case a(Int)", "+ P.r() | requirement: func r()"],
        )


if __name__ == "__main__":
    unittest.main()
