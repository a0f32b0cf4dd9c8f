"""Where the sheet leaves a choice: the peers against the venue's other settings, each a simulator of its own."""

from __future__ import annotations

import unittest

import ccxt
from kucoin_universal_sdk.generate.account.account import GetSpotAccountListReq

from tour import compare, shapes
from tour.ours import Ours
from tour.simulator import Simulator
from venues.kucoin import KuCoinTour, sdk
from venues.kucoin.client import Refusal, make_client, refusal_of
from venues.kucoin.visibility import once_visible


class OlderAccount(KuCoinTour):
    """Its trading wallet is called `trade_hf` (sheet E.1)."""

    @classmethod
    def setUpClass(cls) -> None:
        here = KuCoinTour.simulator
        cls.simulator = cls.enterClassContext(Simulator(here.binary, here.venue, 7, "tradeHF=yes"))
        cls.credentials = cls.simulator.credentials["trade"]
        service = sdk.make_sdk(cls.simulator.rest, cls.credentials).rest_service()
        answer = service.get_account_service().get_account_api().get_spot_account_list(GetSpotAccountListReq())
        cls.decoded, cls.answered = answer.data, answer.common_response.data

    def test_ccxt_needs_no_option(self):
        # It asks for the kind of account, and takes the current calls.
        client = self.make_client(self.credentials, hf=None)
        client.load_markets(params=self.markets_params)
        self.assertTrue(client.options["hf"])
        placed = client.create_order(self.symbol, "limit", "buy", "0.001", "60000")
        order = once_visible(lambda: client.fetch_order(placed["id"], self.symbol))
        self.assertEqual(order["status"], "open")
        ours = Ours(self.simulator.binary, self.simulator.venue, self.simulator.rest, self.credentials)
        with self.simulator.frozen():
            theirs, our_balances = shapes.balances(client.fetch_balance()), ours.balances("trade_hf")
        self.assertGreater(theirs["USDT"]["held"], 0)
        compare.equal(self, "balances", theirs, our_balances)

    def test_the_venue_shows_the_sdk_the_wallet(self):
        self.assertEqual({row["type"] for row in self.answered}, {"main", "trade_hf"})

    @unittest.expectedFailure
    def test_the_sdk_shows_the_wallet(self):
        # Sheet E.1: "older HF accounts also `trade_hf`". The SDK's model has no such word, and its transport swallows
        # the model's error: for an account with money it answers nothing at all.
        self.assertIsNotNone(self.decoded)


class OtherSettings(KuCoinTour):
    def _client(self, *switches: str) -> ccxt.kucoin:
        here = self.simulator
        simulator = self.enterContext(Simulator(here.binary, here.venue, 7, *switches))
        client = make_client(simulator.rest, simulator.credentials["trade"])
        client.set_markets(self.peer.markets)
        return client

    def _expect(self, refusal: Refusal, kind: type, code: str, status: int) -> None:
        self.assertEqual((refusal.code, refusal.status), (code, status), refusal.message)
        self.assertIs(refusal.raised, kind, refusal.message)

    def test_more_than_the_budget(self):
        # Sheet H: each call of the key's description weighs 20 of the pool Management.
        client = self._client("managementBudget=30")
        self.assertEqual(client.privateGetUserApiKey()["data"]["permission"], "General,Spot")
        self._expect(refusal_of(client, client.privateGetUserApiKey), ccxt.RateLimitExceeded, "429000", 429)

    def test_an_overloaded_venue(self):
        # Sheet H.3: the same code with budget left.
        client = self._client("systemOverload=on")
        self._expect(refusal_of(client, client.fetch_time), ccxt.RateLimitExceeded, "429000", 429)

    def test_a_venue_that_takes_cancels_only(self):
        # Sheet D, G.2. CCXT has no class for the code.
        client = self._client("venueStatus=cancelonly")
        self.assertEqual(client.fetch_status()["status"], "maintenance")
        refusal = refusal_of(client, client.create_order, self.symbol, "limit", "buy", "0.001", "60000")
        self._expect(refusal, ccxt.ExchangeError, "200001", 200)

    def test_an_answer_that_tells_nothing(self):
        # Sheet G.1, G.4: the order may exist. CCXT's class says so for one of the two forms only.
        for body, kind, status in (("500000", ccxt.ExchangeNotAvailable, 500), ("408000", ccxt.BadRequest, 200)):
            with self.subTest(code=body):
                client = self._client("orderTimeout=placed", f"timeoutBody={body}")
                refusal = refusal_of(client, client.create_order, self.symbol, "limit", "buy", "0.001", "60000")
                self._expect(refusal, kind, body, status)
                (order,) = once_visible(
                    lambda: client.fetch_open_orders(self.symbol), lambda orders: len(orders) == 1
                )
                self.assertEqual(order["price"], "60000")
