"""Luno: ccxt, luno-python, and plain base64: HTTP Basic, nothing else is signed (luno.md B.1)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from importlib import metadata
from urllib.parse import parse_qsl

import ccxt
from luno_python.base_client import BaseClient

from signing import plain
from signing.chance import Chance
from signing.rows import Ask, Made, Row
from signing.wire import Sent, taken

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_CALLS = [
    ("GET", "/api/1/balance"), ("GET", "/api/exchange/2/listorders"), ("GET", "/api/exchange/3/order"),
    ("GET", "/api/1/listtrades"), ("GET", "/api/1/fee_info"), ("POST", "/api/1/postorder"),
    ("POST", "/api/1/marketorder"), ("POST", "/api/1/stoporder"), ("GET", "/api/1/accounts/ID/transactions"),
    ("DELETE", "/api/1/withdrawals/ID"),
]  # fmt: skip


def rows() -> list[Row]:
    return _by("ccxt", 50, _ccxt) + _by("luno-python", 50, _client) + _by("plain", 50, _plain)


def _by(name: str, count: int, sign: Callable[[Ask], Row]) -> list[Row]:
    chance = Chance(f"luno {name}")
    made: list[Row] = []
    for number in range(count):
        method, path = _CALLS[number % len(_CALLS)]
        time = chance.randint(1_500_000_000_000, 1_900_000_000_000)
        # A colon would move the border between id and secret.
        credentials = {
            "api_key": chance.visible(1, 40, without=":") if number % 3 else chance.alphanumeric(13).lower(),
            "api_secret": chance.visible(1, 200) if number % 3 else chance.path_part(),
        }
        parameters = chance.parameters()
        if number % 10 == 0 and name != "ccxt":
            # The one list of this API repeats its name.
            parameters += [("assets", chance.value()) for _ in range(chance.randint(2, 4))]
        is_placing = method == "POST" and path != "/api/1/stoporder" and number % 20 < 10
        not_after = time + chance.choice([1, 999, 9999, 10_000, 60_000]) if is_placing else None
        if is_placing and not parameters:
            parameters = [("pair", "XBTZAR")]
        path = path.replace("ID", chance.characters("0123456789", 1, 18))
        operation = "order.place" if is_placing else "test"
        made.append(sign(Ask(method, path, parameters, credentials, time, None, not_after, operation)))
    return made


def _pairs(ask: Ask) -> list[tuple[str, str]]:
    """With what our signer adds to a placement: the deadline, as a time and a life (E.3)."""
    if ask.not_after is None:
        return ask.parameters
    return ask.parameters + [("timestamp", str(ask.time)), ("ttl", str(min(ask.not_after - ask.time, 10_000)))]


def _made(ask: Ask, authorization: str) -> Made:
    headers = {"Authorization": authorization}
    text = plain.pairs(_pairs(ask))
    if ask.method == "POST":
        return Made(ask.path, headers | _FORM, text)
    return Made(plain.with_query(ask.path, text), headers)


def _plain(ask: Ask) -> Row:
    pair = f"{ask.credentials['api_key']}:{ask.credentials['api_secret']}"
    return Row("Python base64", ask, _made(ask, "Basic " + base64.b64encode(pair.encode()).decode()))


def _of_client(name: str, ask: Ask, sent: Sent) -> Row:
    """Both clients send every parameter in the query, also of a POST, where the form has the same pairs (B.2)."""
    carried = parse_qsl(sent.query, keep_blank_values=True)
    if sent.path != ask.path or carried != _pairs(ask) or sent.body:
        raise RuntimeError(f"{sent.target} does not carry {_pairs(ask)}")
    made = _made(ask, sent.headers["Authorization"])
    if sent.target == made.target:
        return Row(name, ask, made)
    rule = "the same pairs: in the query also of a POST, a space as '+' (luno.md B.2)"
    return Row(name, ask, made, {"target": sent.target, "rule": rule})


_CCXT = ccxt.luno({"enableRateLimit": False})


def _ccxt(ask: Ask) -> Row:
    _CCXT.apiKey, _CCXT.secret = ask.credentials["api_key"], ask.credentials["api_secret"]
    section, root = ("exchangePrivate", "/api/exchange/") if "/exchange/" in ask.path else ("private", "/api/")
    version, _, path = ask.path.removeprefix(root).partition("/")
    _CCXT.version = version

    def send() -> None:
        signed = _CCXT.sign(path, [section], ask.method, dict(_pairs(ask)))
        _CCXT.fetch(signed["url"], signed["method"], signed["headers"], signed["body"])

    return _of_client(f"ccxt {ccxt.__version__}", ask, taken(send, ask.time))


def _client(ask: Ask) -> Row:
    client = BaseClient(api_key_id=ask.credentials["api_key"], api_key_secret=ask.credentials["api_secret"])
    request: dict[str, object] = {}
    for name, value in _pairs(ask):
        if name == "assets":
            request.setdefault(name, []).append(value)  # type: ignore[union-attr]
        else:
            request[name] = value
    sent = taken(lambda: client.do(ask.method, ask.path, request or None, auth=True), ask.time)
    return _of_client(f"luno-python {metadata.version('luno-python')}", ask, sent)
