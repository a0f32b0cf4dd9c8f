"""CCXT Pro's handler: the text of a frame to the changed book, as its client does it for every message that arrives,
without socket and event loop."""

import asyncio
import pathlib

import ccxt.pro

from .circle import Circle, shown

SYMBOL = "BTC/USDT"
MARKET = {
    "id": "BTCUSDT", "lowercaseId": "btcusdt", "symbol": SYMBOL, "base": "BTC", "quote": "USDT", "baseId": "BTC",
    "quoteId": "USDT", "type": "spot", "spot": True, "active": True, "precision": {"amount": 1e-5, "price": 0.01},
    "limits": {},
}


class Depth:
    """A book that follows the circle."""

    def __init__(self, fixtures: pathlib.Path):
        self.circle = Circle(fixtures)
        self.number = self.circle.first
        self.frames = iter(())
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.prepare())

    async def prepare(self) -> None:
        """The client as it is once its snapshot has been read."""
        self.exchange = ccxt.pro.binance()
        self.exchange.set_markets([self.exchange.safe_market_structure(MARKET)])
        self.client = self.exchange.client("ws://127.0.0.1/stream/ws/0")
        book = self.exchange.order_book({}, 1000)
        book.reset(self.exchange.parse_order_book(self.circle.snapshot, SYMBOL, None, "bids", "asks") | {
            "nonce": self.circle.snapshot["lastUpdateId"]})
        self.exchange.orderbooks[SYMBOL] = book
        self.book = book

    def step(self) -> None:
        """The next frame, from text to book; writing its number takes a hundredth of the time."""
        frames = self.circle.frames
        text = frames[(self.number - self.circle.first) % len(frames)].text(self.number)
        self.client.handle_text_or_binary_message(text)
        self.number += 1

    def content(self, rounds: int) -> list:
        """What the book holds after whole rounds of the circle."""
        for _ in range(rounds * len(self.circle.frames)):
            self.step()
        self.check()
        return shown(self.book["bids"], self.book["asks"])

    def check(self) -> None:
        assert self.book["nonce"] == self.number - 1, "CCXT did not take every frame"

    def close(self) -> None:
        self.loop.run_until_complete(self.exchange.close())
        self.loop.close()
