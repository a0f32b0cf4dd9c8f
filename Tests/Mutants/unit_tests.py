"""A second opinion on what the suite let live: the unit tests, linked with the mutated modules."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from counts import Counts
from healthy_build import TESTS
from rooms import ROOMS
from weaving import SWITCH

#: The clock's limit in seconds, and in times of what the healthy tests took: whoever waits for ever is ended by it.
_LEAST_SECONDS = 240
_PATIENCE = 15
TARGETS = tuple(room.module + "Tests" for room in ROOMS)


@dataclass
class Healthy:
    passes: bool
    seconds: float
    counts: dict[int, int] = field(default_factory=dict)


class UnitTests:
    """The test binary, of which the targets of the mutated modules are run."""

    def __init__(self, tree: Path) -> None:
        self._binary = tree / TESTS
        if not self._binary.is_file():
            raise SystemExit(f"mutants: no tests at {self._binary}; make them with make.py")
        self.healthy: dict[str, Healthy] = {}

    def examine_healthy(self, target: str) -> Healthy:
        """What is red without a mutant is not asked."""
        if target not in self.healthy:
            with tempfile.TemporaryDirectory() as folder:
                counts = Counts(Path(folder))
                started = time.monotonic()
                passes = self._passes(target, 0, 1800, counts)
                self.healthy[target] = Healthy(passes, time.monotonic() - started, counts.read())
        return self.healthy[target]

    def plan(self, mutant: dict) -> list[str]:
        """The healthy targets that ask for a mutant, those of its own module first: a module's, and for what all share
        those of all."""
        own = mutant["module"] + "Tests"
        targets = [own] if mutant["venue"] else [own, *(each for each in TARGETS if each != own)]
        healthy = {target: self.examine_healthy(target) for target in targets}
        return [each for each in targets if healthy[each].passes and mutant["number"] in healthy[each].counts]

    def kill(self, mutant: dict) -> str:
        """The test target that turns red, empty when none does."""
        return next((each for each in self.plan(mutant) if self._kills(each, mutant["number"])), "")

    def _kills(self, target: str, number: int) -> bool:
        limit = max(_LEAST_SECONDS, int(self.healthy[target].seconds * _PATIENCE))
        # Red twice: on a busy machine a test with sockets may be red for no other reason.
        return not self._passes(target, number, limit) and not self._passes(target, number, limit)

    def _passes(self, target: str, number: int, limit: int, counts: Counts | None = None) -> bool:
        environment = {**os.environ, SWITCH: str(number), "SWIFT_BACKTRACE": "enable=no"}
        environment |= counts.environment if counts else {}
        command = [self._binary, "--testing-library", "swift-testing", "--filter", f"^{target}\\."]
        try:
            done = subprocess.run(
                command, cwd=self._binary.parent, env=environment, capture_output=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
