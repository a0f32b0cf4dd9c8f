"""VALR's tour: CCXT has no class for this venue (valr.md K.29), so `valr-python` is the only peer."""

from __future__ import annotations

import json
import urllib.request

from tour import Tour
from tour.ours import Ours
from venues.valr.official import Peer


class VALRTour(Tour):
    symbol = "BTC/ZAR"
    native = "BTCZAR"

    @classmethod
    def setUpClass(cls) -> None:
        cls.credentials = cls.simulator.credentials["trade"]
        cls.peer = Peer(cls.simulator.rest, cls.credentials)
        cls.ours = Ours(cls.simulator.binary, cls.simulator.venue, cls.simulator.rest, cls.credentials)

    def setUp(self) -> None:
        """Every test has a venue of its own.

        The venue takes thirty public calls a minute from one address (valr.md H), of which every command of ours needs
        three for the lists of markets, and public answers are half a minute old (valr.md D). The limits and the cache
        stay as they are; a fresh venue has used up nothing and kept nothing.
        """
        request = urllib.request.Request(
            f"{self.simulator.control}/reset",
            data=json.dumps({"venue": "valr"}).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=10) as reply:
            reply.read()
