"""CCXT Pro's watch methods: the market beside our stream commands, the account beside what our commands read then."""

from __future__ import annotations

import operator
import time
from collections.abc import Callable
from contextlib import suppress

import ccxt

from tour import Tour, compare, following
from tour.following import REST_SECONDS
from tour.ours import CommandFailed, watched_book
from tour.simulator import SEED, Simulator
from tour.streaming import Background, Follower, Lines, has_come, wait_for

#: For what is told before a request is answered.
_TELLING_SECONDS = 1
#: For reads that trail writes.
_PAUSES = (0, 0.2, 0.5, 1)
_INTERVAL = "1m"


class Watching(Tour):
    """The base of a venue's tests with CCXT Pro: one client, and its loop."""

    #: What CCXT takes as the depth of a book.
    watched_levels: int | None = None

    @classmethod
    def make_pro_client(cls, credentials: dict[str, str | None], **options: object):
        """The venue's CCXT Pro client, pointed at the simulator by documented settings only."""
        raise NotImplementedError

    @classmethod
    def setUpClass(cls) -> None:
        cls.connect()

    @classmethod
    def connect(cls) -> None:
        credentials = cls.simulator.credentials["trade"]
        cls.ours = cls.read(credentials)
        cls.background = Background()
        cls.addClassCleanup(cls.background.close)
        cls.pro = cls.make_pro_client(credentials)
        cls.addClassCleanup(lambda: cls.background.run(cls.pro.close()))
        cls.call("load_markets", params=cls.markets_params)

    @classmethod
    def call(cls, method: str, *arguments: object, **keywords: object) -> object:
        return cls.background.run(getattr(cls.pro, method)(*arguments, **keywords))

    @classmethod
    def follow(cls, shape: Callable[[object], list], method: str, *arguments: object) -> Follower:
        follower = Follower(cls.background, lambda: getattr(cls.pro, method)(*arguments), shape)
        cls.addClassCleanup(follower.stop)
        return follower


class MarketStreams(following.MarketStreams, Watching):
    @classmethod
    def follow_all(cls) -> None:
        cls.books = cls.follow(
            lambda book: [cls.shapes.watched_book(book, cls.levels)], "watch_order_book", cls.symbol,
            cls.watched_levels)
        cls.trades = cls.follow(
            lambda trades: [cls.watched_trade(each) for each in trades], "watch_trades", cls.symbol)
        if cls.has_ticker:
            cls.tickers = cls.follow(lambda ticker: [cls.watched_ticker(ticker)], "watch_ticker", cls.symbol)
        if cls.has_candles:
            cls.candles = cls.follow(
                lambda rows: [cls.shapes.candle(row) for row in rows], "watch_ohlcv", cls.symbol, _INTERVAL)

    @classmethod
    def watched_trade(cls, structure: dict) -> dict:
        return cls.shapes.trade(structure)

    @classmethod
    def watched_ticker(cls, structure: dict) -> dict:
        return cls.shapes.ticker(structure)


