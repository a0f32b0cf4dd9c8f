"""Where the clients' requests end: taken as the network would have had them, at a time that stands still."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from unittest import mock

import requests


@dataclass(frozen=True)
class Sent:
    """One request as it would have gone on the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: str

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]


@dataclass
class _Wire:
    requests: list[Sent] = field(default_factory=list)

    def send(self, _: object, request: requests.PreparedRequest, **__: object) -> requests.Response:
        body = request.body or ""
        text = body.decode() if isinstance(body, bytes) else body
        headers = {_text(name): _text(value) for name, value in request.headers.items()}
        self.requests.append(Sent(request.method or "", request.path_url, headers, text))
        reply = requests.Response()
        reply.status_code = 200
        reply.request = request
        reply.url = request.url or ""
        reply._content = b"{}"
        return reply


def taken(call: Callable[[], object], milliseconds: int) -> Sent:
    """What `call` sends. The answer is an empty object, which few clients can read: how they complain is of no interest
    as long as they sent one request."""
    wire = _Wire()
    with (
        # A fraction, since a client that multiplies by a thousand and cuts must get the very millisecond.
        mock.patch.object(time, "time", lambda: Fraction(milliseconds, 1000)),
        mock.patch.object(requests.adapters.HTTPAdapter, "send", lambda *a, **k: wire.send(*a, **k)),
    ):
        complaint: Exception | None = None
        try:
            call()
        except Exception as error:  # noqa: BLE001
            complaint = error
    if len(wire.requests) != 1:
        raise RuntimeError(f"{len(wire.requests)} requests were sent: {complaint!r}")
    return wire.requests[0]


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
