"""CCXT's luno client, pointed at the simulator by documented settings only: base URLs, one property, the number type.

Its rate limiter stays on: the venue takes 300 calls a minute of one key and of one address (luno.md H).
"""

from __future__ import annotations

from dataclasses import dataclass

import ccxt
import requests

_VENUE = "https://api.luno.com"


def make_client(rest: str, credentials: dict[str, str | None], **options: object) -> ccxt.luno:
    client = ccxt.luno(
        {
            "apiKey": credentials["apiKey"],
            "secret": credentials["apiSecret"],
            # Nothing here needs the networks over which coins are sent, and what CCXT makes of them is nothing anyway:
            # it looks for the list under another name (docs/disagreements.md).
            "has": {"fetchCurrencies": False},
            "options": dict(options),
        }
    )
    client.urls["api"] = {name: url.replace(_VENUE, rest) for name, url in client.urls["api"].items()}
    # Numbers as the venue wrote them, not rounded to binary.
    client.number = str
    return client


@dataclass(frozen=True)
class Refusal:
    """What the client raised, and the reply that caused it."""

    raised: type[BaseException]
    status: int
    #: The venue's own name of the error; none in an answer that is plain text.
    code: str | None
    text: str


def refusal_of(client: ccxt.luno, call, *arguments: object, **keywords: object) -> Refusal:
    """Calls, expects an exception, and keeps the reply that caused it."""
    replies: list[requests.Response] = []

    def keep(reply: requests.Response, *_: object, **__: object) -> None:
        replies.append(reply)

    client.session.hooks["response"].append(keep)
    try:
        call(*arguments, **keywords)
    except ccxt.BaseError as error:
        if not replies:
            raise AssertionError(f"{error!r} was raised without asking the simulator") from error
        body = client.parse_json(replies[-1].text)
        code = body.get("error_code") if isinstance(body, dict) else None
        return Refusal(type(error), replies[-1].status_code, code, replies[-1].text)
    finally:
        client.session.hooks["response"].remove(keep)
    raise AssertionError(f"no exception; the reply was {replies[-1].text if replies else None}")
