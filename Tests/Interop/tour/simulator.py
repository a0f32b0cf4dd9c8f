"""`bourse simulate` as a child process: its ready line, its credentials, its control port."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

#: Any seed does; this one is said, so that a failure can be repeated.
SEED = 7
READY_SECONDS = 60
STOP_SECONDS = 20


class Simulator:
    def __init__(self, binary: str, venue: str, seed: int, *switches: str, tls: bool = False) -> None:
        self.binary, self.venue = binary, venue
        self._command = [binary, "simulate", "--venue", venue, "--port-base", "0", "--seed", str(seed)]
        # What the venue's sheet leaves open, NAME=VALUE.
        self._command += [f"--switch={switch}" for switch in switches]
        self._command += ["--tls"] if tls else []
        self._is_secure = tls

    def __enter__(self) -> Simulator:
        self._folder = tempfile.TemporaryDirectory()
        # The authority's certificate lies beside the ready line, where another simulator would write its own.
        environment = {**os.environ, "XDG_RUNTIME_DIR": self._folder.name} if self._is_secure else None
        self._process = subprocess.Popen(
            self._command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            encoding="utf-8",
        )
        try:
            self.ready = self._ready_line()
        except BaseException:
            self.__exit__()
            raise
        entry = self.ready["venues"][self.venue]
        self.rest: str = entry["rest"]
        #: What stands before the paths of the market's streams and the account's.
        self.streams: dict[str, str] = entry["streams"]
        #: The certificate of the authority to trust, with TLS.
        self.ca: str | None = self.ready.get("ca")
        self.credentials: dict[str, dict[str, str | None]] = entry["credentials"]
        self.control: str | None = entry.get("control") or self.ready.get("control")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            # Over TLS it would wait 5 s for clients that are gone without a word; nothing of it is kept.
            self._process.kill() if self._is_secure else self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._folder.cleanup()

    def _ready_line(self) -> dict:
        """The one line of JSON; a simulator that stays silent is ended, which ends the read."""
        watchdog = threading.Timer(READY_SECONDS, self._process.kill)
        watchdog.start()
        try:
            line = self._process.stdout.readline()  # type: ignore[union-attr]
        finally:
            watchdog.cancel()
        if not line:
            raise RuntimeError(f"{' '.join(self._command)} ended with {self._process.wait()} and no ready line")
        ready = json.loads(line)
        if ready.get("ready") is not True:
            raise RuntimeError(f"not a ready line: {line}")
        # What else it says must not fill the pipe.
        threading.Thread(target=self._process.stdout.read, daemon=True).start()  # type: ignore[union-attr]
        return ready

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Background trading stands still, so that two readers see one state; the clock goes on."""
        self._market(True)
        try:
            yield
        finally:
            self._market(False)

    def close_streams(self, code: int, reason: str) -> None:
        """Ends every WebSocket, as a restart of the venue does."""
        self._control("streams/close", {"code": code, "reason": reason})

    def _market(self, frozen: bool) -> None:
        self._control("market", {"frozen": frozen})

    def _control(self, path: str, body: dict) -> None:
        if self.control is None:
            raise RuntimeError("the ready line names no control port")
        request = urllib.request.Request(
            f"{self.control}/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=10) as reply:
            reply.read()
