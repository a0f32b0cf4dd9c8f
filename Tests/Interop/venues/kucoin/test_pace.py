"""The venue's limits, as CCXT keeps them: every tour here runs with its limiter on."""

from __future__ import annotations

import unittest

from venues.kucoin import KuCoinTour

#: Budget and window of sheet H.1, VIP 0.
_WINDOW = 30_000
_SPOT, _PUBLIC, _MANAGEMENT = 4_000, 2_000, 2_000


class Pace(KuCoinTour):
    def _weight_in_a_window(self, group: str, path: str, weight: int) -> float:
        """What calls of one kind, sent as fast as CCXT lets them go, weigh in a window."""
        cost = self.peer.api[group]["get"][path]["cost"]
        return _WINDOW / (self.peer.rateLimit * cost) * weight

    def test_the_limiter_is_on(self):
        self.assertTrue(self.peer.enableRateLimit)

    def test_calls_of_the_pool_spot_fit_its_budget(self):
        self.assertLessEqual(self._weight_in_a_window("private", "hf/fills", 2), _SPOT)

    # Sheet H.1: the pools Public and Management have half the budget of Spot. CCXT says so in a comment ("Weight =
    # x*2"), and counts their calls by the plain weight: twice as many as the venue takes.

    @unittest.expectedFailure
    def test_public_calls_fit_their_budget(self):
        self.assertLessEqual(self._weight_in_a_window("public", "market/allTickers", 15), _PUBLIC)

    @unittest.expectedFailure
    def test_calls_of_the_pool_management_fit_its_budget(self):
        self.assertLessEqual(self._weight_in_a_window("private", "accounts", 5), _MANAGEMENT)
