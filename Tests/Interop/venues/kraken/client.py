"""CCXT's kraken client, pointed at the simulator by documented settings only: base URLs, options, number type."""

from __future__ import annotations

from dataclasses import dataclass

import ccxt
import ccxt.pro

from tour.refused import refused


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.kraken:
    client = ccxt.kraken(_settings(credentials, options))
    # Both APIs move to the simulator; the help centre is taken away, so that no call can leave this machine.
    client.urls["api"] = {"public": rest, "private": rest}
    # Numbers as the venue wrote them, not rounded to binary.
    client.number = str
    return client


def make_pro_client(
    rest: str, streams: dict[str, str], credentials: dict[str, str | None], ca: str | None = None, **options: object
) -> ccxt.pro.kraken:
    """The same with watch methods; its books are sorted by number, so numbers stay as they are."""
    client = ccxt.pro.kraken({**_settings(credentials, options), **({"cafile": ca} if ca else {})})
    market, account = (f"{streams[name]}/v2" for name in ("public", "private"))
    client.urls["api"] = {
        "public": rest, "private": rest,
        # Under `private` it only keeps its token.
        "ws": {"publicV2": market, "privateV2": account, "private": account},
    }
    return client


def _settings(credentials: dict[str, str | None], options: dict[str, object]) -> dict:
    return {
        "apiKey": credentials["apiKey"],
        "secret": credentials["apiSecret"],
        # The venue's clock is moved on instead of waiting (pace.py); one test runs with the limiter on.
        "enableRateLimit": False,
        "options": dict(options),
    }


@dataclass(frozen=True)
class Refusal:
    """What the client raised, and the venue's own words for it."""

    raised: type[BaseException]
    status: int
    errors: list[str]


def refusal_of(client: ccxt.kraken, call, *arguments: object, **keywords: object) -> Refusal:
    raised, reply = refused(client, call, *arguments, **keywords)
    return Refusal(raised, reply.status_code, reply.json()["error"])
