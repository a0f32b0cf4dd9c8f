"""KuCoin: ccxt, kucoin-universal-sdk, and plain hmac (kucoin.md B.1, B.2)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from enum import Enum
from importlib import metadata
from urllib.parse import unquote

import ccxt
from kucoin_universal_sdk.generate.spot.order.model_add_order_req import AddOrderReq
from kucoin_universal_sdk.generate.spot.order.model_add_stop_order_req import AddStopOrderReq
from kucoin_universal_sdk.internal.infra.default_transport import DefaultTransport
from kucoin_universal_sdk.model.client_option import ClientOptionBuilder
from pydantic import BaseModel, PrivateAttr

from signing import plain
from signing.chance import Chance
from signing.rows import Ask, Made, Row
from signing.wire import Sent, taken

_JSON = {"Content-Type": "application/json"}
_READS = [
    ("GET", "/api/v1/accounts"), ("GET", "/api/v1/hf/orders/active"), ("GET", "/api/v1/hf/fills"),
    ("GET", "/api/v1/user/api-key"), ("GET", "/api/v1/trade-fees"), ("GET", "/api/v1/stop-order"),
    ("DELETE", "/api/v1/hf/orders/ID"), ("DELETE", "/api/v1/hf/orders/client-order/ID"),
    ("DELETE", "/api/v1/hf/orders/cancelAll"),
]  # fmt: skip
_WRITES = ["/api/v1/hf/orders", "/api/v1/hf/orders/sync", "/api/v1/stop-order", "/api/v1/bullet-private"]
#: Written as booleans and numbers, everything else as text (E.3).
_FLAGS = ["postOnly", "hidden", "iceberg"]
_COUNTS = ["cancelAfter", "allowMaxTimeWindow", "clientTimestamp"]


def rows() -> list[Row]:
    # ccxt writes the decoded query into the URL: what a URL would read otherwise cannot be carried. The SDK writes a
    # space as '+', and whether the venue reads that as a space is not known.
    return _by("ccxt", 50, _ccxt, "%#&=+") + _by("sdk", 50, _sdk, " ") + _by("plain", 50, _plain, "")


def _by(name: str, count: int, sign: Callable[[Ask], Row], without: str) -> list[Row]:
    chance = Chance(f"kucoin {name}")
    made: list[Row] = []
    for number in range(count):
        time = chance.milliseconds()
        credentials = _credentials(chance, "2" if name == "ccxt" else "3", number)
        if number % 5 < 3:
            method, path = _READS[number % len(_READS)]
            # An order's id is a part of the path, and the client's id has a narrow alphabet (B.2).
            path = path.replace("ID", chance.path_part())
            made.append(sign(Ask(method, path, chance.parameters(without=without), credentials, time)))
            continue
        is_placing = number % 10 == 3
        path = _WRITES[0] if is_placing else chance.choice(_WRITES)
        not_after = time + chance.choice([1, 999, 4999, 5000, 60_000]) if is_placing else None
        operation = "order.place" if is_placing else "test"
        parameters = _order(chance, path) if name == "sdk" else _body(chance, path)
        made.append(sign(Ask("POST", path, parameters, credentials, time, None, not_after, operation)))
    return made


def _credentials(chance: Chance, version: str, number: int) -> dict[str, str]:
    secret = chance.path_part() if number % 4 == 3 else chance.visible([36, 63, 64, 65][number % 4])
    passphrase = chance.odd(" ") if number % 6 == 5 else chance.visible(7, 32)
    return {
        "api_key": chance.characters("0123456789abcdef", 24),
        "api_secret": secret,
        "passphrase": passphrase,
        "api_version": version,
    }


def _body(chance: Chance, path: str) -> list[tuple[str, str]]:
    if path.endswith("bullet-private"):
        return []
    parameters = chance.parameters(1)
    parameters += [(name, chance.choice(["true", "false"])) for name in _FLAGS if chance.random() < 0.5]
    if chance.random() < 0.5:
        parameters.append(("cancelAfter", str(chance.randint(-1, 10**9))))
    return parameters


def _order(chance: Chance, path: str) -> list[tuple[str, str]]:
    """As the SDK's own models write it, in their order and with their defaults."""
    if path.endswith("bullet-private"):
        return []
    model = AddStopOrderReq if path.endswith("stop-order") else AddOrderReq
    order = model(
        client_oid=chance.path_part(),
        side=model.SideEnum.BUY,
        symbol=chance.value(),
        type=chance.choice(list(model.TypeEnum)),
        remark=chance.odd(),
        price=chance.decimal(),
        size=chance.decimal(),
        post_only=chance.random() < 0.5,
        cancel_after=chance.randint(-1, 10**9),
    )
    return [(name, _text(value)) for name, value in order.to_dict().items()]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value if isinstance(value, Enum) else value)


