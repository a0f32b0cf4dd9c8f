"""KuCoin: weights out of the way."""

import base64
import hashlib
import hmac
import json
import time

from .load import http

SWITCHES = {name: 50_000_000_000 for name in ("spotBudget", "managementBudget", "publicBudget")}


def code(key: dict, text: str) -> str:
    return base64.b64encode(hmac.new(key["apiSecret"].encode(), text.encode(), hashlib.sha256).digest()).decode()


def signed(key: dict, method: str, target: str, body: str = "") -> bytes:
    now = str(int(time.time() * 1000))
    return http(method, target, {
        "KC-API-KEY": key["apiKey"], "KC-API-SIGN": code(key, now + method + target + body), "KC-API-TIMESTAMP": now,
        "KC-API-PASSPHRASE": code(key, key["passphrase"]), "KC-API-KEY-VERSION": "3",
        "Content-Type": "application/json",
    }, body)


def requests(key: dict, count: int) -> dict[str, list[bytes]]:
    def order(number: int) -> str:
        return json.dumps({
            "clientOid": f"bench{number:010d}", "side": "buy", "symbol": "BTC-USDT", "type": "limit", "size": "0.001",
            "price": "64000", "timeInForce": "IOC",
        })

    return {
        "ticker": [http("GET", "/api/v1/market/orderbook/level1?symbol=BTC-USDT")] * count,
        "book": [http("GET", "/api/v1/market/orderbook/level2_100?symbol=BTC-USDT")] * count,
        "balances": [signed(key, "GET", "/api/v1/accounts?type=trade") for _ in range(count)],
        "order": [signed(key, "POST", "/api/v1/hf/orders", order(number)) for number in range(count)],
        # The long answers, for which no number is asked.
        "tickers": [http("GET", "/api/v1/market/allTickers")] * (count // 10),
        "instruments": [http("GET", "/api/v2/symbols")] * (count // 10),
    }
