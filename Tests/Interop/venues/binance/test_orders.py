"""The shared walk through orders, all of it."""

from tour import orders
from venues.binance import BinanceTour


class Orders(orders.Orders, BinanceTour):
    pass
