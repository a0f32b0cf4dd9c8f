"""NautilusTrader's compiled book: changes that are decoded already, applied by one call from Python for each frame."""

import itertools
import json
import pathlib

from nautilus_trader.model.book import OrderBook
from nautilus_trader.model.data import BookOrder, OrderBookDelta, OrderBookDeltas
from nautilus_trader.model.enums import BookAction, BookType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId
from nautilus_trader.model.objects import Price, Quantity

from .circle import Circle, shown

INSTRUMENT = InstrumentId.from_str("BTCUSDT.BINANCE")


def delta(side: OrderSide, price: str, quantity: str, number: int) -> OrderBookDelta:
    # As its Binance adapter does: an update, or a deletion for zero.
    action = BookAction.DELETE if float(quantity) == 0 else BookAction.UPDATE
    order = BookOrder(side, Price.from_str(price[:-6]), Quantity.from_str(quantity[:-3]), 0)
    return OrderBookDelta(INSTRUMENT, action, order, 0, number, 0, 0)


def deltas(bids: list, asks: list, number: int) -> OrderBookDeltas:
    rows = [(OrderSide.BUY, *row) for row in bids] + [(OrderSide.SELL, *row) for row in asks]
    return OrderBookDeltas(INSTRUMENT, [delta(side, price, quantity, number) for side, price, quantity in rows])


class Depth:
    """A book that follows the circle."""

    def __init__(self, fixtures: pathlib.Path):
        circle = Circle(fixtures)
        self.book = OrderBook(INSTRUMENT, BookType.L2_MBP)
        snapshot = circle.snapshot
        self.book.apply_deltas(deltas(snapshot["bids"], snapshot["asks"], snapshot["lastUpdateId"]))
        # The sequence of a change is not looked at by the book, so that the same objects may come again.
        events = [json.loads(frame.text(number))["data"] for number, frame in enumerate(circle.frames, circle.first)]
        self.frames = [deltas(event["b"], event["a"], event["u"]) for event in events]
        self.next = itertools.cycle(self.frames).__next__

    def step(self) -> None:
        """The next frame's changes, all in one call."""
        self.book.apply_deltas(self.next())

    def content(self, rounds: int) -> list:
        """What the book holds after whole rounds of the circle."""
        for _ in range(rounds * len(self.frames)):
            self.step()
        sides = (self.book.bids(), self.book.asks())
        return shown(*([(level.price, level.size()) for level in side] for side in sides))
