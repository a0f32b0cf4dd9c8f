"""A whole run over a made-up tree, with scripts in the places of the command and the tests; and its verdict."""

from __future__ import annotations

import contextlib
import io
import json
import stat
import tempfile
import unittest
from pathlib import Path

import verdict
from explanations import Explanations
from healthy_build import TESTS
from release_build import RELEASE_COMMAND
from report import markdown
from run import Court
from unit_tests import UnitTests

#: Asks for the mutants 1 to 3 in `nonce.`, and for 3 in `leak.` too. The first is red, the others are not.
_COMMAND = """#!/bin/sh
echo x >>"$(dirname "$0")/../../runs"
if [ "$2" = --list ]; then printf 'nonce.first\\nleak.key\\n'; exit 0; fi
if [ -n "$BOURSE_MUTANT_COUNTS" ]; then
    case "$5" in
        nonce.|"") printf '\\0\\0\\0\\0\\1\\0\\0\\0\\1\\0\\0\\0\\1\\0\\0\\0' ;;
        leak.) printf '\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\1\\0\\0\\0' ;;
    esac | dd of="$BOURSE_MUTANT_COUNTS" conv=notrunc 2>/dev/null
fi
[ "$BOURSE_MUTANT" = 1 ] && echo "luno    1/2  nonce.first  failed: not larger"
exit 0
"""

#: Asks for the mutants 2 and 4, and is red with the second one.
_TESTS = """#!/bin/sh
if [ -n "$BOURSE_MUTANT_COUNTS" ]; then
    printf '\\0\\0\\0\\0\\0\\0\\0\\0\\1\\0\\0\\0\\0\\0\\0\\0\\1\\0\\0\\0' |
        dd of="$BOURSE_MUTANT_COUNTS" conv=notrunc 2>/dev/null
fi
[ "$BOURSE_MUTANT" != 2 ]
"""


class RunTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        (self.tree / RELEASE_COMMAND).parent.mkdir(parents=True)
        for name, script in ((RELEASE_COMMAND, _COMMAND), (TESTS, _TESTS)):
            (self.tree / name).write_text(script, encoding="utf-8")
            (self.tree / name).chmod((self.tree / name).stat().st_mode | stat.S_IXUSR)
        mutants = [
            {"number": number, "seeds": [1, 2] if number == 1 else [2], "module": "LunoAdapter", "venue": "luno",
             "operator": "off by one", "file": "a", "line": number, "before": "a", "after": "b", "trap": ""}
            for number in (1, 2, 3, 4)
        ]
        document = {"seeds": [1, 2], "mutants": mutants}
        (self.tree / "mutants.json").write_text(json.dumps(document), encoding="utf-8")

    def judge(self, patience: float = float("inf")) -> Court:
        with contextlib.redirect_stderr(io.StringIO()):
            court = Court(self.tree, to_the_end=False)
            court.run_healthy(2)
            court.judge_all(2, patience)
            court.ask_tests(UnitTests(self.tree), 2)
            court.judge_rest(2)
        return court

    def test_each_mutant_is_shown_to_those_that_ask_for_it(self) -> None:
        results = self.judge().results
        self.assertEqual([results[number]["killed"] for number in (1, 2, 3, 4)], ["case", "", "", ""])
        self.assertEqual(results[1]["cases"], ["nonce.first"])
        self.assertEqual(results[4]["shown"], [])
        self.assertEqual([results[number].get("tests") for number in (1, 2, 3, 4)], [
            None, "LunoAdapterTests", "", ""])

    def test_without_patience_the_tests_come_first_and_survivors_see_the_rest(self) -> None:
        court = self.judge(patience=0)
        # The tests kill the second one, so that it is spared the suite; the others are shown to it in the end.
        self.assertEqual([court.results[number]["killed"] for number in (1, 2, 3, 4)], ["case", "", "", ""])
        self.assertEqual([court.results[number]["left"] for number in (1, 2, 3, 4)], [False, True, False, False])
        text, suite, both = markdown(2, court.mutants, court.results, Explanations(""), [])
        self.assertEqual((suite, both), (25, 50))
        self.assertIn("1 of these 1 were spared a part of the suite", text)

    def test_a_second_run_remembers_the_first(self) -> None:
        first = self.judge().results
        runs = (self.tree / "runs").stat().st_size
        self.assertEqual(self.judge().results, first)
        # Only the list of cases was asked for once more.
        self.assertEqual((self.tree / "runs").stat().st_size, runs + 2)

    def test_with_other_tests_only_the_suites_results_are_kept(self) -> None:
        first = self.judge().results
        tests = self.tree / TESTS
        tests.write_text(tests.read_text() + "# other tests\n", encoding="utf-8")
        with contextlib.redirect_stderr(io.StringIO()):
            kept = Court(self.tree, to_the_end=False).results
        self.assertEqual(kept[1], first[1])
        self.assertEqual([kept[number]["killed"] for number in (1, 2, 3, 4)], ["case", "", "", ""])
        self.assertFalse(any("tests" in each for each in kept.values()))
        self.assertEqual(self.judge().results, first)

    def test_another_command_is_not_what_was_judged(self) -> None:
        self.judge()
        command = self.tree / RELEASE_COMMAND
        command.write_text(command.read_text() + "# another command\n", encoding="utf-8")
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(Court(self.tree, to_the_end=False).results, {})

    def test_each_seed_has_a_verdict_of_its_own(self) -> None:
        self.judge()
        for seed, status in (("1", 0), ("2", 1)):
            report = self.tree / f"{seed}.md"
            with contextlib.redirect_stderr(io.StringIO()):
                self.assertEqual(verdict.main([str(self.tree), "--seed", seed, "--report", str(report)]), status)
            self.assertIn(f"Seed {seed}: ", report.read_text(encoding="utf-8"))

    def test_the_report_says_what_no_case_came_by(self) -> None:
        court = self.judge()
        text, suite, both = markdown(2, court.mutants, court.results, Explanations(""), [])
        self.assertEqual((suite, both), (25, 50))
        self.assertIn("In the code of 1 of them no case ever comes by", text)


if __name__ == "__main__":
    unittest.main()
