"""A second opinion on what the suite let live: the unit tests, built once in the same flavour."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from rooms import ROOMS
from weaving import SWITCH

_LIMIT_SECONDS = 900


class UnitTests:
    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._healthy: dict[str, bool] = {}
        environment = {**os.environ, "BOURSE_STRICT": "0"}
        command = ["swift", "build", "--build-tests", "--scratch-path", str(tree / ".build")]
        if subprocess.run(command, cwd=tree, env=environment, check=False).returncode:
            raise SystemExit("mutants: the unit tests of the mutated tree do not build")

    def kill(self, mutant: dict) -> str:
        """The test target that turns red, empty when none does. What is red without a mutant is not asked."""
        own = mutant["module"] + "Tests"
        targets = [own] if mutant["venue"] else [own, *(room.module + "Tests" for room in ROOMS if room.venue)]
        for target in targets:
            if target not in self._healthy:
                self._healthy[target] = self._passes(target, 0)
            if self._healthy[target] and not self._passes(target, mutant["number"]):
                return target
        return ""

    def _passes(self, target: str, number: int) -> bool:
        environment = {**os.environ, "BOURSE_STRICT": "0", SWITCH: str(number), "SWIFT_BACKTRACE": "enable=no"}
        command = [
            "swift", "test", "--skip-build", "--disable-xctest", "--scratch-path", str(self._tree / ".build"),
            "--filter", f"^{target}\\.",
        ]
        try:
            done = subprocess.run(
                command, cwd=self._tree, env=environment, capture_output=True, timeout=_LIMIT_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
