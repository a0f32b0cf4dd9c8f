"""The checks that DocC does not make, each tried on a planted mistake."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from docs import links, pitfalls, snippets, tables, tools, topics
from docs.modules import Module


class Checks(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def test_a_symbol_in_no_group_is_found(self) -> None:
        page = self.write("M.docc/M.md", "# ``M``\n\n``Lost``\n\n- ``M/M``\n- ``Grouped``\n")
        self.assertEqual(topics.missing(page, {"M", "Grouped", "Lost"}), ["Lost"])

    def test_a_link_into_another_module_is_lengthened_and_an_own_name_is_not(self) -> None:
        line = {"text": "``Order/id``, ``Own``, ``Nobody``"}
        graph = {"symbols": [{"pathComponents": ["Own"], "docComment": {"lines": [line]}}]}
        file = self.write("M.symbols.json", json.dumps(graph))
        links.lengthen(self.root, "M", {"Order": "Words", "Own": "Words"})
        text = json.loads(file.read_text())["symbols"][0]["docComment"]["lines"][0]["text"]
        self.assertEqual(text, "``/Words/Order/id``, ``Own``, ``Nobody``")

    def test_a_test_that_does_not_exist_and_one_that_no_row_names_are_found(self) -> None:
        self.write("docs/pitfalls.md", "## Bank (tests)\n\n| K | by |\n|---|---|\n| 1, 2 | x; tests K.1, K.2 |\n")
        self.write("Tests/Adapters/BankTests/PitfallTests.swift", '@Test("K.1 a")\n@Test(\n    "K3 b",\n')
        found = list(pitfalls.problems(self.root))
        self.assertEqual(len(found), 2)
        self.assertIn("no test K2", found[0])
        self.assertIn("K3 is in no row", found[1])

    def test_tests_and_cases_of_streams_must_exist_too(self) -> None:
        cases = ["`stream.a.b`", "`stream.a.c`", "`stream.d`"]
        row = "`A.swift`; `ATests` K.1, `ATests` K2, `ATests.there`, `BTests.lost`; cases " + ", ".join(cases)
        self.write("docs/pitfalls.md", f"## Bank (tests)\n\n| K | by |\n|---|---|\n| 1 | {row} |\n")
        text = 'struct ATests {\n@Test("K.1 a")\nfunc there() {}\n@Test("b (K3)")\nfunc lost() {}'
        self.write("Tests/Adapters/BankTests/Streams/ATests.swift", text)
        self.write("Sources/AdapterConformance/Streams/Cases.swift", 'family("b"), "stream.a.\\(name)"')
        found = [line.split("error: ")[1] for line in pitfalls.problems(self.root)]
        self.assertEqual(
            found,
            [
                "Bank has no test ATests 2",
                "Bank has no test BTests lost",
                "there is no case stream.a.c",
                "there is no case stream.d",
            ],
        )

    def test_capabilities_become_a_table_and_replace_the_old_one(self) -> None:
        self.write(
            "Sources/AdapterProtocol/Venue/Capability.swift",
            'static let fast = Capability(rawValue: "be.fast")\nstatic let slow = Capability(rawValue: "be.slow")',
        )
        code = '.fast: .native, .slow: .emulated(\n    "by waiting")'
        folder = self.write("Sources/Adapters/Bank/Capabilities.swift", code).parent
        table = tables.wanted(self.root, Module("BankAdapter", folder, ()))
        assert table is not None
        self.assertIn("| `be.fast` | yes |\n| `be.slow` | composed: by waiting |\n", table)
        page = self.write("page.md", "before\n\n| capability | here |\n|---|---|\n| old | old |\n\nafter\n")
        tables.write(page, table)
        self.assertEqual(page.read_text(), f"before\n\n{table}\nafter\n")

    def test_each_block_is_a_file_except_those_that_say_no(self) -> None:
        page = self.write("Page.md", "```swift\nlet a = 1\n```\n```swift no-compile\nlet b\n```\n```swift\nlet c = 3\n```\n")
        written = []
        with mock.patch.object(tools, "type_check", lambda root, build, file: written.append(file.read_text()) or True):
            self.assertTrue(snippets.compile_all(self.root, self.root, [page], self.root / "code"))
        self.assertEqual(written, ["let a = 1\n", "let c = 3\n"])

    def test_switches_of_every_spelling_become_rows(self) -> None:
        code = """
            .choice("a", "first (A.1)", ["on", "off"]), choice(.b, "second", ["x"]),
            .number("c", "third", initial: 6_000), number(
                .d, "fourth", 5),
            """
        folder = self.write("Bank/Switches.swift", code).parent
        table = tables.wanted(self.root, Module("SimulatedBank", folder, ()))
        assert table is not None
        self.assertEqual(table.splitlines()[2:], [
            "| `a` | `on`, `off` | first (A.1) |",
            "| `b` | `x` | second |",
            "| `c` | `6000`, a number | third |",
            "| `d` | `5`, a number | fourth |",
        ])


if __name__ == "__main__":
    unittest.main()
