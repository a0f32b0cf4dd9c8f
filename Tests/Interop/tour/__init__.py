"""What the tours of all venues share: the running simulator, a peer's client per key, our reader, and the walk itself."""

from __future__ import annotations

import unittest

from tour import shapes
from tour.ours import Ours
from tour.simulator import Simulator


class Tour(unittest.TestCase):
    """The base of every test. A venue's package subclasses it once, and says there what its venue needs."""

    #: Started by main.py before the venue's tests are loaded.
    simulator: Simulator
    symbol = "BTC/USDT"
    #: The depths of a book that CCXT takes for this venue.
    book_levels = (5, 100)
    #: What CCXT's `load_markets` needs said beside.
    markets_params: dict = {}
    #: Readers of CCXT's structures; a venue where CCXT reads less, or reads otherwise, has its own.
    shapes = shapes
    #: Our reader, which leaves out what that venue's shapes leave out.
    reader = Ours
    longMessage = True

    @classmethod
    def make_client(cls, credentials: dict[str, str | None], **options: object):
        """The venue's CCXT client, pointed at the simulator by documented settings only."""
        raise NotImplementedError

    @classmethod
    def setUpClass(cls) -> None:
        credentials = cls.simulator.credentials["trade"]
        cls.peer = cls.make_client(credentials)
        cls.ours = cls.read(credentials)
        cls.peer.load_markets(params=cls.markets_params)

    @classmethod
    def read(cls, credentials: dict[str, str | None]) -> Ours:
        """Our reader of the simulated venue."""
        simulator = cls.simulator
        return cls.reader(
            simulator.binary, simulator.venue, simulator.rest, credentials, streams=simulator.streams, ca=simulator.ca
        )
