"""VALR: calls are not counted. A timestamp may not come twice with one signature, so they are a millisecond apart."""

import hashlib
import hmac
import json
import time

from .load import http

SWITCHES = {"rateLimits": "off", "receiveWindowMilliseconds": 0}


def signed(key: dict, method: str, target: str, number: int, body: str = "") -> bytes:
    now = str(int(time.time() * 1000) + number)
    text = now + method + target + body
    return http(method, target, {
        "X-VALR-API-KEY": key["apiKey"], "X-VALR-TIMESTAMP": now, "Content-Type": "application/json",
        "X-VALR-SIGNATURE": hmac.new(key["apiSecret"].encode(), text.encode(), hashlib.sha512).hexdigest(),
    }, body)


def requests(key: dict, count: int) -> dict[str, list[bytes]]:
    def order(number: int) -> str:
        return json.dumps({
            "side": "BUY", "quantity": "0.001", "price": "1000000", "pair": "BTCZAR", "timeInForce": "IOC",
            "customerOrderId": f"bench{number}",
        })

    return {
        "ticker": [http("GET", "/v1/public/BTCZAR/marketsummary", {"Content-Type": "application/json"})] * count,
        "book": [http("GET", "/v1/public/BTCZAR/orderbook", {"Content-Type": "application/json"})] * count,
        "balances": [signed(key, "GET", "/v1/account/balances", number) for number in range(count)],
        "order": [signed(key, "POST", "/v1/orders/limit", number, order(number)) for number in range(count)],
        # The long answers, for which no number is asked.
        "tickers": [http("GET", "/v1/public/marketsummary", {"Content-Type": "application/json"})] * (count // 10),
        "instruments": [http("GET", "/v1/public/pairs/SPOT", {"Content-Type": "application/json"})] * (count // 10),
    }
