"""The shared walk through public data; this venue has no clock to ask, and CCXT shortens no book."""

import ccxt

from tour import compare, market_data, shapes
from venues.luno import LunoTour


class MarketData(market_data.MarketData, LunoTour):
    def test_order_book(self):
        # CCXT takes the best hundred levels up to that depth, and gives them all, whatever was asked for.
        for levels in (5, 100):
            with self.subTest(levels=levels):
                with self.simulator.frozen():
                    theirs = shapes.book(self.peer.fetch_order_book(self.symbol, levels))
                    ours = self.ours.book(self.symbol, levels)
                self.assertTrue(theirs["bids"] and theirs["asks"], "a side of the book is empty")
                self.assertLess(theirs["bids"][0]["price"], theirs["asks"][0]["price"], "the book is crossed")
                for side in ("bids", "asks"):
                    theirs[side] = theirs[side][:levels]
                compare.equal(self, "book", theirs, ours)

    def test_server_time(self):
        # The venue has no such endpoint (luno.md D).
        with self.assertRaises(ccxt.NotSupported):
            self.peer.fetch_time()

    def test_a_market_without_orders_has_no_best_prices(self):
        # The venue writes 0.00 for them (luno.md D); neither reader may take that for a price.
        for ticker in (shapes.ticker(self.peer.fetch_ticker("NEW/ZAR")), self.ours.ticker("NEW/ZAR")):
            for name in ("bid", "ask", "last"):
                self.assertIsNone(ticker[name], name)
