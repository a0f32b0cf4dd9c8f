"""CCXT's binance client, pointed at the simulator by documented settings only: base URLs, options, number type."""

from __future__ import annotations

from dataclasses import dataclass

import ccxt

from tour.refused import refused

_VENUE = "https://api.binance.com"


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.binance:
    client = ccxt.binance(
        {
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
    )
    # The spot endpoints move to the simulator; the others are taken away, so that no call can leave this machine.
    client.urls["api"] = {
        name: url.replace(_VENUE, rest) for name, url in client.urls["api"].items() if url.startswith(_VENUE)
    }
    # Numbers as the venue wrote them, not rounded to binary.
    client.number = str
    return client


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
