"""Streams on both sides: our commands as children whose lines are read, and a loop for clients that await."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future

#: For anything that comes by itself; the background market speaks every 250 ms.
PATIENCE_SECONDS = 20
_STOP_SECONDS = 20
_PAUSE_SECONDS = 0.02


def wait_for(what: str, is_there: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Until it is there; else the test has failed."""
    if not has_come(is_there, seconds):
        raise AssertionError(f"{what}: nothing within {seconds} s")


def has_come(is_there: Callable[[], object], seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while not is_there():
        if time.monotonic() > limit:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


class Lines:
    """One of our commands that go on until they are interrupted: every line it prints, as it comes."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.seen: list[dict] = []
        self._command = command
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stdout:  # type: ignore[union-attr]
            self.seen.append(json.loads(line))

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def of(self, kind: str) -> list[dict]:
        return [line for line in list(self.seen) if line["kind"] == kind]

    def has_failed(self) -> bool:
        """Whether it ended by itself."""
        return self._process.poll() is not None

    def check(self) -> None:
        if self.has_failed():
            self.stop()

    def stop(self) -> None:
        """Control-C; a command that was interrupted has done what it should (docs/command-line.md)."""
        if self._process.stdout.closed:  # type: ignore[union-attr]
            return
        if not self.has_failed():
            self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._reader.join(_STOP_SECONDS)
        error = self._process.stderr.read()  # type: ignore[union-attr]
        for pipe in (self._process.stdout, self._process.stderr):
            pipe.close()  # type: ignore[union-attr]
        # One that had not begun yet does not know the signal.
        if code != 0 and (self.seen or code != -signal.SIGINT):
            raise AssertionError(f"{' '.join(self._command)} ended with {code}: {error.strip()}")


class Background:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        #: What a client raised where nobody waits for it.
        self.raised: list[BaseException] = []
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._keep)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def _keep(self, loop: asyncio.AbstractEventLoop, context: dict) -> None:
        if "exception" in context:
            self.raised.append(context["exception"])
        else:
            loop.default_exception_handler(context)

    def start(self, coroutine: Coroutine) -> Future:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def run(self, coroutine: Coroutine, seconds: float = PATIENCE_SECONDS) -> object:
        future = self.start(coroutine)
        try:
            return future.result(seconds)
        finally:
            future.cancel()

    def make(self, client: Callable[[], object]) -> object:
        """A client that must be made where it will run."""
        async def made() -> object:
            return client()

        return self.run(made())

    def close(self) -> None:
        self.run(self._cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_STOP_SECONDS)
        self._loop.close()

    @staticmethod
    async def _cancel_all() -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Seen:
    """What a peer was told, in the order in which it was, until nobody asks any more."""

    def __init__(self) -> None:
        self.seen: list = []
        self._is_over = False

    def add(self, *shapes: object) -> None:
        if not self._is_over:
            self.seen += shapes

    def has_failed(self) -> bool:
        return False

    def check(self) -> None:
        """Raises what the peer was told instead of data."""

    def stop(self) -> None:
        self._is_over = True


class Follower(Seen):
    """What a watch method gives, call after call, each in the shape it had when it was given: CCXT goes on changing the
    structures that it handed out."""

    def __init__(self, background: Background, watch: Callable[[], Coroutine], shape: Callable[[object], list]) -> None:
        super().__init__()
        self._future = background.start(self._follow(watch, shape))

    async def _follow(self, watch: Callable[[], Coroutine], shape: Callable[[object], list]) -> None:
        while True:
            self.add(*shape(await watch()))

    def has_failed(self) -> bool:
        return self._future.done() and not self._future.cancelled()

    def check(self) -> None:
        if self.has_failed():
            self._future.result()

    def stop(self) -> None:
        super().stop()
        self._future.cancel()
