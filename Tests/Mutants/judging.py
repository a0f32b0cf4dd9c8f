"""Runs one mutant through parts of the conformance suite of a venue, and says whether a promise turned red."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from counts import Counts
from release_build import RELEASE_COMMAND
from weaving import SWITCH

_CASE = re.compile(r"^\S+ +\d+/\d+  (\S+)  (\w+)")
#: How many seconds of the clock a second of processor time may take, on a machine that others use too.
_PATIENCE = 12
#: Of the summary: what is red though no case failed. A cell that could be claimed is told there too, and is not red.
_CLAIM = re.compile(r"^(?:SKIPPED, though claimed|CELL)  ([^\s:]+)(?!.*\(not red\)$)")
#: A part of the suite: the cases whose ids begin so. The last one is the whole suite, with its claims.
WHOLE = ""


@dataclass
class Run:
    #: What is red: ids of failed cases, of skipped ones that prove a claim, and cells without proof.
    reds: set[str] = field(default_factory=set)
    #: "done", "crash", "hang", "stopped" when the first new red was enough, or "late" when the clock ended it though it
    #: had processor time left: then something else held it up, and nothing is known.
    end: str = "done"
    cpu_seconds: float = 0
    code: int = 0
    #: How often each mutant was asked for.
    counts: dict[int, int] = field(default_factory=dict)


class Suite:
    """The command in the mutated tree, of the release build."""

    def __init__(self, tree: Path) -> None:
        self._command = tree / RELEASE_COMMAND
        if not self._command.is_file():
            raise SystemExit(f"mutants: no command at {self._command}; make it with make.py")
        status = self._command.stat()
        #: Tells one build from another.
        self.stamp = f"{status.st_size} {status.st_mtime_ns}"
        #: By venue and part: the run in which no mutant lives.
        self.healthy: dict[tuple[str, str], Run] = {}

    def parts(self) -> list[str]:
        """What the suite is run in: its groups, and the whole."""
        done = subprocess.run(
            [self._command, "conformance", "--list"], capture_output=True, text=True, check=False,
            env={**os.environ, SWITCH: "0"})
        ids = [line.split()[0] for line in done.stdout.splitlines() if line and not line[0].isspace()]
        return [*groups(ids), WHOLE]

    def examine_healthy(self, venue: str, part: str) -> Run:
        if (venue, part) not in self.healthy:
            run = self._run(0, venue, part, known=None, cpu_limit=1800)
            if run.end != "done" or run.code not in (0, 1):
                raise SystemExit(f"mutants: the healthy run of {venue} {part} ended with {run.code} ({run.end})")
            self.healthy[venue, part] = run
        return self.healthy[venue, part]

    def plan(self, number: int, venue: str) -> list[str]:
        """The parts that ask for a mutant, those first that ask most for their time; none is left out.

        A part that never asks for it goes the same way as without it. Where so many parts ask that all of them would
        take longer than the whole suite, the whole suite comes after the best.
        """
        runs = {part: run for (name, part), run in self.healthy.items() if name == venue}
        asked = [part for part, run in runs.items() if part != WHOLE and number in run.counts]
        asked.sort(key=lambda part: runs[part].counts[number] / max(0.1, runs[part].cpu_seconds), reverse=True)
        whole = runs[WHOLE].cpu_seconds if WHOLE in runs else float("inf")
        plan: list[str] = []
        spent, left = 0.0, sum(runs[part].cpu_seconds for part in asked)
        for part in asked:
            if left > whole and spent > whole / 3:
                return [*plan, WHOLE]
            plan.append(part)
            spent, left = spent + runs[part].cpu_seconds, left - runs[part].cpu_seconds
        return plan or ([WHOLE] if WHOLE in runs and number in runs[WHOLE].counts else [])

    def examine(self, number: int, venue: str, part: str, to_the_end: bool) -> Run:
        """Runs a mutant: until its first new red, or to the end of the part."""
        healthy = self.examine_healthy(venue, part)
        limit = max(60, int(healthy.cpu_seconds * 3))
        for _ in range(2):
            run = self._run(number, venue, part, None if to_the_end else healthy.reds, limit)
            if run.end != "late":
                break
        run.reds -= healthy.reds
        return run

    def _run(self, number: int, venue: str, part: str, known: set[str] | None, cpu_limit: int) -> Run:
        """A red beyond `known` ends the run; with None nothing does. A loop dies of its processor time; what waits for
        ever is told by the suite itself, as a case that did not end. The clock is only for a suite that cannot."""
        environment = {**os.environ, SWITCH: str(number), "SWIFT_BACKTRACE": "enable=no"}
        command = [self._command, "conformance", venue, "--trade", *(("--only", part) if part else ())]
        run = Run()
        with tempfile.TemporaryFile() as errors, tempfile.TemporaryDirectory() as state:
            # Nothing of a mutant's nonces or ready lines is left for the next one.
            environment |= {"TMPDIR": state, "XDG_STATE_HOME": state, "XDG_RUNTIME_DIR": state}
            counts = Counts(Path(state)) if number == 0 else None
            environment |= counts.environment if counts else {}
            process = subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE,
                stderr=errors, text=True, errors="replace", preexec_fn=lambda: _limit(cpu_limit))
            # Not `process.kill`, which takes the exit status and usage of a process that has just ended.
            clock = threading.Timer(cpu_limit * _PATIENCE, os.kill, (process.pid, signal.SIGKILL))
            clock.daemon = True
            clock.start()
            for line in process.stdout or ():
                _read(line, run)
                if known is not None and run.reds - known:
                    run.end = "stopped"
                    os.kill(process.pid, signal.SIGKILL)
                    break
            if process.stdout:
                process.stdout.close()
            _, status, usage = os.wait4(process.pid, 0)
            was_late = not clock.is_alive()
            clock.cancel()
            run.counts = counts.read() if counts else {}
        run.cpu_seconds = usage.ru_utime + usage.ru_stime
        run.code = process.returncode = os.waitstatus_to_exitcode(status)
        if run.end != "stopped":
            run.end = _ending(run.code, was_late)
        return run


def groups(ids: list[str]) -> list[str]:
    """What the ids of cases begin with: their first word, and their second one where many have the first."""
    first = Counter(each.split(".")[0] for each in ids)
    return list(dict.fromkeys(_group(each, first) for each in ids))


#: A group with more cases is cut.
_MANY = 60


def _group(case: str, first: Counter[str]) -> str:
    words = case.split(".")
    wanted = 2 if first[words[0]] > _MANY else 1
    # With its dot, or `book` would be `bookkeeping` too.
    return ".".join(words[:wanted]) + ("." if len(words) > wanted else "")


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
