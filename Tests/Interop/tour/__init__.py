"""What every test of the tour shares: the running simulator, a peer's client per key, our reader."""

from __future__ import annotations

import unittest

from ours import Ours
from peer import make_client
from simulator import Simulator


class Tour(unittest.TestCase):
    simulator: Simulator
    symbol = "BTC/USDT"
    longMessage = True

    @classmethod
    def setUpClass(cls) -> None:
        credentials = cls.simulator.credentials["trade"]
        cls.peer = make_client(cls.simulator.rest, credentials)
        cls.ours = Ours(cls.simulator.binary, cls.simulator.venue, cls.simulator.rest, credentials)
        cls.peer.load_markets()
