"""The shared walk through orders."""

from decimal import Decimal
from uuid import uuid4

from tour import orders
from venues.kraken import KrakenTour

_PAGE = 50


class Orders(orders.Orders, KrakenTour):
    # The answer to a cancel proves the request, not what had filled before (kraken.md E.8).
    our_cancel = "requested"
    # The venue has `expired` for dates only; what was immediate is `canceled`, with a reason (kraken.md E.12).
    lapsed = "canceled"

    def setUp(self) -> None:
        super().setUp()
        # Price × quantity fits the four decimals of dollars, to which the venue cuts what it holds (kraken.md K.12).
        self.amount = Decimal("0.001")

    def _place(self, kind: str, side: str, price: Decimal | None = None, **params: object) -> dict:
        return self._placed(super()._place(kind, side, price, **params)["id"])

    def _place_by_cost(self, cost: Decimal) -> dict:
        return self._placed(super()._place_by_cost(cost)["id"])

    def _placed(self, order_id: str) -> dict:
        """AddOrder answers with ids only (kraken.md E.3), an order with the ids of its trades: both are asked for."""
        order = self._read(order_id)
        if order["trades"]:
            order["trades"] = self.peer.fetch_order_trades(order_id, self.symbol, params={"trades": order["trades"]})
        return order

    def _cancel(self, order_id: str) -> str | None:
        # CancelOrder answers with a count.
        super()._cancel(order_id)
        return self._read(order_id)["status"]

    def _client_id(self) -> str:
        # Free text is short and in lower case only (kraken.md E.4).
        return uuid4().hex

    def _find(self, client_id: str) -> dict:
        # QueryOrders takes no client id; OpenOrders does (kraken.md E.10).
        (found,) = self.peer.fetch_open_orders(self.symbol, params={"clientOrderId": client_id})
        return found

    def _history(self) -> list[dict]:
        # The venue has open and closed orders apart.
        return self.peer.fetch_open_orders(self.symbol) + self._pages(self.peer.fetch_closed_orders)

    def _read_fills(self) -> list[dict]:
        fills = self._pages(self.peer.fetch_my_trades)
        for trade in fills:
            # The venue cuts a trade's cost short, CCXT takes it, ours is price times quantity (docs/disagreements.md).
            exact = Decimal(trade["info"]["price"]) * Decimal(trade["info"]["vol"])
            self.assertLess(abs(exact - Decimal(trade["info"]["cost"])), Decimal("0.0001"))
            trade["cost"] = str(exact)
        return sorted(fills, key=lambda trade: (trade["timestamp"], trade["info"]["trade_id"]))

    def _pages(self, fetch) -> list[dict]:
        """CCXT reads one page; fifty rows are one (kraken.md E.10, E.11)."""
        found: list[dict] = []
        while len(page := fetch(self.symbol, params={"ofs": len(found)})) == _PAGE:
            found += page
            self.simulator.rest_a_while()
        return found + page
