"""Where CCXT's luno reads less than we do: the fields that both sides do read."""

from __future__ import annotations

from itertools import groupby

from tour import shapes
from tour.compare import number
from tour.shapes import balances, book, candle, fees, fill, instrument, ticker, trade

__all__ = ["balances", "book", "candle", "fees", "fill", "instrument", "order", "ticker", "trade", "watched_book"]


def watched_book(structure: dict, levels: int) -> dict:
    """The stream has single orders, and CCXT shows them: those of one price are one level."""
    def side(rows: list) -> list[list]:
        prices = groupby(rows, key=lambda row: row[0])
        return [[price, sum(number(row[1]) for row in orders)] for price, orders in prices]

    return shapes.watched_book({**structure, **{each: side(structure[each]) for each in ("bids", "asks")}}, levels)


def order(order: dict) -> dict:
    """CCXT reads the first version of an order, which has no client id and no stop; of what that has it leaves out the
    type, the time in force and the time of the end, and its fee is not what was charged (docs/disagreements.md)."""
    return {
        "id": order["id"],
        "symbol": order["symbol"],
        "side": order["side"],
        "baseAmount": number(order["amount"]),
        "limitPrice": number(order["price"]),
        # The venue's own word for every end, filled or not, and CCXT has none for it.
        "ended": {"open": False, "COMPLETE": True}[order["status"]],
        "filledBase": number(order["filled"]),
        "filledQuote": number(order["cost"]),
        "createdAt": order["timestamp"],
    }


_OF_OURS = ("id", "symbol", "side", "baseAmount", "limitPrice", "filledBase", "filledQuote", "createdAt")


def order_of_ours(order: dict) -> dict:
    """Ours, with the same fields left out."""
    return {name: order[name] for name in _OF_OURS} | {"ended": order["status"] != "open"}
