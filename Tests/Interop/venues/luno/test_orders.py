"""The shared walk through orders, in this venue's own words.

The answer to a placement is an id and nothing else (luno.md E.3), so the peer reads each order back. CCXT hands its
unified parameters on as they are, and the venue knows none of those names: the walk says them in the venue's words, and
test_disagreements.py shows what becomes of the unified ones.
"""

from __future__ import annotations

import uuid
from decimal import Decimal

from tour import compare, orders
from tour.compare import number
from venues.luno import LunoTour, shapes

_VENUE_NAMES = {"clientOrderId": "client_order_id", "timeInForce": "time_in_force", "postOnly": "post_only"}


class Orders(orders.Orders, LunoTour):
    # A cancel is acknowledged before it is final (luno.md E.6).
    our_cancel = "requested"

    def setUp(self) -> None:
        super().setUp()
        # The least that the venue takes is a volume, not a cost.
        self.amount = Decimal(self.market["limits"]["amount"]["min"]) * 10

    def _place(self, kind: str, side: str, price: Decimal | None = None, **params: object) -> dict:
        params = {_VENUE_NAMES.get(name, name): value for name, value in params.items()}
        return self.peer.fetch_order(super()._place(kind, side, price, **params)["id"])

    def _place_by_cost(self, cost: Decimal) -> dict:
        # CCXT has no createMarketBuyOrderWithCost here: what it calls amount is the cost (luno.md E.4).
        return self.peer.fetch_order(self.peer.create_order(self.symbol, "market", "buy", str(cost))["id"])

    def _client_id(self) -> str:
        # Ours asks for ids of its own form only.
        return uuid.uuid4().hex

    def _clear(self) -> None:
        self._cancel_all()

    def _cancel_all(self) -> None:
        # Neither the venue nor CCXT cancels all, and CCXT's list lacks the stops that wait (luno.md E.6, K2).
        for order_id in self.ours.open_orders(self.symbol):
            self._cancel(order_id)

    def _cancel(self, order_id: str) -> str:
        # The answer has no status.
        answer = self.peer.cancel_order(order_id, self.symbol)
        self.assertEqual((answer["status"], answer["info"]), (None, {"success": True}))
        return "canceled"

    def _comparable(self, order: dict, ours: dict) -> tuple[dict, dict]:
        return shapes.order(order), shapes.order_of_ours(ours)

    def _compare_order(self, order_id: str, status: str) -> dict:
        # How an order ended is what we find out; CCXT hands on the venue's COMPLETE (luno.md E.9).
        with self.simulator.frozen():
            order = self.peer.fetch_order(order_id)
            ours = self.ours.order(self.symbol, order_id)
        self.assertEqual(ours["status"], status)
        compare.equal(self, "order", *self._comparable(order, ours))
        return order

    def test_an_order_found_by_its_client_id(self):
        # The peer can send a client id, and reads it only in the fills.
        client_id = self._client_id()
        placed = self._place("market", "sell", clientOrderId=client_id)
        self.assertEqual(self.ours.order(self.symbol, client_id, by_client_id=True)["id"], placed["id"])
        fills = [fill for fill in self._read_fills() if fill["order"] == placed["id"]]
        self.assertEqual({fill["info"]["client_order_id"] for fill in fills}, {client_id})

    def test_our_order_is_the_peers_to_cancel(self):
        placed = self.ours.place_limit("buy", self.symbol, self.amount, self._price(self.bid, "0.95"))
        self._compare_order(placed["venue_order_id"], "open")
        self._cancel(placed["venue_order_id"])
        self._compare_order(placed["venue_order_id"], "canceled")

    def test_a_market_order_by_base_amount(self):
        # The venue sells by base amount and buys by quote amount (luno.md E.4).
        placed = self._place("market", "sell")
        self.assertEqual(number(placed["filled"]), self.amount)
        fills = [fill for fill in self._read_fills() if fill["order"] == placed["id"]]
        self.assertEqual(sum(number(fill["cost"]) for fill in fills), number(placed["cost"]))
        self._compare_order(placed["id"], "closed")
        self._compare_balances()

    def test_a_market_order_by_quote_amount(self):
        cost = self._price(self.amount * self.ask, "1")
        placed = self._place_by_cost(cost)
        self.assertTrue(0 < number(placed["cost"]) <= cost, placed)
        self._compare_order(placed["id"], "closed")
        self._compare_balances()

    def test_an_immediate_or_cancel_limit_order(self):
        price = self._price(self.bid, "0.98")
        placed = self._place("limit", "sell", price, timeInForce="IOC")
        self.assertGreaterEqual(number(placed["average"]), price)
        self._compare_order(placed["id"], "closed")

    def test_an_immediate_or_cancel_order_that_finds_nobody_lapses(self):
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"), timeInForce="IOC")
        self.assertEqual(number(placed["filled"]), 0)
        self._compare_order(placed["id"], "expired")

    def test_a_post_only_order(self):
        # No read says whether an order is post-only (luno.md E.9); test_errors.py has the one that would take.
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"), postOnly=True)
        self._compare_order(placed["id"], "open")

    def test_a_stop_limit_order(self):
        trigger = self._price(self.bid, "0.90")
        placed = self._place(
            "limit", "sell", self._price(self.bid, "0.89"), stop_price=str(trigger), stop_direction="BELOW"
        )
        self._compare_order(placed["id"], "open")
        self.assertEqual(self.ours.order(self.symbol, placed["id"])["triggerPrice"], trigger)
        self._cancel(placed["id"])
        self._compare_order(placed["id"], "canceled")

    def test_history(self):
        placed = self._place("market", "sell")
        with self.simulator.frozen():
            history = self._history()
            closed = [order["id"] for order in self.peer.fetch_closed_orders(self.symbol)]
            ours = self.ours.all_orders(self.symbol)
        self.assertIn(placed["id"], closed)
        self._compare_orders("history", history, ours)
