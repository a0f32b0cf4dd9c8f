"""A second opinion on what the suite let live: the unit tests, linked with the mutated modules."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
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
_WITH_SOCKETS = ("AdapterRuntimeTests",)
#: What Swift Testing says of a test as soon as it is red.
_RED = re.compile(r"^\S*✘\S* Test .*recorded an issue")
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

    @staticmethod
    def stamp(tree: Path) -> str:
        """Tells one build of the tests from another, and from none."""
        binary = tree / TESTS
        return f"{binary.stat().st_size} {binary.stat().st_mtime_ns}" if binary.is_file() else ""

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
        """The healthy targets that ask for a mutant, the quickest first: a module's, and for what all share those of
        all."""
        own = mutant["module"] + "Tests"
        healthy = {target: self.examine_healthy(target) for target in ((own,) if mutant["venue"] else TARGETS)}
        asked = [each for each, run in healthy.items() if run.passes and mutant["number"] in run.counts]
        return sorted(asked, key=lambda each: healthy[each].seconds)

    def kill(self, mutant: dict) -> str:
        """The test target that turns red, empty when none does."""
        return next((each for each in self.plan(mutant) if self._kills(each, mutant["number"])), "")

    def _kills(self, target: str, number: int) -> bool:
        limit = max(_LEAST_SECONDS, int(self.healthy[target].seconds * _PATIENCE))
        # Red twice where sockets and deadlines are: on a busy machine such a test may be red for no other reason.
        times = 2 if target in _WITH_SOCKETS else 1
        return not any(self._passes(target, number, limit) for _ in range(times))

    def _passes(self, target: str, number: int, limit: int, counts: Counts | None = None) -> bool:
        """Whether a target is green. A mutant's run ends with its first red test; the healthy one goes to its end."""
        environment = {**os.environ, SWITCH: str(number), "SWIFT_BACKTRACE": "enable=no"}
        environment |= counts.environment if counts else {}
        command = [self._binary, "--testing-library", "swift-testing", "--filter", f"^{target}\\."]
        process = subprocess.Popen(
            command, cwd=self._binary.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace")
        clock = threading.Timer(limit, process.kill)
        clock.start()
        is_red = False
        for line in process.stdout or ():
            if number and _RED.match(line):
                is_red = True
                process.kill()
                break
        if process.stdout:
            process.stdout.close()
        code = process.wait()
        clock.cancel()
        return code == 0 and not is_red
