"""CCXT's binance client, pointed at the simulator by documented settings only: base URLs, options, number type."""

from __future__ import annotations

from dataclasses import dataclass

import ccxt
import ccxt.pro

from tour.refused import refused

_VENUE = "https://api.binance.com"


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.binance:
    client = ccxt.binance(_settings(credentials, options))
    client.urls["api"] = _moved(client.urls["api"], rest)
    # Numbers as the venue wrote them, not rounded to binary.
    client.number = str
    return client


def make_pro_client(
    rest: str, streams: dict[str, str], credentials: dict[str, str | None], ca: str | None = None, **options: object
) -> ccxt.pro.binance:
    """The same with watch methods; its books are sorted by number, so numbers stay as they are."""
    # The whole ticker: its own option `watchTicker` says so, and is not read (docs/disagreements.md).
    options = {"watchTickers": {"name": "ticker"}, **options}
    client = ccxt.pro.binance({**_settings(credentials, options), **({"cafile": ca} if ca else {})})
    client.urls["api"] = {
        **_moved(client.urls["api"], rest),
        "ws": {"spot": f"{streams['public']}/ws", "ws-api": {"spot": f"{streams['private']}/ws-api/v3"}},
    }
    return client


def _settings(credentials: dict[str, str | None], options: dict[str, object]) -> dict:
    return {
        "apiKey": credentials["apiKey"],
        "secret": credentials["apiSecret"],
        "options": {
            "defaultType": "spot",
            "fetchMargins": False,
            "fetchMarkets": {"types": ["spot"]},
            "fetchCurrencies": False,
            # Single trades, as our reader gives them; the default asks for aggregated ones.
            "fetchTradesMethod": "publicGetTrades",
            **options,
        },
    }


def _moved(urls: dict, rest: str) -> dict[str, str]:
    """The spot endpoints move to the simulator; the others are taken away, so that no call can leave this machine."""
    return {
        name: url.replace(_VENUE, rest)
        for name, url in urls.items()
        if isinstance(url, str) and url.startswith(_VENUE)
    }


@dataclass(frozen=True)
class Refusal:
    """What the client raised for a reply, here and for the same reply from the venue's own address."""

    raised: type[BaseException]
    #: CCXT looks up some codes by the host it called: `-2008` is known only under api.binance.com.
    raised_at_venue: type[BaseException] | None
    status: int
    code: int | None
    message: str


def refusal_of(client: ccxt.binance, call, *arguments: object, **keywords: object) -> Refusal:
    raised, reply = refused(client, call, *arguments, **keywords)
    body = client.parse_json(reply.text)
    fields = body if isinstance(body, dict) else {}
    at_venue: type[BaseException] | None = None
    try:
        client.handle_errors(
            reply.status_code, reply.reason, f"{_VENUE}{reply.request.path_url}", reply.request.method,
            reply.headers, reply.text, body, reply.request.headers, reply.request.body,
        )
    except ccxt.BaseError as error:
        at_venue = type(error)
    return Refusal(raised, at_venue, reply.status_code, fields.get("code"), fields.get("msg", ""))
