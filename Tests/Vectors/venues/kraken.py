"""Kraken: ccxt, python-kraken-sdk, and plain hmac (kraken.md B.2)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from importlib import metadata

import ccxt
from kraken.spot import SpotClient

from signing import plain
from signing.chance import Chance
from signing.rows import Ask, Made, Row
from signing.wire import taken

_NAMES = [
    "Balance", "BalanceEx", "OpenOrders", "ClosedOrders", "QueryOrders", "TradesHistory", "Ledgers", "TradeVolume",
    "AddOrder", "AmendOrder", "CancelOrder", "CancelAll", "DepositStatus", "WithdrawStatus", "GetWebSocketsToken",
]  # fmt: skip
_FORM = "application/x-www-form-urlencoded"
#: Around every width at which a counter can break.
_NONCES = [1, 9, 2**31, 2**32, 2**53 - 1, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1]
#: A batch in form style (B.2): the brackets are part of the name.
_BATCH = [f"orders[{number}][{name}]" for number in range(3) for name in ["ordertype", "type", "price", "volume"]]


def rows() -> list[Row]:
    made = _by("ccxt", 50, _ccxt, without="[]", lists=True)
    made += _by("sdk", 50, _sdk, without=" ", lists=False)
    return made + _by("plain", 50, _plain, without="", lists=True)


def _by(name: str, count: int, sign: Callable[[Ask], Row], without: str, lists: bool) -> list[Row]:
    """`without`: ccxt leaves brackets as they are, the SDK writes a space as '+'. Both are lawful, since the bytes that
    are sent are the bytes that are signed (B.2), but another text than ours."""
    chance = Chance(f"kraken {name}")
    made: list[Row] = []
    for number in range(count):
        nonce = chance.choice(_NONCES) if number % 3 == 0 else chance.randint(10**12, 2 * 10**18)
        credentials = {"api_key": chance.visible(56), "api_secret": chance.bytes_text(64)}
        if number % 7 == 2:
            credentials["otp"] = chance.odd(without)
        time = chance.randint(1_500_000_000_000, 1_900_000_000_000)
        if lists and number % 5 == 4:
            ids = [("orders", chance.odd()) for _ in range(chance.randint(1, 5))]
            path = "/0/private/CancelOrderBatch"
            ask = Ask("POST", path, ids, credentials, time, str(nonce), None, "order.cancelAll")
        else:
            path = f"/0/private/{chance.choice(_NAMES)}"
            parameters = _parameters(chance, without, number)
            is_placing = number % 4 == 1
            not_after = time + chance.choice([2000, 2001, 9999, 10_000, 60_000]) if is_placing else None
            operation = ["order.place", "order.amend"][number // 4 % 2] if is_placing else "test"
            ask = Ask("POST", path, parameters, credentials, time, str(nonce), not_after, operation)
        made.append(sign(ask))
    return made


def _parameters(chance: Chance, without: str, number: int) -> list[tuple[str, str]]:
    if "[" not in without and number % 5 == 3:
        return chance.parameters(1, 8, without, _BATCH)
    # A price in percent makes ccxt write JSON, where we stay with a form.
    parameters = chance.parameters(without=without)
    return [(name, value.replace("%", "5") if name == "price" else value) for name, value in parameters]


def _is_list(ask: Ask) -> bool:
    return ask.operation == "order.cancelAll"


def _tail(ask: Ask) -> list[tuple[str, str]]:
    """What our signer adds behind the call's own parameters: a deadline of at most ten seconds, and the one-time
    password. The order of fields is free (B.2)."""
    tail: list[tuple[str, str]] = []
    if ask.not_after is not None:
        instant = min(ask.not_after, ask.time + 10_000)
        moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=instant)
        tail.append(("deadline", moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant % 1000:03d}Z"))
    if "otp" in ask.credentials:
        tail.append(("otp", ask.credentials["otp"]))
    return tail


def _plain(ask: Ask) -> Row:
    if _is_list(ask):
        orders = [value for _, value in ask.parameters]
        body = plain.compact({"nonce": ask.nonce, "orders": orders} | dict(_tail(ask)))
    else:
        body = plain.pairs([("nonce", ask.nonce or "")] + ask.parameters + _tail(ask))
    inner = hashlib.sha256(((ask.nonce or "") + body).encode()).digest()
    secret = base64.b64decode(ask.credentials["api_secret"])
    signature = base64.b64encode(hmac.new(secret, ask.path.encode() + inner, hashlib.sha512).digest()).decode()
    headers = {"API-Key": ask.credentials["api_key"], "API-Sign": signature}
    kind = {"Content-Type": "application/json" if _is_list(ask) else _FORM}
    return Row("Python hmac", ask, Made(ask.path, headers | kind, body))


_CCXT = ccxt.kraken({"enableRateLimit": False})


def _ccxt(ask: Ask) -> Row:
    _CCXT.apiKey, _CCXT.secret = ask.credentials["api_key"], ask.credentials["api_secret"]
    _CCXT.incrementing_nonce = lambda: ask.nonce
    if _is_list(ask):
        parameters: dict[str, object] = {"orders": [value for _, value in ask.parameters]} | dict(_tail(ask))
    else:
        parameters = dict(ask.parameters + _tail(ask))

    def send() -> None:
        signed = _CCXT.sign(ask.path.removeprefix("/0/private/"), ["private"], ask.method, parameters)
        _CCXT.fetch(signed["url"], signed["method"], signed["headers"], signed["body"])

    sent = taken(send, ask.time)
    headers = {name: sent.headers[name] for name in ["API-Key", "API-Sign", "Content-Type"]}
    return Row(f"ccxt {ccxt.__version__}", ask, Made(sent.target, headers, sent.body))


class _OneNonce(SpotClient):
    """Its own nonce is the clock in tens of nanoseconds; here it is the one that was asked for."""

    nonce = ""

    def get_nonce(self) -> str:
        return self.nonce


def _sdk(ask: Ask) -> Row:
    client = _OneNonce(ask.credentials["api_key"], ask.credentials["api_secret"])
    client.nonce = ask.nonce or ""
    # It sets the nonce last; a place kept for it in front gives our order, which is as good (B.2).
    parameters = {"nonce": ""} | dict(ask.parameters + _tail(ask))
    sent = taken(lambda: client.request(ask.method, ask.path, params=parameters), ask.time)
    if sent.headers["Content-Type"] != f"{_FORM}; charset=utf-8":
        raise RuntimeError(f"unexpected content type {sent.headers['Content-Type']}")
    headers = {name: sent.headers[name] for name in ["API-Key", "API-Sign"]} | {"Content-Type": _FORM}
    rule = "the content type is not signed, and a form has no charset (kraken.md B.2)"
    note = {"Content-Type": sent.headers["Content-Type"], "rule": rule}
    name = f"python-kraken-sdk {metadata.version('python-kraken-sdk')}"
    return Row(name, ask, Made(sent.target, headers, sent.body), note)