def _native(parameters: list[tuple[str, str]]) -> dict[str, object]:
    """The values of a body as JSON has them."""
    return {
        name: value == "true" if name in _FLAGS else int(value) if name in _COUNTS else value
        for name, value in parameters
    }


def _tail(ask: Ask) -> list[tuple[str, str]]:
    """What our signer adds to a placement: how late it may reach the gateway (B.2)."""
    if ask.operation != "order.place" or ask.not_after is None:
        return []
    return [
        ("allowMaxTimeWindow", str(min(ask.not_after - ask.time, 5000))),
        ("clientTimestamp", str(ask.time)),
    ]


def _is_write(ask: Ask) -> bool:
    return ask.method == "POST"


def _raw_query(ask: Ask) -> str:
    """The query as it is signed: decoded (B.2)."""
    return "&".join(f"{name}={value}" for name, value in ask.parameters)


def _target(ask: Ask) -> str:
    return ask.path if _is_write(ask) else plain.with_query(ask.path, plain.pairs(ask.parameters))


def _plain(ask: Ask) -> Row:
    body = plain.compact(_native(ask.parameters + _tail(ask))) if _is_write(ask) and ask.parameters else ""
    target = ask.path if _is_write(ask) else plain.with_query(ask.path, _raw_query(ask))
    secret = ask.credentials["api_secret"].encode()

    def code(text: str) -> str:
        return base64.b64encode(hmac.new(secret, text.encode(), hashlib.sha256).digest()).decode()

    headers = {
        "KC-API-KEY": ask.credentials["api_key"],
        "KC-API-SIGN": code(f"{ask.time}{ask.method}{target}{body}"),
        "KC-API-TIMESTAMP": str(ask.time),
        "KC-API-PASSPHRASE": code(ask.credentials["passphrase"]),
        "KC-API-KEY-VERSION": ask.credentials["api_version"],
    }
    return Row("Python hmac", ask, Made(_target(ask), headers | _JSON, body))


def _headers(sent: Sent) -> dict[str, str]:
    return {name: value for name, value in sent.headers.items() if name.startswith("KC-API-")} | _JSON


def _note(ask: Ask, sent: Sent) -> dict[str, object]:
    """Checks that what was sent is our target once it is decoded, and says where its bytes are others."""
    if sent.path != ask.path or unquote(sent.query) != ("" if _is_write(ask) else _raw_query(ask)):
        raise RuntimeError(f"{sent.target} is not {_target(ask)}")
    note: dict[str, object] = {}
    if sent.target != _target(ask):
        note = {"target": sent.target, "rule": "the decoded query is signed, its escapes are free (kucoin.md B.2)"}
    if "Content-Type" not in sent.headers:
        note["Content-Type"] = "none; it is harmless on a request without a body (kucoin.md B.1)"
    return note


#: Without its broker's headers, which no account needs (B.3).
_CCXT = ccxt.kucoin({"enableRateLimit": False, "options": {"partner": None}})


def _ccxt(ask: Ask) -> Row:
    given = ask.credentials
    _CCXT.apiKey, _CCXT.secret, _CCXT.password = given["api_key"], given["api_secret"], given["passphrase"]
    _CCXT.nonce = lambda: ask.time
    pairs = ask.parameters + _tail(ask)
    parameters = (_native(pairs) if _is_write(ask) else dict(pairs)) | {"version": "v1"}

    def send() -> None:
        signed = _CCXT.sign(ask.path.removeprefix("/api/v1/"), ["private"], ask.method, parameters)
        _CCXT.fetch(signed["url"], signed["method"], signed["headers"], signed["body"])

    sent = taken(send, ask.time)
    made = Made(_target(ask), _headers(sent), sent.body)
    return Row(f"ccxt {ccxt.__version__}", ask, made, _note(ask, sent))


class _Query(BaseModel):
    """Any query, where the SDK's own models have only those of their endpoint."""

    _values: dict[str, object] = PrivateAttr(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        return self._values


def _sdk(ask: Ask) -> Row:
    given = ask.credentials
    builder = ClientOptionBuilder().set_key(given["api_key"]).set_secret(given["api_secret"])
    option = builder.set_passphrase(given["passphrase"]).set_spot_endpoint("https://api.kucoin.com").build()
    transport = DefaultTransport(option, "test")
    request = _request(ask)
    sent = taken(
        lambda: transport.call("spot", False, ask.method, ask.path, request, None, False), ask.time
    )
    made = Made(_target(ask), _headers(sent), sent.body)
    name = f"kucoin-universal-sdk {metadata.version('kucoin-universal-sdk')}"
    return Row(name, ask, made, _note(ask, sent))


def _request(ask: Ask) -> BaseModel | None:
    if not _is_write(ask):
        query = _Query()
        query._values = dict(ask.parameters)
        return query
    if not ask.parameters:
        return None
    model = AddStopOrderReq if ask.path.endswith("stop-order") else AddOrderReq
    return model.from_dict(_native(ask.parameters + _tail(ask)))