class AccountStreams(Watching):
    """Orders from their placing to their end as CCXT Pro tells them, beside what our commands read of them then."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.orders = cls.follow(lambda orders: [dict(each) for each in orders], "watch_orders", cls.symbol)
        cls.my_trades = cls.follow(lambda trades: [dict(each) for each in trades], "watch_my_trades", cls.symbol)
        cls.their_balances = cls.follow(lambda balances: [cls.watched_balances(balances)], "watch_balance")
        cls.market = cls.pro.market(cls.symbol)
        with cls.simulator.frozen():
            cls._walk()

    @classmethod
    def _walk(cls) -> None:
        resting = cls._place_until_told()
        cls.resting = cls._both(resting, "open")
        cls.call("cancel_order", resting, cls.symbol)
        cls.cancelled = cls._both(resting, "canceled")
        cls.taken = cls.call("create_order", cls.symbol, "market", "sell", cls.amount)["id"]
        cls.filled = cls._both(cls.taken, "closed")
        has_come(lambda: cls._their_fills(), REST_SECONDS)
        for pause in _PAUSES:
            time.sleep(pause)
            cls.our_balances = cls.our_wallet()
            if cls._agree_on_balances():
                break

    #: What is bought and sold.
    amount = "0.001"

    @classmethod
    def order_params(cls) -> dict:
        """What CCXT must be told of an order beside."""
        return {}

    @classmethod
    def _place_until_told(cls) -> str:
        """A resting order. CCXT does not say when it listens: until it tells one, another is placed."""
        book = cls.call("fetch_order_book", cls.symbol, cls.book_levels[0])
        price = cls.pro.price_to_precision(cls.symbol, book["bids"][0][0] * 0.9)
        for _ in range(10):
            placed = cls.call("create_order", cls.symbol, "limit", "buy", cls.amount, price, cls.order_params())["id"]
            if has_come(lambda: cls._state(placed) or cls.orders.has_failed(), 1):
                return placed
            cls.call("cancel_order", placed, cls.symbol)
        raise AssertionError("no order was told")

    @classmethod
    def _state(cls, order_id: str) -> dict | None:
        """What was told last of an order."""
        told = [order for order in list(cls.orders.seen) if order["id"] == order_id]
        return told[-1] if told else None

    @classmethod
    def _both(cls, order_id: str, status: str) -> tuple[dict | None, dict | None]:
        """An order as it was told and as we read it. What happened in a request is told before its answer."""
        is_told = has_come(lambda: (cls._state(order_id) or {}).get("status") == status, _TELLING_SECONDS)
        theirs, ours = cls._state(order_id), None
        # Reads trail writes at some venues.
        for pause in _PAUSES:
            time.sleep(pause)
            with suppress(CommandFailed):
                ours = cls.ours.order(cls.symbol, order_id)
            if not is_told or (ours and operator.eq(*cls.comparable(theirs, ours))):
                break
        return theirs, ours

    @classmethod
    def _their_fills(cls) -> list[dict]:
        return [trade for trade in list(cls.my_trades.seen) if trade["order"] == cls.taken]

    @classmethod
    def _agree_on_balances(cls) -> bool:
        if not cls.their_balances.seen:
            return cls.their_balances.has_failed()
        theirs, ours = cls.comparable_balances(cls.their_balances.seen[-1], cls.our_balances)
        return theirs == ours

    # A venue leaves out here what one side does not read, and says why.

    @classmethod
    def comparable(cls, structure: dict, ours: dict) -> tuple[dict, dict]:
        return cls.shapes.order(structure), ours

    @classmethod
    def comparable_fill(cls, structure: dict, ours: dict) -> tuple[dict, dict]:
        return cls.shapes.fill(structure), ours

    @classmethod
    def our_wallet(cls) -> dict[str, dict]:
        return cls.ours.balances()

    @classmethod
    def watched_balances(cls, structure: dict) -> dict[str, dict]:
        return cls.shapes.balances(structure)

    @classmethod
    def comparable_balances(cls, theirs: dict, ours: dict) -> tuple[dict, dict]:
        """Of the assets that were told."""
        return theirs, {asset: ours[asset] for asset in theirs}

    # The comparison

    def _compare(self, pair: tuple[dict | None, dict], status: str) -> None:
        self.orders.check()
        theirs, ours = pair
        self.assertIsNotNone(theirs, "nothing was told")
        self.assertEqual(theirs["status"], status)
        compare.equal(self, "order", *self.comparable(theirs, ours))

    def test_watch_orders_a_resting_one(self):
        self._compare(self.resting, "open")

    def test_watch_orders_a_cancelled_one(self):
        self._compare(self.cancelled, "canceled")

    def test_watch_orders_a_filled_one(self):
        self._compare(self.filled, "closed")

    def test_watch_my_trades(self):
        self.my_trades.check()
        theirs = {fill["id"]: fill for fill in self._their_fills()}
        ours = {fill["id"]: fill for fill in self.ours.fills(self.symbol) if fill["order"] == self.taken}
        self.assertEqual(sorted(theirs), sorted(ours))
        for fill_id, fill in theirs.items():
            compare.equal(self, "fill", *self.comparable_fill(fill, ours[fill_id]))

    def test_watch_balance(self):
        self.their_balances.check()
        self.assertTrue(self.their_balances.seen, "nothing was told")
        theirs, ours = self.comparable_balances(self.their_balances.seen[-1], self.our_balances)
        self.assertTrue({self.market["base"], self.market["quote"]} <= set(theirs))
        compare.equal(self, "balances", theirs, ours)


class Secure(Watching):
    """The book over TLS, of a simulator of its own, which may also be restarted."""

    switches: tuple[str, ...] = ()
    levels = 5

    @classmethod
    def setUpClass(cls) -> None:
        plain = cls.simulator
        cls.simulator = cls.enterClassContext(Simulator(plain.binary, plain.venue, SEED, *cls.switches, tls=True))
        super().setUpClass()

    def _client(self, trusts: bool = True):
        """Another client, so that what becomes of it does not matter to the next test."""
        client = self.make_pro_client(self.simulator.credentials["trade"], trusts=trusts)
        self.addCleanup(lambda: self.background.run(client.close()))
        client.set_markets(self.pro.markets, self.pro.currencies)
        self.background.make(client.open)
        return client

    def _follow_book(self, client) -> Follower:
        self.background.raised.clear()
        follower = Follower(
            self.background, lambda: client.watch_order_book(self.symbol, self.watched_levels),
            lambda book: [self.shapes.watched_book(book, self.levels)])
        self.addCleanup(follower.stop)
        return follower

    def _compare_at_rest(self, theirs: Follower, ours: Lines) -> None:
        # Two changes after its snapshot, which has a time of its own or none.
        wait_for("their books", lambda: len(theirs.seen) > 2 or theirs.has_failed() or self.background.raised)
        theirs.check()
        self.assertEqual(self.background.raised, [])
        with self.simulator.frozen():
            has_come(lambda: theirs.seen[-1] == watched_book(ours.of("book")[-1]), REST_SECONDS)
            compare.equal(self, "book", theirs.seen[-1], watched_book(ours.of("book")[-1]))

    def test_watch_order_book_over_tls(self):
        self.assertTrue(self.simulator.streams["public"].startswith("wss://"))
        with self.ours.watch_book(self.symbol, self.levels) as ours:
            wait_for("our books", lambda: ours.of("book"))
            self._compare_at_rest(self._follow_book(self.pro), ours)

    def test_the_book_after_a_restart(self):
        client = self._client()
        with self.ours.watch_book(self.symbol, self.levels) as ours:
            wait_for("our books", lambda: ours.of("book"))
            before = self._follow_book(client)
            wait_for("their books", lambda: before.seen or before.has_failed())
            seen = len(ours.seen)
            self.simulator.close_streams(1012, "restart")
            wait_for("the end", before.has_failed)
            # CCXT tells it to whoever waits, and connects again for whoever asks again.
            with self.assertRaises(ccxt.NetworkError):
                before.check()
            wait_for("our books", lambda: self._lives_again(ours.seen[seen:]))
            self._compare_at_rest(self._follow_book(client), ours)

    @staticmethod
    def _lives_again(lines: list[dict]) -> bool:
        """After a word about what was missed, a live book."""
        told = [line["kind"] for line in lines if line["kind"] != "book" or line["state"] == "live"]
        return told[-1:] == ["book"] and bool(set(told) & {"gap", "stale", "resynced"})

    def test_no_url_leaves_this_machine(self):
        known = (self.simulator.rest, *self.simulator.streams.values())
        pending = list(self.pro.urls["api"].values())
        while pending:
            each = pending.pop()
            if isinstance(each, dict):
                pending += each.values()
            else:
                self.assertTrue(each.startswith(known), each)

    def test_a_stranger_is_not_trusted(self):
        # Without the simulator's authority.
        stranger = self._client(trusts=False)
        with self.assertRaises(ccxt.NetworkError) as raised:
            self.background.run(stranger.watch_order_book(self.symbol, self.watched_levels))
        self.assertIn("CERTIFICATE_VERIFY_FAILED", f"{raised.exception} {raised.exception.__cause__}")
