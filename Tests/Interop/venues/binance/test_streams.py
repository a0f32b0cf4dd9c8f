"""The shared walk through streams, with CCXT Pro."""

import unittest

from tour import following, watching
from venues.binance import BinanceTour
from venues.binance.client import make_pro_client


class BinanceStreams(BinanceTour):
    @classmethod
    def make_pro_client(cls, credentials, trusts=True):
        simulator = cls.simulator
        return make_pro_client(simulator.rest, simulator.streams, credentials, simulator.ca if trusts else None)


class Options(BinanceStreams, watching.Watching):
    @unittest.expectedFailure
    def test_the_ticker_that_its_option_names(self):
        # binance.md I: `<s>@ticker` has the best prices, `<s>@miniTicker` has not. CCXT's option `watchTicker` says
        # `ticker`; on the way it forgets who asked, and takes the default of `watchTickers`.
        del self.pro.options["watchTickers"]
        self.assertEqual(self.pro.options["watchTicker"], {"name": "ticker"})
        self.assertIsNotNone(self.call("watch_ticker", self.symbol)["bid"])


class MarketStreams(following.TickerStream, following.CandleStream, BinanceStreams, watching.MarketStreams):
    pass


class AccountStreams(BinanceStreams, watching.AccountStreams):
    pass


class Secure(BinanceStreams, watching.Secure):
    pass
