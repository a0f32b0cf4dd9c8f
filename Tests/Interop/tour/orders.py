"""Orders of every kind, placed by the peer, read by both."""

from decimal import ROUND_DOWN, Decimal

from tour import compare
from tour.compare import number


class Orders:
    #: What our cancel says of an order that rests: whether the venue's answer is the end of it already.
    our_cancel = "ended"
    #: The peer's word for an order whose time in force ended it.
    lapsed = "expired"

    def setUp(self) -> None:
        super().setUp()
        # Nothing that an earlier test left open disturbs this one.
        self._clear()
        self.market = self.peer.market(self.symbol)
        book = self.peer.fetch_order_book(self.symbol, self.book_levels[0])
        self.bid, self.ask = (number(book[side][0][0]) for side in ("bids", "asks"))
        # Ten times the least that the venue takes at this price, in whole lots.
        least = Decimal(self.market["limits"]["cost"]["min"] or 10) * 10 / self.bid
        self.amount = max(self._steps(least, "amount"), Decimal(self.market["limits"]["amount"]["min"]))

    def _steps(self, value: Decimal, kind: str) -> Decimal:
        step = Decimal(self.market["precision"][kind])
        return (value / step).quantize(Decimal(1), ROUND_DOWN) * step

    def _price(self, value: Decimal, factor: str) -> Decimal:
        return self._steps(value * Decimal(factor), "price")

    def _place(self, kind: str, side: str, price: Decimal | None = None, **params: object) -> dict:
        return self.peer.create_order(
            self.symbol, kind, side, str(self.amount), None if price is None else str(price), params
        )

    def _place_by_cost(self, cost: Decimal) -> dict:
        return self.peer.create_market_buy_order_with_cost(self.symbol, str(cost))

    def _clear(self) -> None:
        if self.peer.fetch_open_orders(self.symbol):
            self._cancel_all()

    def _cancel_all(self) -> None:
        self.peer.cancel_all_orders(self.symbol)

    def _cancel(self, order_id: str) -> str | None:
        """The status that the peer reads in the answer."""
        return self.peer.cancel_order(order_id, self.symbol)["status"]

    def _client_id(self) -> str:
        return f"interop-{self.peer.milliseconds()}"

    def _find(self, client_id: str) -> dict:
        return self.peer.fetch_order(None, self.symbol, {"clientOrderId": client_id})

    def _history(self) -> list[dict]:
        return self.peer.fetch_orders(self.symbol)

    def _read(self, order_id: str) -> dict:
        return self.peer.fetch_order(order_id, self.symbol)

    def _read_fills(self) -> list[dict]:
        return self.peer.fetch_my_trades(self.symbol)

    def _read_balances(self) -> tuple[dict, dict]:
        return self.shapes.balances(self.peer.fetch_balance()), self.ours.balances()

    def _comparable(self, order: dict, ours: dict) -> tuple[dict, dict]:
        """Both readings of one order; a venue drops here what CCXT reads otherwise, and says why."""
        return self.shapes.order(order), ours

    def _held(self, price: Decimal) -> Decimal:
        """What an open buy at this price holds of the quote asset."""
        return price * self.amount

    def _compare_order(self, order_id: str, status: str) -> dict:
        with self.simulator.frozen():
            order = self._read(order_id)
            ours = self.ours.order(self.symbol, order_id)
        self.assertEqual(order["status"], status)
        compare.equal(self, "order", *self._comparable(order, ours))
        return order

    def _compare_orders(self, what: str, theirs: list[dict], ours: dict[str, dict]) -> None:
        self.assertEqual(sorted(order["id"] for order in theirs), sorted(ours), f"{what}: other orders")
        for order in theirs:
            compare.equal(self, what, *self._comparable(order, ours[order["id"]]))

    def _compare_balances(self) -> dict:
        with self.simulator.frozen():
            theirs, ours = self._read_balances()
        # The peer lists every asset of the account, we those that are not zero.
        theirs = {asset: amounts for asset, amounts in theirs.items() if asset in ours or any(amounts.values())}
        compare.equal(self, "balances", theirs, ours)
        return theirs

    def test_balances(self):
        balances = self._compare_balances()
        for asset in (self.market["base"], self.market["quote"]):
            self.assertGreater(balances[asset]["available"], 0)

    def test_fee_rates(self):
        with self.simulator.frozen():
            theirs = self.shapes.fees(self.peer.fetch_trading_fee(self.symbol))
            ours = self.ours.fees(self.symbol)
        compare.equal(self, "fees", theirs, ours)

    def test_a_resting_limit_order_from_placing_to_cancelling(self):
        held = self._compare_balances()[self.market["quote"]]["held"]
        price = self._price(self.bid, "0.95")
        placed = self._place("limit", "buy", price)
        self.assertEqual((placed["status"], number(placed["filled"])), ("open", 0))
        self.assertEqual((number(placed["price"]), number(placed["amount"])), (price, self.amount))
        self._compare_order(placed["id"], "open")
        self.assertEqual(self._compare_balances()[self.market["quote"]]["held"], held + self._held(price))

        with self.simulator.frozen():
            theirs = self.peer.fetch_open_orders(self.symbol)
            ours = self.ours.open_orders(self.symbol)
        self.assertEqual([order["id"] for order in theirs], [placed["id"]])
        self._compare_orders("open orders", theirs, ours)

        self.assertEqual(self._cancel(placed["id"]), "canceled")
        self._compare_order(placed["id"], "canceled")
        self.assertEqual(self._compare_balances()[self.market["quote"]]["held"], held)

    def test_an_order_found_by_its_client_id(self):
        client_id = self._client_id()
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"), clientOrderId=client_id)
        found = self._find(client_id)
        self.assertEqual((found["id"], found["clientOrderId"]), (placed["id"], client_id))
        self._compare_order(placed["id"], "open")

    def test_our_order_is_the_peers_to_cancel(self):
        placed = self.ours.place_limit("buy", self.symbol, self.amount, self._price(self.bid, "0.95"))
        found = self._read(placed["venue_order_id"])
        self.assertEqual((found["status"], found["clientOrderId"]), ("open", placed["client_order_id"]))
        self._compare_order(found["id"], "open")
        self._cancel(found["id"])
        self._compare_order(found["id"], "canceled")

    def test_the_peers_order_is_ours_to_cancel(self):
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"))
        self.assertEqual(self.ours.cancel(self.symbol, placed["id"]), self.our_cancel)
        self._compare_order(placed["id"], "canceled")

    def test_a_market_order_by_base_amount(self):
        placed = self._place("market", "buy")
        self.assertEqual((placed["status"], number(placed["filled"])), ("closed", self.amount))
        self.assertEqual(sum(number(trade["amount"]) for trade in placed["trades"]), self.amount)
        self.assertEqual(sum(number(trade["cost"]) for trade in placed["trades"]), number(placed["cost"]))
        self._compare_order(placed["id"], "closed")
        self._compare_balances()

    def test_a_market_order_by_quote_amount(self):
        cost = self._price(self.amount * self.ask, "1")
        placed = self._place_by_cost(cost)
        self.assertEqual(placed["status"], "closed")
        self.assertLessEqual(number(placed["cost"]), cost)
        order = self.peer.fetch_order(placed["id"], self.symbol)
        self.assertEqual((order["status"], order["filled"]), ("closed", placed["filled"]))
        self._compare_balances()

    def test_an_immediate_or_cancel_limit_order(self):
        price = self._price(self.bid, "0.98")
        placed = self._place("limit", "sell", price, timeInForce="IOC")
        self.assertEqual(placed["status"], "closed")
        self.assertGreaterEqual(number(placed["average"]), price)
        self._compare_order(placed["id"], "closed")

    def test_an_immediate_or_cancel_order_that_finds_nobody_lapses(self):
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"), timeInForce="IOC")
        self.assertEqual((placed["status"], number(placed["filled"])), (self.lapsed, 0))
        self._compare_order(placed["id"], self.lapsed)

    def test_a_post_only_order(self):
        placed = self._place("limit", "buy", self._price(self.bid, "0.95"), postOnly=True)
        self.assertTrue(self._compare_order(placed["id"], "open")["postOnly"])

    def test_a_stop_limit_order(self):
        trigger = self._price(self.bid, "0.90")
        placed = self._place("limit", "sell", self._price(self.bid, "0.89"), stopLossPrice=str(trigger))
        self.assertEqual(number(self._compare_order(placed["id"], "open")["triggerPrice"]), trigger)

    def test_cancelling_everything(self):
        ids = [self._place("limit", "buy", self._price(self.bid, factor))["id"] for factor in ("0.95", "0.94")]
        self._cancel_all()
        self.assertEqual(self.peer.fetch_open_orders(self.symbol), [])
        for order_id in ids:
            self._compare_order(order_id, "canceled")

    def test_history(self):
        placed = self._place("market", "buy")
        with self.simulator.frozen():
            history = self._history()
            closed = [order["id"] for order in self.peer.fetch_closed_orders(self.symbol)]
            ours = self.ours.all_orders(self.symbol)
        self.assertIn(placed["id"], closed)
        self._compare_orders("history", history, ours)

    def test_own_fills(self):
        placed = self._place("market", "sell")
        with self.simulator.frozen():
            theirs = [self.shapes.fill(trade) for trade in self._read_fills()]
            ours = self.ours.fills(self.symbol)
        mine = [fill for fill in theirs if fill["order"] == placed["id"]]
        self.assertEqual(sum(fill["quantity"] for fill in mine), self.amount)
        self.assertTrue(all(fill["fees"] for fill in mine), "a fill without its fee")
        compare.equal(self, "fills", theirs, ours)
