"""Luno's tour: CCXT's `luno` and luno-python."""

from tour import Tour
from venues.luno import shapes
from venues.luno.client import make_client


class LunoTour(Tour):
    symbol = "BTC/ZAR"
    shapes = shapes

    @classmethod
    def make_client(cls, credentials, **options):
        return make_client(cls.simulator.rest, credentials, **options)
