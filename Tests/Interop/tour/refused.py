"""What a venue refuses: the exception that CCXT raised, and the reply that caused it."""

from __future__ import annotations

import ccxt
import requests


def refused(
    client: ccxt.Exchange, call, *arguments: object, **keywords: object
) -> tuple[type[ccxt.BaseError], requests.Response]:
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
        return type(error), replies[-1]
    finally:
        client.session.hooks["response"].remove(keep)
    raise AssertionError(f"no exception; the reply was {replies[-1].text if replies else None}")
