"""A second opinion on what the suite let live: the unit tests of the mutated modules, built once."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Lock

from rooms import ROOMS
from weaving import SWITCH

#: The clock's limit; the healthy tests of a module take seconds.
_LIMIT_SECONDS = 900
_TARGETS = tuple(room.module + "Tests" for room in ROOMS)


class UnitTests:
    """The test binary, without the tests that no mutated module has: a debug build of those few targets."""

    def __init__(self, tree: Path) -> None:
        self._binary = tree / ".build-tests/debug/boursePackageTests.xctest"
        self._healthy: dict[str, bool] = {}
        self._lock = Lock()
        environment = {**os.environ, "BOURSE_STRICT": "0", "BOURSE_ONLY": ",".join(_TARGETS)}
        command = ["swift", "build", "--build-tests", "--scratch-path", str(tree / ".build-tests")]
        if subprocess.run(command, cwd=tree, env=environment, check=False).returncode or not self._binary.is_file():
            raise SystemExit("mutants: the unit tests of the mutated tree do not build")

    def kill(self, mutant: dict) -> str:
        """The test target that turns red, empty when none does. What is red without a mutant is not asked."""
        own = mutant["module"] + "Tests"
        targets = [own] if mutant["venue"] else [own, *(room.module + "Tests" for room in ROOMS if room.venue)]
        for target in targets:
            if self._is_healthy(target) and not self._passes(target, mutant["number"]):
                return target
        return ""

    def _is_healthy(self, target: str) -> bool:
        with self._lock:
            if target not in self._healthy:
                self._healthy[target] = self._passes(target, 0)
            return self._healthy[target]

    def _passes(self, target: str, number: int) -> bool:
        environment = {**os.environ, SWITCH: str(number), "SWIFT_BACKTRACE": "enable=no"}
        command = [self._binary, "--testing-library", "swift-testing", "--filter", f"^{target}\\."]
        try:
            done = subprocess.run(
                command, cwd=self._binary.parent, env=environment, capture_output=True, timeout=_LIMIT_SECONDS,
                check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
