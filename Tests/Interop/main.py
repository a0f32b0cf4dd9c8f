"""The tours: for each venue one simulator and every test of its package; our command line over all venues; one closing line.

    main.py [VENUE[.MODULE[.CLASS[.TEST]]]]... [command_line]
"""

from __future__ import annotations

import logging
import os
import sys
import unittest
from pathlib import Path

from tour import Tour, compare, unchanged
from tour.simulator import SEED, Simulator

_VENUES = Path(__file__).resolve().parent / "venues"


def main(arguments: list[str]) -> int:
    # Peers tell at length of what must fail.
    logging.disable(logging.CRITICAL)
    versions = unchanged.check()
    tested: dict[str, unittest.TestResult] = {}
    for venue in sorted(path.name for path in _VENUES.iterdir() if any(path.glob("test_*.py"))):
        names = [f"venues.{name}" for name in arguments if name.split(".")[0] == venue]
        if names or not arguments:
            tested[venue] = _tour(venue, [name for name in names if name.count(".") > 1] or _modules(venue))
    if not arguments or "command_line" in arguments:
        tested["command_line"] = _run("command_line", ["command_line.test_five_venues"])
    return _close(tested, versions)


def _modules(venue: str) -> list[str]:
    return [f"venues.{venue}.{path.stem}" for path in sorted((_VENUES / venue).glob("test_*.py"))]


def _tour(venue: str, names: list[str]) -> unittest.TestResult:
    with Simulator(os.environ["BOURSE_BIN"], venue=venue, seed=SEED) as simulator:
        Tour.simulator = simulator
        return _run(venue, names)


def _run(title: str, names: list[str]) -> unittest.TestResult:
    print(f"\n--- {title}", flush=True)
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    return unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)


def _failed(result: unittest.TestResult) -> int:
    """How many tests failed; one whose parts failed several times is one, and so is a class that could not begin."""
    told = [test for test, _ in [*result.failures, *result.errors]] + result.unexpectedSuccesses
    return len({getattr(test, "test_case", test).id() for test in told})


def _close(tested: dict[str, unittest.TestResult], versions: dict[str, str]) -> int:
    failed = sum(_failed(each) for each in tested.values())
    skipped = sum(len(each.skipped) for each in tested.values())
    expected = sum(len(each.expectedFailures) for each in tested.values())
    passed = sum(each.testsRun for each in tested.values()) - failed - skipped - expected
    print(", ".join(f"{name} {version}" for name, version in versions.items()) + ": sources unchanged")
    print(f"{compare.fields_compared} fields equal to ours at {', '.join(tested)}")
    notes = (f", {expected} failed as they must" if expected else "") + (f", {skipped} skipped" if skipped else "")
    print(f"{passed} passed, {failed} failed{notes}")
    # A venue whose tests all vanished is a failure too.
    ran = tested and all(each.testsRun > 0 for each in tested.values())
    # The command line alone compares with nobody.
    compared = compare.fields_compared > 0 or set(tested) == {"command_line"}
    return 0 if ran and failed == 0 and skipped == 0 and compared else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
