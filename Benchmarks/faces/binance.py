"""Binance: weights and order counts out of the way."""

import hashlib
import hmac
import time
import urllib.parse

from .load import http

SWITCHES = {name: 50_000_000_000 for name in ("weightLimit", "rawRequestLimit", "orderLimit10Seconds", "orderLimitDay")}


def signed(key: dict, method: str, path: str, number: int, **parameters) -> bytes:
    parameters |= {"recvWindow": 60_000, "timestamp": int(time.time() * 1000)}
    query = urllib.parse.urlencode(parameters)
    signature = hmac.new(key["apiSecret"].encode(), query.encode(), hashlib.sha256).hexdigest()
    return http(method, f"{path}?{query}&signature={signature}", {"X-MBX-APIKEY": key["apiKey"]})


def requests(key: dict, count: int) -> dict[str, list[bytes]]:
    return {
        "ticker": [http("GET", "/api/v3/ticker/bookTicker?symbol=BTCUSDT")] * count,
        "book": [http("GET", "/api/v3/depth?symbol=BTCUSDT&limit=100")] * count,
        "balances": [signed(key, "GET", "/api/v3/account", number) for number in range(count)],
        # Below the market and immediate: accepted, and over at once.
        "order": [signed(key, "POST", "/api/v3/order", number, symbol="BTCUSDT", side="BUY", type="LIMIT",
                         timeInForce="IOC", quantity="0.001", price="30000.00") for number in range(count)],
        # The long answers, for which no number is asked.
        "tickers": [http("GET", "/api/v3/ticker/24hr")] * (count // 10),
        "instruments": [http("GET", "/api/v3/exchangeInfo")] * (count // 10),
    }
