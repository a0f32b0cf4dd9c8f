"""CCXT's kucoin client, pointed at the simulator by documented settings only: base URLs, options, number type."""

from __future__ import annotations

from dataclasses import dataclass

import ccxt

from tour.refused import refused

_VENUE = "https://api.kucoin.com"


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.kucoin:
    client = ccxt.kucoin(
        {
            "apiKey": credentials["apiKey"],
            "secret": credentials["apiSecret"],
            "password": credentials["passphrase"],
            # The code stayed when the coin was renamed (sheet C.1); CCXT has no alias for it of its own.
            "commonCurrencies": {"GALAX": "GALA"},
            "options": {
                "defaultType": "spot",
                "fetchMarkets": {"types": ["spot"], "fetchTickersFees": True},
                # The paths of the current order interface (sheet 0); else CCXT takes the abandoned ones.
                "hf": True,
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
    """What the client raised for a reply."""

    raised: type[BaseException]
    status: int
    code: str | None
    message: str


def refusal_of(client: ccxt.kucoin, call, *arguments: object, **keywords: object) -> Refusal:
    raised, reply = refused(client, call, *arguments, **keywords)
    body = client.parse_json(reply.text)
    fields = body if isinstance(body, dict) else {}
    return Refusal(raised, reply.status_code, fields.get("code"), fields.get("msg", ""))
