"""The shared walk through streams, with luno-python: one function, which keeps a book of single orders."""

from __future__ import annotations

import os
import ssl
from unittest import mock

from luno_python.stream_client import MarketInitialisationException, stream_market

from tour import compare, following
from tour.ours import watched_book
from tour.simulator import SEED, Simulator
from tour.streaming import Background, Seen, has_come, wait_for
from venues.luno import LunoTour, official


class OfficialStreams(LunoTour):
    native = "XBTZAR"
    levels = 20

    @classmethod
    def begin(cls) -> None:
        cls.credentials = cls.simulator.credentials["trade"]
        cls.ours = cls.read(cls.credentials)
        cls.background = Background()
        cls.addClassCleanup(cls.background.close)
        cls.books, cls.trades = Seen(), Seen()

    @classmethod
    def stream(cls, api_key_secret: str | None = None):
        """Until it is cancelled."""
        return stream_market(
            cls.native, cls.credentials["apiKey"], api_key_secret or cls.credentials["apiSecret"], cls._take,
            base_url=cls.simulator.streams["public"],
        )

    @classmethod
    def _take(cls, pair, state, update: dict | None) -> None:
        # The first call has the snapshot and no update: neither is there a time, nor can a trade's side be told.
        if update is None:
            return
        cls.books.add(official.watched_book(cls.symbol, state, cls.levels, update["timestamp"]))
        for row in update["trade_updates"] or []:
            cls.trades.add(official.watched_trade(cls.symbol, row, update["timestamp"]))


class MarketStreams(OfficialStreams, following.MarketStreams):
    @classmethod
    def connect(cls) -> None:
        cls.begin()

    @classmethod
    def follow_all(cls) -> None:
        cls.background.start(cls.stream())

    @classmethod
    def our_trade_shape(cls, shape: dict) -> dict:
        # The side is that of the maker's order, which is no part of an update (luno.md I.4).
        return {**shape, "aggressor": None}

    def test_a_secret_of_nobody(self):
        # luno.md I.6: an error frame, then the end. The client takes it for a snapshot that lacks everything.
        with self.assertRaises(MarketInitialisationException):
            self.background.run(self.stream(api_key_secret="nobody's"))


class Secure(OfficialStreams):
    @classmethod
    def setUpClass(cls) -> None:
        plain = cls.simulator
        cls.simulator = cls.enterClassContext(Simulator(plain.binary, plain.venue, SEED, tls=True))
        cls.begin()

    def test_a_stranger_is_not_trusted(self):
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.background.run(self.stream())

    def test_the_book_over_tls(self):
        # The client takes what OpenSSL trusts, and that is told by OpenSSL's own variable.
        with mock.patch.dict(os.environ, {"SSL_CERT_FILE": self.simulator.ca}):
            self.background.start(self.stream())
            wait_for("their books", lambda: self.books.seen)
        with self.ours.watch_book(self.symbol, self.levels) as ours:
            wait_for("our books", lambda: len(ours.of("book")) > 1)
            with self.simulator.frozen():
                has_come(lambda: self.books.seen[-1] == watched_book(ours.of("book")[-1]), following.REST_SECONDS)
                compare.equal(self, "book", self.books.seen[-1], watched_book(ours.of("book")[-1]))
