"""Binance's tour: CCXT's `binance` and the venue's own SDK."""

from tour import Tour
from venues.binance.client import make_client


class BinanceTour(Tour):
    @classmethod
    def make_client(cls, credentials, **options):
        return make_client(cls.simulator.rest, credentials, **options)
