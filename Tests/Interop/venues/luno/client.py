"""CCXT's luno client, pointed at the simulator by documented settings only: base URLs, one property, the number type.

Its rate limiter stays on: the venue takes 300 calls a minute of one key and of one address (luno.md H).
"""

from __future__ import annotations

from dataclasses import dataclass

import ccxt
import ccxt.pro

from tour.refused import refused

_VENUE = "https://api.luno.com"
_STREAMS = "wss://ws.luno.com"


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.luno:
    client = ccxt.luno(_settings(credentials, options))
    client.urls["api"] = {name: url.replace(_VENUE, rest) for name, url in client.urls["api"].items()}
    # Numbers as the venue wrote them, not rounded to binary.
    client.number = str
    return client


def make_pro_client(
    rest: str, streams: dict[str, str], credentials: dict[str, str | None], ca: str | None = None, **options: object
) -> ccxt.pro.luno:
    """The same with watch methods; its books are sorted by number, so numbers stay as they are."""
    client = ccxt.pro.luno({**_settings(credentials, options), **({"cafile": ca} if ca else {})})
    client.urls["api"] = {
        name: url.replace(_VENUE, rest).replace(_STREAMS, streams["public"])
        for name, url in client.urls["api"].items()
    }
    return client


def _settings(credentials: dict[str, str | None], options: dict[str, object]) -> dict:
    return {
        "apiKey": credentials["apiKey"],
        "secret": credentials["apiSecret"],
        # Nothing here needs the networks over which coins are sent, and what CCXT makes of them is nothing anyway: it
        # looks for the list under another name (docs/disagreements.md).
        "has": {"fetchCurrencies": False},
        "options": dict(options),
    }


@dataclass(frozen=True)
class Refusal:
    """What the client raised, and the reply that caused it."""

    raised: type[BaseException]
    status: int
    #: The venue's own name of the error; none in an answer that is plain text.
    code: str | None
    text: str


def refusal_of(client: ccxt.luno, call, *arguments: object, **keywords: object) -> Refusal:
    raised, reply = refused(client, call, *arguments, **keywords)
    body = client.parse_json(reply.text)
    code = body.get("error_code") if isinstance(body, dict) else None
    return Refusal(raised, reply.status_code, code, reply.text)
