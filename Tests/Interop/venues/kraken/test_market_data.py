"""The shared walk through public data."""

from tour import compare, market_data
from venues.kraken import KrakenTour, shapes


class MarketData(market_data.MarketData, KrakenTour):
    def test_markets(self):
        # The scales of the assets are a call of their own.
        with self.simulator.frozen():
            self.peer.load_markets(reload=True)
            ours = self.ours.instruments()
        theirs = {
            symbol: shapes.instrument(market, self.peer.currencies) for symbol, market in self.peer.markets.items()
        }
        self.assertIn(self.symbol, theirs)
        compare.equal(self, "instruments", theirs, ours)

    def _compare_ticker(self, what: str, theirs: dict, ours: dict) -> None:
        # The venue's ticker has no time, and neither side makes one up.
        compare.equal(self, what, theirs, ours)
