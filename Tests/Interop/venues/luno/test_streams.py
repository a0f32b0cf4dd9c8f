"""The shared walk through streams, with CCXT Pro: it has the book and the trades of this venue, and nothing else."""

import unittest

from tour import watching
from tour.compare import number
from venues.luno import LunoTour
from venues.luno.client import make_pro_client


class LunoStreams(LunoTour):
    @classmethod
    def make_pro_client(cls, credentials, trusts=True):
        simulator = cls.simulator
        return make_pro_client(simulator.rest, simulator.streams, credentials, simulator.ca if trusts else None)


class MarketStreams(LunoStreams, watching.MarketStreams):
    @unittest.expectedFailure
    def test_a_trade_in_full(self):
        # luno.md I.2, I.4: number, time, and the taker's side by the maker's. CCXT reads `base` and `counter` only.
        trade = self.whole_trades.seen[-1]
        self.assertEqual([name for name in ("id", "timestamp", "side", "price") if trade[name] is None], [])

    # CCXT reads neither number, time and taker of a trade nor its price (docs/disagreements.md): the amounts remain.
    @classmethod
    def watched_trade(cls, structure):
        return {"quantity": number(structure["amount"]), "cost": number(structure["cost"])}

    @classmethod
    def follow_all(cls):
        super().follow_all()
        cls.whole_trades = cls.follow(lambda trades: [dict(trade) for trade in trades], "watch_trades", cls.symbol)

    @classmethod
    def our_trade_shape(cls, shape):
        return {"quantity": shape["quantity"], "cost": shape["price"] * shape["quantity"]}


class Secure(LunoStreams, watching.Secure):
    @unittest.expectedFailure
    def test_the_book_after_a_restart(self):
        # luno.md I.3: reconnect, rebuild from the new snapshot. CCXT empties the book and keeps the index of its orders:
        # the new snapshot raises IndexError, here and on every later connection.
        super().test_the_book_after_a_restart()
