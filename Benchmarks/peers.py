"""The peers' side: CCXT, NautilusTrader and orjson doing what `bourse-bench` does, one line of JSON for each.

    peers.py FIXTURES [--order-bytes VENUE]
"""

import importlib
import pathlib
import sys

import orjson

from ccxt_side import binance, stub
from content import of_ccxt, of_valr, show
from streams import ccxt_depth
from timing import measure

# VALR has no class in CCXT.
VENUES = ["binance", "kraken", "kucoin", "luno"]
READS = ["book", "tickers", "instruments", "orders"]
VALR_FILES = {"instruments": ["instruments", "order-types", "currencies"]}


def venue(side: stub.Side) -> None:
    """CCXT's order and its four reads."""
    measure(f"order.{side.venue}.ccxt_create_order", side.create)
    for read in READS:
        operation = getattr(side, read)
        show(f"{read}.{side.venue}", of_ccxt(read, operation(), side.symbol))
        measure(f"{read}.{side.venue}.ccxt", operation)


def valr(fixtures: pathlib.Path) -> None:
    """The same bytes, decoded to untyped objects."""
    for read in READS:
        bodies = [stub.body(fixtures, "valr", name) for name in VALR_FILES.get(read, [read])]
        show(f"{read}.valr", of_valr(read, orjson.loads(bodies[0])))
        measure(f"{read}.valr.orjson", lambda: [orjson.loads(body) for body in bodies])


def binance_alone(side: binance.Side, ed25519: binance.Side, fixtures: pathlib.Path) -> None:
    """What only Binance's rows compare with: the pure steps, the other kind of key, orjson, the smaller book."""
    measure("order.binance.ccxt_build_and_sign", side.sign)
    measure("order.binance-ed25519.ccxt_create_order", ed25519.create)
    measure("order.binance-ed25519.ccxt_build_and_sign", ed25519.sign)
    exchange = side.exchange
    for levels in (100, 1000):
        body = (fixtures / f"book-{levels}.json").read_bytes()
        measure(f"book.{levels}.ccxt", lambda: exchange.parse_order_book(exchange.parse_json(body.decode()), side.symbol))
        measure(f"book.{levels}.orjson", lambda: orjson.loads(body))


def depth(fixtures: pathlib.Path) -> None:
    """A frame of 20 levels: CCXT Pro's handler from the same bytes, NautilusTrader's book from decoded changes."""
    book = ccxt_depth.Depth(fixtures)
    show("depth", book.content(rounds=2))
    measure("depth.ccxt_pro", book.step)
    book.check()
    book.close()
    try:
        from streams import nautilus_depth
    except ImportError as error:
        # Its wheels are for some Pythons and platforms only.
        print(f"bench: no NautilusTrader: {error}", file=sys.stderr)
        return
    decoded = nautilus_depth.Depth(fixtures)
    show("depth", decoded.content(rounds=2))
    measure("depth.nautilus", decoded.step)


def order_bytes(side: stub.Side) -> None:
    """The request whose making is timed; the key in its headers is left out."""
    def show_request(url, method="GET", headers=None, body=None):
        print(method, url)
        print(body or "")
        raise stub.Fetched

    side.exchange.fetch = show_request
    side.create()


def main() -> None:
    fixtures = pathlib.Path(sys.argv[1])
    if sys.argv[2:3] == ["--order-bytes"]:
        name = sys.argv[3] if len(sys.argv) > 3 else "binance"
        return order_bytes(importlib.import_module(f"ccxt_side.{name}").Side(fixtures))
    sides = {name: importlib.import_module(f"ccxt_side.{name}").Side(fixtures) for name in VENUES}
    for side in sides.values():
        venue(side)
    ed25519 = binance.Side(fixtures, (fixtures / "ed25519-key.pem").read_text())
    binance_alone(sides["binance"], ed25519, fixtures)
    valr(fixtures)
    depth(fixtures)


if __name__ == "__main__":
    main()
