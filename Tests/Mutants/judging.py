"""Runs one mutant through the conformance suite of a venue, and says whether a promise turned red."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from weaving import SWITCH

_CASE = re.compile(r"^\S+ +\d+/\d+  (\S+)  (\w+)")
#: How many seconds of the clock a second of processor time may take, on a machine that others use too.
_PATIENCE = 12
#: Of the summary: what is red though no case failed. A cell that could be claimed is told there too, and is not red.
_CLAIM = re.compile(r"^(?:SKIPPED, though claimed|CELL)  ([^\s:]+)(?!.*\(not red\)$)")


@dataclass
class Run:
    #: What is red: ids of failed cases, of skipped ones that prove a claim, and cells without proof.
    reds: set[str] = field(default_factory=set)
    #: "done", "crash", "hang", "stopped" when the first new red was enough, or "late" when the clock ended it though it
    #: had processor time left: then something else held it up, and nothing is known.
    end: str = "done"
    cpu_seconds: float = 0
    code: int = 0


class Suite:
    """The command in the mutated tree."""

    def __init__(self, tree: Path) -> None:
        self._command = tree / ".build/release/bourse"
        if not self._command.is_file():
            raise SystemExit(f"mutants: no command at {self._command}; make it with make.py --build")
        status = self._command.stat()
        #: Tells one build from another.
        self.stamp = f"{status.st_size} {status.st_mtime_ns}"
        #: By venue: the run in which no mutant lives.
        self.healthy: dict[str, Run] = {}

    def examine_healthy(self, venue: str) -> Run:
        if venue not in self.healthy:
            run = self._run(0, venue, known=None, cpu_limit=1800)
            if run.end != "done" or run.code not in (0, 1):
                raise SystemExit(f"mutants: the healthy run of {venue} ended with {run.code} ({run.end})")
            self.healthy[venue] = run
        return self.healthy[venue]

    def examine(self, number: int, venue: str, to_the_end: bool) -> Run:
        """Runs a mutant: until its first new red, or to the end of the suite."""
        healthy = self.examine_healthy(venue)
        limit = max(60, int(healthy.cpu_seconds * 3))
        for _ in range(2):
            run = self._run(number, venue, None if to_the_end else healthy.reds, limit)
            if run.end != "late":
                break
        run.reds -= healthy.reds
        return run

    def _run(self, number: int, venue: str, known: set[str] | None, cpu_limit: int) -> Run:
        """A red beyond `known` ends the run; with None nothing does. A loop dies of its processor time; what waits for
        ever is told by the suite itself, as a case that did not end. The clock is only for a suite that cannot."""
        environment = {**os.environ, SWITCH: str(number), "SWIFT_BACKTRACE": "enable=no"}
        run = Run()
        with tempfile.TemporaryFile() as errors, tempfile.TemporaryDirectory() as state:
            # Nothing of a mutant's nonces or ready lines is left for the next one.
            environment |= {"TMPDIR": state, "XDG_STATE_HOME": state, "XDG_RUNTIME_DIR": state}
            process = subprocess.Popen(
                [self._command, "conformance", venue, "--trade"], env=environment, stdout=subprocess.PIPE,
                stderr=errors, text=True, errors="replace", preexec_fn=lambda: _limit(cpu_limit))
            clock = threading.Timer(cpu_limit * _PATIENCE, process.kill)
            clock.start()
            for line in process.stdout or ():
                _read(line, run)
                if known is not None and run.reds - known:
                    run.end = "stopped"
                    process.kill()
                    break
            if process.stdout:
                process.stdout.close()
            _, status, usage = os.wait4(process.pid, 0)
            was_late = not clock.is_alive()
            clock.cancel()
        run.cpu_seconds = usage.ru_utime + usage.ru_stime
        run.code = process.returncode = os.waitstatus_to_exitcode(status)
        if run.end != "stopped":
            run.end = _ending(run.code, was_late)
        return run


def _read(line: str, run: Run) -> None:
    if (match := _CASE.match(line)) and match.group(2) == "failed":
        run.reds.add(match.group(1))
    elif match := _CLAIM.match(line):
        run.reds.add(match.group(1))


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Whoever grows without bound is stopped before the machine is.
    resource.setrlimit(resource.RLIMIT_DATA, (3 << 30, 3 << 30))


def _ending(code: int, was_late: bool) -> str:
    if code == -signal.SIGXCPU:
        return "hang"
    if was_late:
        return "late"
    return "done" if code in (0, 1) else "crash"
