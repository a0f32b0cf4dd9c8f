"""Luno: calls are not counted."""

import base64
import urllib.parse

from .load import http

SWITCHES = {"rateLimitPerMinute": 0}


def requests(key: dict, count: int) -> dict[str, list[bytes]]:
    pair = f"{key['apiKey']}:{key['apiSecret']}".encode()
    headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
    form = headers | {"Content-Type": "application/x-www-form-urlencoded"}

    def order(number: int) -> str:
        return urllib.parse.urlencode({
            "pair": "XBTZAR", "type": "BID", "volume": "0.001", "price": "1000000", "time_in_force": "IOC",
            "client_order_id": f"bench-{number}",
        })

    return {
        "ticker": [http("GET", "/api/1/ticker?pair=XBTZAR")] * count,
        "book": [http("GET", "/api/1/orderbook_top?pair=XBTZAR")] * count,
        "balances": [http("GET", "/api/1/balance", headers)] * count,
        "order": [http("POST", "/api/1/postorder", form, order(number)) for number in range(count)],
        # The long answers, for which no number is asked.
        "tickers": [http("GET", "/api/1/tickers")] * (count // 10),
        "instruments": [http("GET", "/api/exchange/1/markets")] * (count // 10),
    }
