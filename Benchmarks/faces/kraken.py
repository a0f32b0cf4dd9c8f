"""Kraken: the public limit is off and nonces may overtake each other on their ways. Its key's and its engine's limits
have no switch, so the signed read is one that costs nothing, and there is no flood of orders."""

import base64
import hashlib
import hmac
import time
import urllib.parse

from .load import http

SWITCHES = {"publicBurst": 0, "nonceWindow": 1_000_000_000}


def signed(key: dict, path: str, number: int, **parameters) -> bytes:
    nonce = str(int(time.time() * 1_000_000) + number)
    body = urllib.parse.urlencode({"nonce": nonce, **parameters})
    message = path.encode() + hashlib.sha256((nonce + body).encode()).digest()
    signature = hmac.new(base64.b64decode(key["apiSecret"]), message, hashlib.sha512).digest()
    return http("POST", path, {
        "API-Key": key["apiKey"], "API-Sign": base64.b64encode(signature).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    }, body)


def requests(key: dict, count: int) -> dict[str, list[bytes]]:
    return {
        "ticker": [http("GET", "/0/public/Ticker?pair=XBTUSD")] * count,
        "book": [http("GET", "/0/public/Depth?pair=XBTUSD&count=100")] * count,
        # Of an order that never was: authenticated, looked for, refused.
        "cancel": [signed(key, "/0/private/CancelOrder", number, txid="OAAAAA-BBBBB-CCCCCC") for number in range(count)],
        # The long answers, for which no number is asked.
        "tickers": [http("GET", "/0/public/Ticker")] * (count // 10),
        "instruments": [http("GET", "/0/public/AssetPairs")] * (count // 10),
    }
