"""A peer's market streams beside our stream commands: everything that both read is equal.

The market is followed on both sides while it moves; then it is frozen, both come to rest, and what they have then is
compared, with everything that they had at one and the same moment before.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tour import Tour, compare
from tour.ours import candle, ticker, trade, watched_book
from tour.streaming import Lines, Seen, has_come, wait_for

#: How much of each kind is seen before the market is frozen.
ENOUGH = 3
#: For both sides to come to rest; then they are compared as they are.
REST_SECONDS = 5


class MarketStreams(Tour):
    """The market's streams, all at once.

    A peer's class makes its client and our reader in `connect`, and fills `books` and `trades`, in the shapes of
    tour/shapes.py, and `tickers` and `candles` where it has them.
    """

    levels = 20
    has_ticker = False
    has_candles = False
    #: Whose keys our three commands have; where a key has one owner at a time, each has its own.
    roles = ("trade", "trade", "trade")

    books: Seen
    trades: Seen
    tickers: Seen
    candles: Seen

    @classmethod
    def follow_all(cls) -> None:
        """Starts the peer."""
        raise NotImplementedError

    @classmethod
    def setUpClass(cls) -> None:
        cls.connect()
        cls._follow_ours()
        cls.follow_all()
        cls._see_enough()
        with cls.simulator.frozen():
            cls._rest()
            # What is told from here on has no counterpart.
            for each in [*cls._ours, *cls._peers()]:
                each.stop()

    @classmethod
    def _follow_ours(cls) -> None:
        readers = [cls.read(cls.simulator.credentials[role]) for role in cls.roles]
        cls.our_book = readers[0].watch_book(cls.symbol, cls.levels)
        cls.our_news = readers[1].watch(cls.symbol)
        cls._ours: list[Lines] = [cls.our_book, cls.our_news]
        if cls.has_candles:
            cls.recording = str(Path(cls.enterClassContext(tempfile.TemporaryDirectory())) / "candles.bourse")
            cls._ours.append(readers[2].record(cls.symbol, cls.recording, "candles"))
        for each in cls._ours:
            cls.addClassCleanup(each.stop)

    @classmethod
    def _see_enough(cls) -> None:
        def is_enough() -> bool:
            if any(each.has_failed() for each in [*cls._ours, *cls._peers()]):
                return True
            counts = (cls.books.seen, cls.our_book.of("book"), cls.trades.seen, cls.our_news.of("trade"))
            return (
                all(len(count) > ENOUGH for count in counts)
                and (not cls.has_ticker or bool(cls._common_tickers()))
                # One venue tells one every two seconds.
                and (not cls.has_candles or len(cls.candles.seen) > 1)
            )

        wait_for("enough of every kind", is_enough)
        for each in [*cls._ours, *cls._peers()]:
            each.check()

    @classmethod
    def _peers(cls) -> list[Seen]:
        tickers = [cls.tickers] if cls.has_ticker else []
        candles = [cls.candles] if cls.has_candles else []
        return [cls.books, cls.trades, *tickers, *candles]

    @classmethod
    def _rest(cls) -> None:
        """Both have told the last that there is; if they do not agree, the tests say in what."""
        has_come(lambda: cls.books.seen[-1] == cls._our_books()[-1], REST_SECONDS)
        has_come(lambda: cls.trades.seen[-1] == cls._our_trades()[-1], REST_SECONDS)

    # What we have seen

    @classmethod
    def _our_books(cls) -> list[dict]:
        return [cls.our_book_shape(watched_book(line)) for line in cls.our_book.of("book") if line["state"] == "live"]

    @classmethod
    def _our_trades(cls) -> list[dict]:
        return [cls.our_trade_shape(trade(line["trade"])) for line in cls.our_news.of("trade")]

    @classmethod
    def _common_tickers(cls) -> list[tuple[dict, dict]]:
        """Tickers of one and the same moment."""
        lines = cls.our_news.of("ticker")
        ours = {each["time"]: each for each in (cls.our_ticker_shape(ticker(line["ticker"])) for line in lines)}
        return [(each, ours[each["time"]]) for each in list(cls.tickers.seen) if each["time"] in ours]

    # A venue leaves out here what its peer does not read, and says why.

    @classmethod
    def our_book_shape(cls, shape: dict) -> dict:
        return shape

    @classmethod
    def our_trade_shape(cls, shape: dict) -> dict:
        return shape

    @classmethod
    def our_ticker_shape(cls, shape: dict) -> dict:
        return shape

    # The comparison

    def test_order_book(self):
        theirs, ours = self.books.seen[-1], self._our_books()[-1]
        self.assertTrue(theirs["bids"] and theirs["asks"], "a side of the book is empty")
        self.assertLess(theirs["bids"][0]["price"], theirs["asks"][0]["price"], "the book is crossed")
        compare.equal(self, "book", theirs, ours)
        before = {book["sequence"]: book for book in self._our_books() if book["sequence"] is not None}
        for theirs in self.books.seen:
            if theirs["sequence"] in before:
                # One may have come there by a snapshot, which has a time of its own or none.
                pair = ({**book, "time": None} for book in (theirs, before[theirs["sequence"]]))
                compare.equal(self, f"book {theirs['sequence']}", *pair)

    def test_trades(self):
        theirs, ours = self.trades.seen, self._our_trades()
        # One began before the other; from there on nothing is missing on either side.
        count = min(len(theirs), len(ours))
        self.assertGreaterEqual(count, ENOUGH)
        compare.equal(self, "trades", theirs[-count:], ours[-count:])


class TickerStream:
    """For a peer that has tickers."""

    has_ticker = True

    def test_ticker(self):
        pairs = self._common_tickers()
        self.assertTrue(pairs, "no ticker of one moment")
        for theirs, ours in pairs:
            compare.equal(self, "ticker", theirs, ours)


class CandleStream:
    """For a peer that has candles. Ours are recorded and told again: no other command shows them."""

    has_candles = True

    def test_candles(self):
        ours = [candle(line["candle"]) for line in self.ours.replay(self.recording) if line["kind"] == "candle"]
        # How much was traded since it began tells the moment of a candle.
        moments = {(each["openTime"], each["baseVolume"]): each for each in ours}
        pairs = [
            (each, moments[moment])
            for each in self.candles.seen
            if (moment := (each["openTime"], each["baseVolume"])) in moments
        ]
        self.assertTrue(pairs, "no candle of one moment")
        for theirs, ours in pairs:
            compare.equal(self, "candle", theirs, ours)
