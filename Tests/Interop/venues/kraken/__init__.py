"""Kraken's tour: CCXT's `kraken` and python-kraken-sdk."""

from tour import Tour
from venues.kraken import shapes
from venues.kraken.client import make_client
from venues.kraken.ours import Ours
from venues.kraken.pace import PacedSimulator


class KrakenTour(Tour):
    symbol = "BTC/USD"
    shapes = shapes
    reader = Ours

    @classmethod
    def make_client(cls, credentials, **options):
        return make_client(cls.simulator.rest, credentials, **options)

    @classmethod
    def setUpClass(cls) -> None:
        cls.simulator = PacedSimulator(Tour.simulator)
        cls.simulator.rest_a_while()
        super().setUpClass()

    def setUp(self) -> None:
        self.simulator.rest_a_while()
        super().setUp()
