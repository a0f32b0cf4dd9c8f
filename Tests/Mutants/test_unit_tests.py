"""Which unit tests are asked, and how a red one is told, with a script in the binary's place."""

from __future__ import annotations

import stat
import tempfile
import unittest
from pathlib import Path

from healthy_build import TESTS
from unit_tests import Healthy, UnitTests

_SCRIPT = """#!/bin/sh
case "$BOURSE_MUTANT" in
    1) printf '\\033[91m✘\\033[0m Test "Sums" recorded an issue at A.swift:1:1: 1 == 2\\n'; sleep 60 ;;
    2) exit 1 ;;
    3) kill -SEGV $$ ;;
esac
echo "✔ Test run passed"
"""


class UnitTestsTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        binary = Path(folder.name) / TESTS
        binary.write_text(_SCRIPT, encoding="utf-8")
        binary.chmod(binary.stat().st_mode | stat.S_IXUSR)
        self.tests = UnitTests(Path(folder.name))

    def kill(self, number: int) -> str:
        self.tests.healthy = {"LunoAdapterTests": Healthy(True, 1, {number: 1})}
        return self.tests.kill({"number": number, "module": "LunoAdapter", "venue": "luno"})

    def test_the_first_red_test_kills_and_so_does_any_other_end(self) -> None:
        self.assertEqual([self.kill(number) for number in (1, 2, 3)], ["LunoAdapterTests"] * 3)

    def test_green_tests_kill_nobody(self) -> None:
        self.assertEqual(self.kill(4), "")

    def test_who_never_asks_is_not_asked_and_the_quickest_come_first(self) -> None:
        rooms = ("Luno", "Binance", "KuCoin", "Kraken", "VALR")
        self.tests.healthy = {f"{room}AdapterTests": Healthy(True, 3, {}) for room in rooms} | {
            "AdapterKitTests": Healthy(True, 9, {7: 1}), "AdapterProtocolTests": Healthy(False, 1, {7: 1}),
            "AdapterRuntimeTests": Healthy(True, 2, {7: 1}),
        }
        mutant = {"number": 7, "module": "AdapterKit", "venue": ""}
        self.assertEqual(self.tests.plan(mutant), ["AdapterRuntimeTests", "AdapterKitTests"])


if __name__ == "__main__":
    unittest.main()
