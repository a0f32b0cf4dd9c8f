"""The shared walk through orders, with the patience that this venue asks for."""

import unittest
from decimal import Decimal

from tour import orders, shapes
from tour.compare import number
from venues.kucoin import KuCoinTour
from venues.kucoin.visibility import once_visible


class Orders(orders.Orders, KuCoinTour):
    def _place(self, kind: str, side: str, price: Decimal | None = None, **params: object) -> dict:
        # The answer has the id only, and the order is not visible at once (sheet E.7).
        return self._shown(super()._place(kind, side, price, **params)["id"])

    def _place_by_cost(self, cost: Decimal) -> dict:
        return self._shown(super()._place_by_cost(cost)["id"])

    def _shown(self, order_id: str) -> dict:
        order = self._read(order_id)
        if order["type"] == "market":
            # No answer about orders lists its fills.
            order["trades"] = self.peer.fetch_order_trades(order_id, self.symbol, params={"orderId": order_id})
        return order

    def _read(self, order_id: str, done=lambda order: True) -> dict:
        # Stop orders have calls of their own (sheet E.4).
        params = {"trigger": True} if order_id.startswith("vs") else {}
        return once_visible(lambda: self.peer.fetch_order(order_id, self.symbol, params), done)

    def _ended(self, order_id: str) -> dict:
        # A cancel is a request; the end shows a moment later (sheet E.2).
        return self._read(order_id, lambda order: order["status"] != "open")

    def _cancel(self, order_id: str) -> str | None:
        self.assertEqual(self.peer.cancel_order(order_id, self.symbol)["id"], order_id)
        return self._ended(order_id)["status"]

    def _clear(self) -> None:
        super()._clear()
        self.peer.cancel_all_orders(self.symbol, {"trigger": True})

    def _cancel_all(self) -> None:
        ids = [order["id"] for order in self.peer.fetch_open_orders(self.symbol)]
        super()._cancel_all()
        for order_id in ids:
            self._ended(order_id)

    def _history(self) -> list[dict]:
        # CCXT has no `fetchOrders` here, and its `limit` is of other calls (below).
        closed = self.peer.fetch_closed_orders(self.symbol, params={"limit": 100})
        return closed + self.peer.fetch_open_orders(self.symbol)

    def _read_fills(self) -> list[dict]:
        return self.peer.fetch_my_trades(self.symbol, limit=100)

    def _read_balances(self) -> tuple[dict, dict]:
        # With `hf` CCXT looks for a wallet `trade_hf`, which only older accounts have (sheet E.1).
        return shapes.balances(self.peer.fetch_balance({"hf": False})), self.ours.balances("trade")

    def _held(self, price: Decimal) -> Decimal:
        # The taker fee is held on top (sheet C.4).
        return super()._held(price) * (1 + Decimal(self.peer.fetch_trading_fee(self.symbol)["taker"]))

    def _comparable(self, order: dict, ours: dict) -> tuple[dict, dict]:
        theirs, ours = super()._comparable(order, dict(ours))
        row = order["info"]
        # CCXT reads no time of the last change.
        drop = {"updatedAt"}
        if row.get("cancelExist"):
            # CCXT's only word for an order with a cancel record, however it ended.
            self.assertEqual(theirs["status"], "canceled")
            drop.add("status")
        if row["type"] == "market" and number(row["size"]) == 0:
            # Placed by `funds`: the size is "0", and CCXT makes no amount of it.
            self.assertIsNone(theirs["baseAmount"])
            drop.add("baseAmount")
        if theirs["timeInForce"] == "GTT":
            # The venue's word, which CCXT unifies in other answers of this venue, not in orders.
            theirs["timeInForce"] = "GTD"
        if "stopPrice" in row:
            # A stop order's row states no sums; ours says zero, which they are before the trigger.
            self.assertEqual((theirs["filledBase"], theirs["filledQuote"]), (None, None))
            drop |= {"filledBase", "filledQuote"}
        for key in drop:
            del theirs[key], ours[key]
        return theirs, ours

    def test_a_market_order_by_quote_amount(self):
        cost = self._price(self.amount * self.ask, "1")
        placed = self._place_by_cost(cost)
        self.assertLessEqual(number(placed["cost"]), cost)
        # The cost less dust below "about two lots", which the venue gives back (sheet E.5, K1). Ours calls that filled.
        self.assertGreater(number(placed["cost"]), cost - 2 * self.ask * Decimal(self.market["precision"]["amount"]))
        self.assertEqual(self.ours.order(self.symbol, placed["id"])["status"], "closed")
        self._compare_order(placed["id"], placed["status"])
        self._compare_balances()

    @unittest.expectedFailure
    def test_a_market_order_by_quote_amount_that_bought_all_it_could_is_closed(self):
        # Sheet E.5, K1: "not active, cancelExist true, type market placed by funds, dealSize > 0: filled (only dust was
        # returned)". CCXT takes the cancel record of the dust for the order's end.
        placed = self._place_by_cost(self._price(self.amount * self.ask, "1"))
        self.assertGreater(number(placed["filled"]), 0)
        self.assertEqual(placed["status"], "closed")

    @unittest.expectedFailure
    def test_as_many_closed_orders_as_are_asked_for(self):
        # Sheet E.2: the parameter of `/hf/orders/done` is `limit`, 20 when it is missing. CCXT sends `pageSize`.
        self.peer.fetch_closed_orders(self.symbol, limit=100)
        self.assertIn("limit=100", self.peer.last_request_url)

    def test_an_immediate_or_cancel_order_that_finds_nobody_lapses(self):
        # CCXT has no other word for it than canceled.
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"), timeInForce="IOC")
        self.assertEqual((placed["status"], number(placed["filled"])), ("canceled", 0))
        self._compare_order(placed["id"], "canceled")
        self.assertEqual(self.ours.order(self.symbol, placed["id"])["status"], "expired")
