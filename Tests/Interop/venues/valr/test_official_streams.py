"""The shared walk through streams, with valr-python, over TLS: it knows no other way.

Its addresses are attributes of its class. It was written for the interface of `websockets` that is `websockets.legacy`
since version 14, and finds it there; as it is installed, it can connect nowhere (docs/disagreements.md).
"""

from __future__ import annotations

import asyncio
import os
import types
import unittest
import warnings
from unittest import mock

from valr_python import WebSocketClient, ws_client
from valr_python.enum import AccountEvent
from websockets.exceptions import InvalidStatusCode

from tour import compare, following
from tour.simulator import SEED, Simulator
from tour.streaming import Background, Seen, wait_for
from venues.valr import VALRTour, official

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from websockets.legacy import client as legacy


class OfficialStreams(VALRTour):
    @classmethod
    def begin(cls) -> None:
        plain = cls.simulator
        cls.simulator = cls.enterClassContext(Simulator(plain.binary, plain.venue, SEED, tls=True))
        cls.credentials = cls.simulator.credentials["trade"]
        cls.ours = cls.read(cls.credentials)
        cls.peer = official.Peer(cls.simulator.rest, cls.credentials)
        # The client takes what OpenSSL trusts, and `requests` likewise; both are told by variables.
        trust = {"SSL_CERT_FILE": cls.simulator.ca, "REQUESTS_CA_BUNDLE": cls.simulator.ca}
        cls.enterClassContext(mock.patch.dict(os.environ, trust))
        cls.background = Background()
        cls.addClassCleanup(cls.background.close)

    def setUp(self) -> None:
        """The venue of these tests is new."""

    @classmethod
    def client(cls, kind: str, hooks: dict, **changes: str) -> WebSocketClient:
        # What `run` opens is said by the class.
        names = {f"_{each}_CONNECTION": f"{cls.simulator.streams['public']}/ws/{each.lower()}"
                 for each in ("TRADE", "ACCOUNT")}
        made = type("AtTheSimulator", (WebSocketClient,), names)
        credentials = {"api_key": cls.credentials["apiKey"], "api_secret": cls.credentials["apiSecret"], **changes}
        markets = {"currency_pairs": [cls.native], "trade_subscriptions": list(hooks)} if kind == "trade" else {}
        return made(ws_type=kind, hooks=hooks, **credentials, **markets)

    @classmethod
    def run_with_legacy(cls, client: WebSocketClient):
        interface = types.SimpleNamespace(connect=legacy.connect)
        cls.enterClassContext(mock.patch.object(ws_client, "websockets", interface))
        return client.run()


class MarketStreams(following.TickerStream, following.MarketStreams, OfficialStreams):
    #: A key has one owner at a time.
    roles = ("trade", "withdraw")

    @classmethod
    def connect(cls) -> None:
        cls.begin()

    @classmethod
    def follow_all(cls) -> None:
        cls.books, cls.trades, cls.tickers, cls.buckets = Seen(), Seen(), Seen(), Seen()
        symbol = cls.symbol
        hooks = {
            "AGGREGATED_ORDERBOOK_UPDATE":
                lambda message: cls.books.add(official.watched_book(symbol, message["data"], cls.levels)),
            "NEW_TRADE": lambda message: cls.trades.add(official.watched_trade(symbol, message["data"])),
            "MARKET_SUMMARY_UPDATE": lambda message: cls.tickers.add(official.ticker(symbol, message["data"])),
            "NEW_TRADE_BUCKET": lambda message: cls.buckets.add(message["data"]),
        }
        cls.background.start(cls.run_with_legacy(cls.client("trade", hooks)))


class AccountStreams(OfficialStreams):
    @classmethod
    def setUpClass(cls) -> None:
        cls.begin()
        cls.told: list[dict] = []
        hooks = {event.name: cls.told.append for event in AccountEvent}
        cls.background.start(cls.run_with_legacy(cls.client("account", hooks)))
        wait_for("the account as it is", lambda: cls._of("OPEN_ORDERS_UPDATE"))

    @classmethod
    def _of(cls, kind: str) -> list:
        return [message["data"] for message in list(cls.told) if message["type"] == kind]

    def test_the_account_at_the_beginning(self):
        balances = {row["currency"]["shortName"]: official.watched_balance(row) for row in self._of("BALANCE_UPDATE")}
        compare.equal(self, "balances", balances, self.ours.balances())

    def test_a_market_order_with_its_fill_and_balances(self):
        order_id = self.peer.post_market_order(side="SELL", pair=self.native, base_amount="0.001")["id"]

        def rows(kind: str) -> list[dict]:
            return [row for row in self._of(kind) if row["orderId"] == order_id]

        wait_for("its end", lambda: "Filled" in [row["orderStatusType"] for row in rows("ORDER_STATUS_UPDATE")])
        wait_for("its fills", lambda: rows("NEW_ACCOUNT_TRADE"))
        self.assertEqual([row["success"] for row in rows("ORDER_PROCESSED")], [True])
        ours = {fill["id"]: fill for fill in self.ours.fills(self.symbol) if fill["order"] == order_id}
        theirs = {row["id"]: official.watched_fill(self.symbol, row) for row in rows("NEW_ACCOUNT_TRADE")}
        self.assertEqual(sorted(theirs), sorted(ours))
        for fill_id, fill in theirs.items():
            compare.equal(self, "fill", fill, {name: ours[fill_id][name] for name in fill})

    def test_a_wrong_secret(self):
        # valr.md J.1: the upgrade fails.
        client = self.client("account", {}, api_secret="0" * 64)
        with self.assertRaises(InvalidStatusCode) as raised:
            self.background.run(self.run_with_legacy(client))
        self.assertEqual(raised.exception.status_code, 401)

    @unittest.expectedFailure
    def test_as_it_is_installed(self):
        # `websockets` of any version, say its requirements; `extra_headers` is no argument of it since version 14.
        self.background.run(asyncio.wait_for(self.client("account", {}).run(), 5))
