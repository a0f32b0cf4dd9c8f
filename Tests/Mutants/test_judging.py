"""How a run's end is told, with a script in the command's place."""

from __future__ import annotations

import stat
import tempfile
import unittest
from pathlib import Path

from judging import Suite
from report import markdown
from explanations import Explanations

_SCRIPT = """#!/bin/sh
echo "binance    1/3  nonce.first  failed: always"
case "$BOURSE_MUTANT" in
    1) echo "binance    2/3  signer.body  failed: not the bytes"; sleep 60 ;;
    2) kill -SEGV $$ ;;
    3) printf 'SKIPPED, though claimed  trade.fills\\n  promised  x\\n' ;;
esac
echo "binance    3/3  leak.key  passed"
echo "CELL  trigger.index: not claimed, though all that would prove it passes (not red)"
exit 1
"""


class JudgingTests(unittest.TestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        command = Path(self._folder.name) / ".build/release/bourse"
        command.parent.mkdir(parents=True)
        command.write_text(_SCRIPT, encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        self.suite = Suite(Path(self._folder.name))

    def test_a_new_red_case_kills_at_once(self) -> None:
        run = self.suite.examine(1, "binance", to_the_end=False)
        self.assertEqual((run.end, run.reds), ("stopped", {"signer.body"}))

    def test_a_crash_kills(self) -> None:
        self.assertEqual(self.suite.examine(2, "binance", to_the_end=False).end, "crash")

    def test_a_claim_without_proof_kills(self) -> None:
        self.assertEqual(self.suite.examine(3, "binance", to_the_end=True).reds, {"trade.fills"})

    def test_what_was_red_before_kills_nobody(self) -> None:
        run = self.suite.examine(4, "binance", to_the_end=False)
        self.assertEqual((run.end, run.reds), ("done", set()))

    def test_the_report_counts_and_explains(self) -> None:
        mutants = [
            {"number": number, "module": "AdapterKit", "venue": "", "operator": "off by one", "file": "a", "line": 1,
             "before": "a < b", "after": "a <= b", "trap": ""} for number in (1, 2)
        ]
        results = {
            1: {"killed": "case", "venue": "luno", "cases": ["x.y"]}, 2: {"killed": "", "venue": "", "cases": []},
        }
        reasons = Explanations("a\ta < b\t*\tequivalent: they never meet")
        text, suite, both = markdown(7, mutants, results, reasons, {})
        # The second one is equivalent, and so not counted.
        self.assertEqual((suite, both), (100, 100))
        self.assertIn("| off by one | 2 | 1 | 0 | 1 |", text)
        self.assertIn("they never meet", text)
        self.assertIn("| x.y | 1 |", text)

    def test_the_tests_are_counted_apart(self) -> None:
        mutants = [
            {"number": number, "module": "AdapterKit", "venue": "", "operator": "off by one", "file": "a", "line": 1,
             "before": "a < b", "after": "a <= b", "trap": ""} for number in (1, 2, 3, 4)
        ]
        dead = {"killed": "case", "venue": "luno", "cases": ["x.y"]}
        alive = {"killed": "", "venue": "", "cases": []}
        results = {1: dead, 2: alive | {"tests": "AdapterKitTests"}, 3: alive | {"tests": ""}, 4: dead}
        text, suite, both = markdown(7, mutants, results, Explanations(""), {})
        self.assertEqual((suite, both), (50, 75))
        self.assertIn("2 by the conformance suite (50.0 %), 1 more by the unit tests", text)


if __name__ == "__main__":
    unittest.main()
