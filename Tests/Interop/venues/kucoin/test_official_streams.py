"""The shared walk through streams, with the venue's own SDK: every event in its own model."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from kucoin_universal_sdk.generate.spot.order import AddOrderSyncReqBuilder, CancelOrderByOrderIdSyncReqBuilder

from tour import compare, following
from tour.ours import CommandFailed
from tour.streaming import Seen, wait_for
from venues.kucoin import KuCoinTour, sdk


class MarketStreams(following.TickerStream, following.CandleStream, KuCoinTour, following.MarketStreams):
    native = "BTC-USDT"

    @classmethod
    def connect(cls) -> None:
        credentials = cls.simulator.credentials["trade"]
        cls.ours = cls.read(credentials)
        cls.streams = sdk.make_sdk(cls.simulator.rest, credentials).ws_service().new_spot_public_ws()
        cls.streams.start()
        cls.addClassCleanup(sdk.stop_soon, cls.streams)

    @classmethod
    def follow_all(cls) -> None:
        cls.books, cls.trades, cls.tickers, cls.candles, cls.increments = Seen(), Seen(), Seen(), Seen(), Seen()
        streams, native = cls.streams, cls.native
        streams.orderbook_level50(
            [native], lambda topic, subject, event: cls.books.add(sdk.watched_book(event, native, cls.levels)))
        streams.trade([native], lambda topic, subject, event: cls.trades.add(sdk.watched_trade(event)))
        streams.ticker([native], lambda topic, subject, event: cls.tickers.add(sdk.watched_ticker(event, native)))
        streams.klines(native, "1min", lambda topic, subject, event: cls.candles.add(sdk.candle(event.candles)))
        streams.orderbook_increment([native], lambda topic, subject, event: cls.increments.add(event))

    @classmethod
    def our_book_shape(cls, shape: dict) -> dict:
        # The whole views of the book have a time and no number (sheet I.4).
        return {**shape, "sequence": None, "time": None}

    def test_increments(self):
        # One follows the other (sheet I.5).
        events = self.increments.seen
        self.assertGreater(len(events), following.ENOUGH)
        for before, after in zip(events, events[1:]):
            self.assertEqual(after.sequence_start, before.sequence_end + 1)
            self.assertTrue(after.changes.asks or after.changes.bids)


class AccountStreams(sdk.Official):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.events, cls.wallets = [], []
        service = sdk.make_sdk(cls.simulator.rest, cls.simulator.credentials["trade"]).ws_service()
        streams = service.new_spot_private_ws()
        streams.start()
        cls.addClassCleanup(sdk.stop_soon, streams)
        # Each returns when the venue has acknowledged.
        streams.order_v2(lambda topic, subject, event: cls.events.append(event))
        streams.account(lambda topic, subject, event: cls.wallets.append(event))

    def _told(self, order_id: str, *kinds: str) -> list:
        """The events of an order, in their order."""
        def events() -> list:
            return [event for event in list(self.events) if event.order_id == order_id]

        wait_for(f"{order_id} {kinds}", lambda: [event.type.value for event in events()] == list(kinds))
        return events()

    def _place(self, kind: str, side: str, **fields: str) -> str:
        request = AddOrderSyncReqBuilder().set_symbol(self.market).set_type(kind).set_side(side).set_size("0.001")
        request.set_client_oid(f"stream-{len(self.events)}-{kind}")
        for name, value in fields.items():
            getattr(request, f"set_{name}")(value)
        with self.simulator.frozen():
            return self.orders.add_order_sync(request.build()).order_id

    def _compare(self, event, order_id: str) -> None:
        shape = sdk.watched_order(event)
        ours = sdk.our_order(self._visible(order_id, shape["isOpen"]))
        compare.equal(self, "order", shape, {name: ours[name] for name in shape})

    def _visible(self, order_id: str, is_open: bool) -> dict:
        """As soon as the venue's reads show it (sheet E.7)."""
        read: list[dict] = []

        def is_shown() -> bool:
            with suppress(CommandFailed):
                read.append(self.ours.order(self.symbol, order_id))
            return bool(read) and (read[-1]["status"] == "open") == is_open

        wait_for(f"{order_id} in reads", is_shown)
        return read[-1]

    def test_a_resting_order_and_its_cancel(self):
        order_id = self._place("limit", "buy", price="20000")
        self._compare(self._told(order_id, "received", "open")[-1], order_id)
        self.orders.cancel_order_by_order_id_sync(
            CancelOrderByOrderIdSyncReqBuilder().set_symbol(self.market).set_order_id(order_id).build())
        self._compare(self._told(order_id, "received", "open", "canceled")[-1], order_id)

    def test_a_market_order_with_its_fill_and_balances(self):
        order_id = self._place("market", "sell")
        *_, match, done = self._told(order_id, "received", "match", "filled")
        self._compare(done, order_id)
        (fill,) = [fill for fill in self.ours.fills(self.symbol) if fill["order"] == order_id]
        theirs = sdk.watched_fill(match)
        compare.equal(self, "fill", theirs, {name: fill[name] for name in theirs})
        wallets = {event.currency: event for event in self.wallets}
        ours = self.ours.balances("trade")
        for asset in ("BTC", "USDT"):
            event = wallets[asset]
            theirs = {name: Decimal(getattr(event, word)) for name, word in sdk.WALLET.items()}
            compare.equal(self, asset, theirs, ours[asset])
