"""The tour: one simulator, every test, one closing line."""

from __future__ import annotations

import os
import sys
import unittest

import compare
from simulator import Simulator
from tour import Tour, unchanged


def main(arguments: list[str]) -> int:
    version = unchanged.check()
    with Simulator(os.environ["BOURSE_BIN"], venue="binance", seed=7) as simulator:
        Tour.simulator = simulator
        names = arguments or ["test_unchanged", "test_market_data", "test_orders", "test_errors"]
        suite = unittest.defaultTestLoader.loadTestsFromNames(names)
        result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    passed = result.testsRun - failed - skipped
    print(f"CCXT {version}, {compare.fields_compared} fields equal to ours")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed > 0 and failed == 0 and skipped == 0 and compare.fields_compared > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
