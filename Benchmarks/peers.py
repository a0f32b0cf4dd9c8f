"""The peers' side: CCXT and orjson doing what `bourse-bench` does, one line of JSON for each.

    peers.py FIXTURES [--order-bytes]

Rounds are timed as on the Swift side: as many operations as last 20 ms, nine rounds, the median.
"""

import json
import pathlib
import statistics
import sys
import time
from collections.abc import Callable

import ccxt
import orjson

ROUNDS = 9
ROUND_NANOSECONDS = 20_000_000
CLIENT_ORDER_ID = "01935000000070000000000000000000"
ORDER = ("BTC/USDT", "limit", "buy", 0.01234, 64123.45, {"newClientOrderId": CLIENT_ORDER_ID})

SYMBOL_ROW = {
    "symbol": "BTCUSDT", "status": "TRADING", "baseAsset": "BTC", "baseAssetPrecision": 8, "quoteAsset": "USDT",
    "quotePrecision": 8, "quoteAssetPrecision": 8, "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT"],
    "isSpotTradingAllowed": True, "isMarginTradingAllowed": False, "permissions": [], "permissionSets": [["SPOT"]],
    "filters": [
        {"filterType": "PRICE_FILTER", "minPrice": "0.01000000", "maxPrice": "1000000.00000000",
         "tickSize": "0.01000000"},
        {"filterType": "LOT_SIZE", "minQty": "0.00001000", "maxQty": "9000.00000000", "stepSize": "0.00001000"},
        {"filterType": "MARKET_LOT_SIZE", "minQty": "0.00001000", "maxQty": "120.00000000", "stepSize": "0.00001000"},
        {"filterType": "NOTIONAL", "minNotional": "5.00000000", "applyMinToMarket": True,
         "maxNotional": "9000000.00000000", "applyMaxToMarket": False, "avgPriceMins": 5},
    ],
}


class Fetched(BaseException):
    """Leaves `create_order` where its request is finished: at the door of the network."""


class Binance(ccxt.binance):
    """CCXT's own class; only its fetch is a stub."""

    def fetch(self, url, method="GET", headers=None, body=None):
        raise Fetched


def client(secret: str) -> ccxt.binance:
    """A client with one market, its own rate limiter off."""
    exchange = Binance({"apiKey": "k" * 64, "secret": secret, "enableRateLimit": False})
    # What load_markets asks of the margin endpoints when it has a key.
    exchange.options["crossMarginPairsData"] = exchange.options["isolatedMarginPairsData"] = []
    exchange.set_markets([exchange.parse_market(SYMBOL_ROW)])
    return exchange


def measure(name: str, operation: Callable[[], object]) -> None:
    """Prints the median round."""
    count = 1
    while timed(count, operation) * count < ROUND_NANOSECONDS:
        count *= 2
    median = statistics.median(timed(count, operation) for _ in range(ROUNDS))
    print(json.dumps({"name": name, "nanoseconds_per_operation": round(median, 1), "rounds": ROUNDS}))


def timed(count: int, operation: Callable[[], object]) -> float:
    """Nanoseconds per operation."""
    start = time.perf_counter_ns()
    for _ in range(count):
        operation()
    return (time.perf_counter_ns() - start) / count


def signed(exchange: ccxt.binance) -> dict:
    """The finished request by CCXT's two pure steps, without what its transport does around them."""
    request = exchange.create_order_request(*ORDER)
    return exchange.sign("order", ["private"], "POST", request)


def created(exchange: ccxt.binance) -> None:
    """`create_order` as a user calls it, up to the stubbed fetch."""
    try:
        exchange.create_order(*ORDER)
    except Fetched:
        return
    raise AssertionError("create_order never came to its fetch")


def decoded(exchange: ccxt.binance, body: bytes) -> dict:
    """A book by CCXT: its JSON decoding and its parsing."""
    return exchange.parse_order_book(exchange.parse_json(body.decode()), "BTC/USDT")


def main() -> None:
    fixtures = pathlib.Path(sys.argv[1])
    hmac = client((fixtures / "hmac-secret.txt").read_text().strip())
    if sys.argv[2:] == ["--order-bytes"]:
        request = signed(hmac)
        print(request["method"], request["url"])
        print(request["body"])
        return
    ed25519 = client((fixtures / "ed25519-key.pem").read_text())
    for name, exchange in (("hmac", hmac), ("ed25519", ed25519)):
        measure(f"order.{name}.ccxt_create_order", lambda: created(exchange))
        measure(f"order.{name}.ccxt_build_and_sign", lambda: signed(exchange))
    for levels in (100, 1000):
        body = (fixtures / f"book-{levels}.json").read_bytes()
        book = decoded(hmac, body)
        assert len(book["bids"]) == len(book["asks"]) == levels
        measure(f"book.{levels}.ccxt", lambda: decoded(hmac, body))
        measure(f"book.{levels}.orjson", lambda: orjson.loads(body))


if __name__ == "__main__":
    main()
