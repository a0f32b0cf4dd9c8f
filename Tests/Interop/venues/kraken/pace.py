"""The venue's limits, respected without waiting for them: its clock is moved on instead.

The venue takes about one public call a second from one address, and a key's private calls lose half a point a second
(kraken.md H.1): the tour's readers, on one address, would wait five minutes and more. The limits themselves stay as
they are, and a tour that calls faster than the venue's clock allows is refused.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tour.simulator import Simulator

#: After this many seconds the key's counter (20 points at 0.5 a second) and the address' (15 at 1) are empty again.
_REST_SECONDS = 40


class PacedSimulator:
    """The running simulator, whose venue has rested before each comparison."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def __getattr__(self, name: str) -> object:
        return getattr(self._simulator, name)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        self.rest_a_while()
        with self._simulator.frozen():
            yield

    def rest_a_while(self) -> None:
        """Moves the venue's clock on, from wherever it stands."""
        skew = self._asked("/state")["venues"]["kraken"]["skewMilliseconds"] + _REST_SECONDS * 1_000
        self._asked("/clock", {"skewMilliseconds": skew})

    def _asked(self, path: str, body: dict | None = None) -> dict:
        request = urllib.request.Request(
            f"{self._simulator.control}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="GET" if body is None else "POST",
        )
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.loads(reply.read() or b"{}")
