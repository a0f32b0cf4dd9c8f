"""Binance: ccxt, the official SDK, and plain hmac and cryptography, each with HMAC and Ed25519 keys (binance.md B)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from importlib import metadata

import ccxt
import requests
from binance_common.configuration import ConfigurationRestAPI
from binance_common.signature import Signers
from binance_common.utils import send_request
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from signing import plain
from signing.chance import Chance
from signing.rows import Ask, Made, Row
from signing.wire import Sent, taken

_REST = "https://api.binance.com"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_CALLS = [
    ("GET", "/api/v3/account"), ("GET", "/api/v3/order"), ("GET", "/api/v3/myTrades"), ("GET", "/api/v3/openOrders"),
    ("GET", "/sapi/v1/capital/deposit/hisrec"), ("GET", "/sapi/v1/account/apiRestrictions"),
    ("POST", "/api/v3/order"), ("POST", "/api/v3/order/test"), ("POST", "/api/v3/order/cancelReplace"),
    ("PUT", "/api/v3/order/amend/keepPriority"), ("DELETE", "/api/v3/order"), ("DELETE", "/api/v3/openOrders"),
]  # fmt: skip


def rows() -> list[Row]:
    made: list[Row] = []
    for is_ed25519 in [False, True]:
        made += _by("ccxt", 36, is_ed25519, _ccxt, lambda call: call[0] != "PUT")
        made += _by("binance-sdk-spot", 36, is_ed25519, _sdk, lambda call: True)
        made += _by("plain", 36, is_ed25519, _plain, lambda call: True)
    return made


def _by(
    name: str, count: int, is_ed25519: bool, sign: Callable[[Ask], Row], suits: Callable[[tuple[str, str]], bool]
) -> list[Row]:
    chance = Chance(f"binance {name} {is_ed25519}")
    calls = [call for call in _CALLS if suits(call)]
    made: list[Row] = []
    for number in range(count):
        method, path = calls[number % len(calls)]
        time = chance.milliseconds()
        # The SDK writes a space as '+', which the sheet forbids (B.1.3): it gets none.
        parameters = chance.parameters(without=" " if name == "binance-sdk-spot" else "")
        if number % 6 == 1:
            # Arrays travel as JSON inside a value.
            parameters.append(("symbols", plain.compact([chance.alphanumeric(6).upper() for _ in range(number % 4)])))
        if path in ["/api/v3/order", "/api/v3/order/cancelReplace"] and method == "POST":
            # ccxt adds a client id of its own when there is none.
            parameters.insert(0, ("newClientOrderId", chance.path_part()))
        ask = Ask(method, path, parameters, _credentials(chance, is_ed25519, number), time)
        if number % 3 == 0:
            ask = replace(ask, not_after=time + chance.choice([1, 2, 999, 4999, 5000, 5001, 60_000]))
        made.append(sign(ask))
    return made


def _credentials(chance: Chance, is_ed25519: bool, number: int) -> dict[str, str]:
    key = {"api_key": chance.alphanumeric(64)}
    if not is_ed25519:
        # Shorter and longer than the block of SHA-256, and on both sides of its length.
        return key | {"api_secret": chance.alphanumeric([64, 1, 63, 65, 200][number % 5])}
    private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    return key | {"api_secret": private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()}


def _tail(ask: Ask) -> list[tuple[str, str]]:
    """Our signer writes both parameters last, in this order; any order is right (B.1.4)."""
    window = 5000 if ask.not_after is None else min(ask.not_after - ask.time, 5000)
    return [("recvWindow", str(window)), ("timestamp", str(ask.time))]


def _is_ed25519(ask: Ask) -> bool:
    return "PRIVATE KEY" in ask.credentials["api_secret"]


def _plain(ask: Ask) -> Row:
    text = plain.pairs(ask.parameters + _tail(ask))
    secret = ask.credentials["api_secret"].encode()
    if _is_ed25519(ask):
        der = base64.b64decode(b"".join(secret.splitlines()[1:-1]))
        # RFC 8410: the seed is the last 32 bytes.
        signature = base64.b64encode(Ed25519PrivateKey.from_private_bytes(der[-32:]).sign(text.encode())).decode()
        # Its version is none of ours to pin: it comes with ccxt, and one key and text have one signature (RFC 8032).
        name = "Python cryptography"
    else:
        signature = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
        name = "Python hmac"
    return Row(name, ask, _made(ask, f"{text}&signature={plain.percent(signature)}"))


def _made(ask: Ask, text: str) -> Made:
    """A POST's text is its form, everybody else's a query (B.1.4: either is right, and the signature is the same)."""
    headers = {"X-MBX-APIKEY": ask.credentials["api_key"]}
    if ask.method == "POST":
        return Made(ask.path, headers | _FORM, text)
    return Made(f"{ask.path}?{text}", headers)


class _OrderedCCXT(ccxt.binance):
    """ccxt writes the timestamp first; here it is moved behind all others, before ccxt encodes and signs."""

    def extend(self, *dictionaries: dict[str, object]) -> dict[str, object]:
        joined = super().extend(*dictionaries)
        for name in ["recvWindow", "timestamp"]:
            if name in joined:
                joined[name] = joined.pop(name)
        return joined


_CCXT = _OrderedCCXT({"enableRateLimit": False})


def _ccxt(ask: Ask) -> Row:
    _CCXT.apiKey, _CCXT.secret = ask.credentials["api_key"], ask.credentials["api_secret"]
    tail = dict(_tail(ask))
    # Its own setting for the window; given as a number, as its documentation says.
    _CCXT.options["recvWindow"] = int(tail["recvWindow"])
    parameters = dict(ask.parameters) | {"recvWindow": int(tail["recvWindow"])}
    api, _, path = ask.path.removeprefix("/").partition("/v3/" if ask.path.startswith("/api/") else "/v1/")
    section = "private" if api == "api" else "sapi"
    _CCXT.nonce = lambda: ask.time

    def send() -> None:
        signed = _CCXT.sign(path, [section], ask.method, parameters)
        _CCXT.fetch(signed["url"], signed["method"], signed["headers"], signed["body"])

    sent = taken(send, ask.time)
    headers = {name: sent.headers[name] for name in ["X-MBX-APIKEY"] + (list(_FORM) if ask.method == "POST" else [])}
    return Row(f"ccxt {ccxt.__version__}", ask, Made(sent.target, headers, sent.body))


def _sdk(ask: Ask) -> Row:
    secret = ask.credentials["api_secret"]
    is_ed25519 = _is_ed25519(ask)
    settings = {"private_key": secret} if is_ed25519 else {"api_secret": secret}
    configuration = ConfigurationRestAPI(api_key=ask.credentials["api_key"], base_path=_REST, retries=0, **settings)
    signer = Signers.get_ed25519_signer(secret, None) if is_ed25519 else None
    payload = {name: _native(value) for name, value in ask.parameters + _tail(ask)}
    sent = taken(
        lambda: send_request(
            requests.Session(), configuration, ask.method, ask.path, payload, is_signed=True, signer=signer
        ),
        ask.time,
    )
    return Row(
        f"binance-sdk-spot {metadata.version('binance-sdk-spot')}", ask, _made_of_query(ask, sent), _note(ask, sent)
    )


def _native(value: str) -> object:
    """A list as Python has it, so that the SDK's own JSON is what is compared."""
    return [each for each in value[1:-1].replace('"', "").split(",")] if value.startswith('["') else value


def _made_of_query(ask: Ask, sent: Sent) -> Made:
    if sent.headers["X-MBX-APIKEY"] != ask.credentials["api_key"] or sent.path != ask.path or sent.body:
        raise RuntimeError(f"unexpected request {sent}")
    return _made(ask, sent.query)


def _note(ask: Ask, sent: Sent) -> dict[str, object]:
    if ask.method != "POST":
        return {}
    rule = "the SDK puts everything into the query, also of a POST; as a form it is the same text (binance.md B.1.4)"
    return {"target": sent.target, "rule": rule}
