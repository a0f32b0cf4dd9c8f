"""CCXT's kucoin client, pointed at the simulator by documented settings only: base URLs, options, number type."""

from __future__ import annotations

from dataclasses import dataclass

import ccxt
import ccxt.pro

from tour.refused import refused

_VENUE = "https://api.kucoin.com"


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.kucoin:
    client = ccxt.kucoin(_settings(credentials, options))
    client.urls["api"] = _moved(client.urls["api"], rest)
    # Numbers as the venue wrote them, not rounded to binary.
    client.number = str
    return client


def make_pro_client(
    rest: str, credentials: dict[str, str | None], ca: str | None = None, **settings: object
) -> ccxt.pro.kucoin:
    """The same with watch methods; its books are sorted by number, so numbers stay as they are.

    Where the streams are, the venue tells it with the token.
    """
    # An account of the classic kind; else it asks the venue which one it is.
    options = {"uta": False, "watchTicker": {"spotMethod": "/market/ticker"}}
    client = ccxt.pro.kucoin({
        **_settings(credentials, options), **({"cafile": ca} if ca else {}),
        **settings,
    })
    client.urls["api"] = _moved(client.urls["api"], rest)
    return client


def _settings(credentials: dict[str, str | None], options: dict[str, object]) -> dict:
    return {
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


def _moved(urls: dict, rest: str) -> dict[str, str]:
    """The spot endpoints move to the simulator; the others are taken away, so that no call can leave this machine."""
    return {
        name: url.replace(_VENUE, rest)
        for name, url in urls.items()
        if isinstance(url, str) and url.startswith(_VENUE)
    }


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
