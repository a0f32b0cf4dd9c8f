"""VALR: valr-python as a whole where it can, its signer over given bytes elsewhere, and plain hmac (valr.md B.1).

The whole client signs without the query (valr.md B.2 signs it) and writes JSON with spaces, which our signer never
does: it makes the vectors that have neither. Its signing function, which the sheet's own vectors agree with (B.5), is
given path and body as they go on the wire.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from fractions import Fraction
from importlib import metadata
from unittest import mock

from valr_python import Client, utils

from signing import plain
from signing.chance import Chance
from signing.rows import Ask, Made, Row
from signing.wire import taken

_JSON = {"Content-Type": "application/json"}
_BARE = [
    ("GET", "/v1/account/balances"), ("GET", "/v1/account/api-keys/current"), ("GET", "/v1/orders/open"),
    ("GET", "/v1/orders/PAIR/orderid/ID"), ("GET", "/v1/account/PAIR/tradehistory"), ("DELETE", "/v1/orders/PAIR"),
    ("DELETE", "/v1/orders"), ("POST", "/v1/orders/cancel"),
]  # fmt: skip
_FULL = [
    ("GET", "/v1/orders/history"), ("GET", "/v1/account/tradehistory"), ("GET", "/v1/account/transactionhistory"),
    ("POST", "/v2/orders/limit"), ("POST", "/v2/orders/market"), ("PUT", "/v2/orders/modify"),
    ("DELETE", "/v2/orders/order"), ("DELETE", "/v1/orders/PAIR"),
]  # fmt: skip
#: Colons and commas of times and lists are sent as they are (B.2).
_KEPT = ":,"


def rows() -> list[Row]:
    return _by("client", 32, _client, _BARE) + _by("signer", 64, _signer, _FULL) + _by("plain", 64, _plain, _FULL)


def _by(name: str, count: int, sign: Callable[[Ask], Row], calls: list[tuple[str, str]]) -> list[Row]:
    chance = Chance(f"valr {name}")
    made: list[Row] = []
    for number in range(count):
        method, path = calls[number % len(calls)]
        path = path.replace("PAIR", chance.alphanumeric(6, 12).upper()).replace("ID", chance.path_part())
        secret = chance.characters("0123456789abcdef", 64)
        if number % 3 == 1:
            # On both sides of the block of SHA-512, and far beyond.
            secret = chance.visible(chance.choice([1, 127, 128, 129, 300]))
        credentials = {"api_key": chance.characters("0123456789abcdef", 64), "api_secret": secret}
        if number % 4 == 3:
            credentials["subaccount_id"] = str(chance.randint(1, 10**18))
        # Only the signature of an empty text is at stake in a bare call.
        parameters = [] if calls is _BARE else _parameters(chance, method, number)
        made.append(sign(Ask(method, path, parameters, credentials, _time(chance))))
    return made


def _time(chance: Chance) -> int:
    # The client takes the time as it is, and a zero is none to it.
    return max(chance.milliseconds(), 1)


def _parameters(chance: Chance, method: str, number: int) -> list[tuple[str, str]]:
    parameters = chance.parameters(1 if method != "DELETE" else 0)
    if method == "GET" and number % 2 == 0:
        parameters += [("startTime", "2025-07-03T12:17:02.258Z"), ("statuses", "FILLED,PLACED")]
        parameters = list(dict(parameters).items())
    if method == "POST":
        parameters.append(("postOnly", chance.choice(["true", "false"])))
    return parameters


def _target(ask: Ask) -> str:
    return plain.with_query(ask.path, plain.pairs(ask.parameters, keep=_KEPT)) if ask.method == "GET" else ask.path


def _body(ask: Ask) -> str:
    if ask.method == "GET" or not ask.parameters:
        return ""
    return plain.compact(
        {name: value == "true" if name == "postOnly" else value for name, value in ask.parameters}
    )


def _plain(ask: Ask) -> Row:
    target, body, given = _target(ask), _body(ask), ask.credentials
    subaccount = given.get("subaccount_id", "")
    text = f"{ask.time}{ask.method}{target}{body}{subaccount}"
    headers = {
        "X-VALR-API-KEY": given["api_key"],
        "X-VALR-SIGNATURE": hmac.new(given["api_secret"].encode(), text.encode(), hashlib.sha512).hexdigest(),
        "X-VALR-TIMESTAMP": str(ask.time),
    }
    if subaccount:
        headers["X-VALR-SUB-ACCOUNT-ID"] = subaccount
    return Row("Python hmac", ask, Made(target, headers | _JSON, body))


def _signer(ask: Ask) -> Row:
    target, body, given = _target(ask), _body(ask), ask.credentials
    with mock.patch("time.time", lambda: Fraction(ask.time, 1000)):
        headers = utils._get_valr_headers(
            given["api_key"], given["api_secret"], ask.method, target, body, given.get("subaccount_id", "")
        )
    return Row(f"valr-python {_version()}, its signer", ask, Made(target, headers | _JSON, body))




def _client(ask: Ask) -> Row:
    given = ask.credentials
    client = Client(given["api_key"], given["api_secret"])
    sent = taken(
        lambda: client._do(
            ask.method, ask.path, is_authenticated=True, subaccount_id=given.get("subaccount_id", "")
        ),
        ask.time,
    )
    if sent.target != ask.path or sent.body:
        raise RuntimeError(f"unexpected request {sent}")
    headers = {name: value for name, value in sent.headers.items() if name.startswith("X-VALR-")} | _JSON
    rule = "none; the sheet says to send it always (valr.md B.1)"
    note = {} if "Content-Type" in sent.headers else {"Content-Type": rule}
    return Row(f"valr-python {_version()}", ask, Made(sent.target, headers), note)


def _version() -> str:
    return metadata.version("valr-python")
