"""CCXT Pro at the server: 50 books by one `watch_order_book_for_symbols` after the other, as its manual shows it.

    ccxt_reader.py READY

READY is the file with the server's ready line. What is counted are the frames that CCXT checked and applied, whether
its reader saw them or not: by the numbers of its books.
"""

import asyncio
import json
import pathlib
import sys
import time

import ccxt.pro

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from content import show
from streams.circle import shown

# Whole circles of 256, so that both sides end with the same book.
ROUNDS = 1024


def client(ready: dict):
    """CCXT's binance with other addresses. What its rate limiter would wait for is left out."""
    exchange = ccxt.pro.binance({"enableRateLimit": False})
    exchange.options["fetchMarkets"] = {"types": ["spot"]}
    exchange.urls["api"]["public"] = f"{ready['rest']}/api/v3"
    # CCXT knows a spot connection by `/stream` in its address.
    exchange.urls["api"]["ws"]["spot"] = f"{ready['stream']}/stream/ws"
    return exchange


async def read(exchange, symbols: list[str], seen: list[int]) -> None:
    """A reader: what it is given, it takes."""
    while True:
        book = await exchange.watch_order_book_for_symbols(symbols)
        seen[0] += book["nonce"] is not None


async def until(condition) -> None:
    while not condition():
        await asyncio.sleep(0.005)


async def main() -> None:
    ready = json.loads(pathlib.Path(sys.argv[1]).read_text())
    symbols = ready["markets"]
    exchange = client(ready)
    await exchange.load_markets()
    seen = [0]
    reader = asyncio.ensure_future(read(exchange, symbols, seen))
    books = exchange.orderbooks
    await until(lambda: len(books) == len(symbols) and all(book["nonce"] for book in books.values()))
    receiver, sender = await asyncio.open_connection("127.0.0.1", ready["control"])
    seen[0] = 0
    start = time.perf_counter()
    sender.write(f"flood {ROUNDS}\n".encode())
    before, last = map(int, (await receiver.readline()).split())
    await until(lambda: all(book["nonce"] == last for book in books.values()))
    seconds = time.perf_counter() - start
    for name, count in (("applied", (last - before) * len(symbols)), ("read", seen[0])):
        print(json.dumps({"name": f"stream.{name}.ccxt_pro", "per_second": round(count / seconds)}))
    # Not how many levels: CCXT cuts what its reader sees to a thousand.
    show("stream", shown(books[symbols[-1]]["bids"], books[symbols[-1]]["asks"])[2:])
    reader.cancel()
    sender.close()
    await exchange.close()


if __name__ == "__main__":
    asyncio.run(main())
