"""What the venue refuses reaches the peer as its own exception class, here and at the venue's own address."""

from decimal import Decimal

import ccxt

from venues.binance import BinanceTour
from venues.binance.client import Refusal, make_client, refusal_of


class Errors(BinanceTour):
    def setUp(self) -> None:
        self.market = self.peer.market(self.symbol)
        self.bid = Decimal(str(self.peer.fetch_order_book(self.symbol, 5)["bids"][0][0]))
        self.amount = Decimal(self.market["limits"]["cost"]["min"] or 10) * 10 / self.bid
        self.low = self.bid * Decimal("0.95")

    def _client(self, role: str = "trade", **changes: object) -> ccxt.binance:
        """A client of its own, which knows the markets already."""
        options = changes.pop("options", {})
        client = make_client(self.simulator.rest, {**self.simulator.credentials[role], **changes}, **options)
        client.set_markets(self.peer.markets)
        return client

    def _expect(self, refusal: Refusal, kind: type, code: int, status: int, kind_here: type | None = None) -> None:
        self.assertEqual((refusal.code, refusal.status), (code, status), refusal.message)
        self.assertIs(refusal.raised_at_venue, kind, refusal.message)
        self.assertIs(refusal.raised, kind_here or kind, refusal.message)

    def _place(self, price: Decimal | None = None, **params: object) -> Refusal:
        return refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", "buy", str(self.amount), str(price or self.low), params
        )

    # The key

    def test_a_key_of_the_wrong_form(self):
        client = self._client(apiKey="short")
        self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, -2014, 401)

    def test_a_key_that_nobody_has(self):
        # CCXT knows -2008 only under the venue's own address; here it is the parent class.
        client = self._client(apiKey="k" * 64)
        self._expect(
            refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, -2008, 401, kind_here=ccxt.ExchangeError
        )

    def test_a_key_that_may_not(self):
        reader = self._client("readOnly")
        self._expect(
            refusal_of(reader, reader.create_order, self.symbol, "limit", "buy", str(self.amount), str(self.low)),
            ccxt.AuthenticationError, -2015, 401,
        )
        elsewhere = self._client("otherIP")
        self._expect(refusal_of(elsewhere, elsewhere.fetch_balance), ccxt.AuthenticationError, -2015, 401)

    def test_a_bad_signature(self):
        client = self._client(apiSecret="s" * 64)
        self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, -1022, 400)

    def test_a_stale_and_an_early_timestamp(self):
        for difference in (60_000, -5_000):
            with self.subTest(difference=difference):
                client = self._client(options={"timeDifference": difference})
                self._expect(refusal_of(client, client.fetch_balance), ccxt.InvalidNonce, -1021, 400)

    # Filters: the client rounds to tick and lot itself, so a raw parameter brings the wrong value to the venue.

    def test_filters(self):
        limits = self.market["limits"]
        cases = {
            "PRICE_FILTER": (ccxt.InvalidOrder, {"price": str(Decimal(limits["price"]["max"]) * 2)}),
            "LOT_SIZE": (ccxt.InvalidOrder, {"quantity": str(Decimal(limits["amount"]["max"]) * 2)}),
            "NOTIONAL": (ccxt.BadRequest, {"quantity": str(limits["amount"]["min"])}),
            "PERCENT_PRICE_BY_SIDE": (
                ccxt.InvalidOrder, {"price": self.peer.price_to_precision(self.symbol, str(self.bid / 100))}
            ),
        }
        for name, (kind, params) in cases.items():
            with self.subTest(filter=name):
                refusal = self._place(**params)
                self._expect(refusal, kind, -1013, 400)
                self.assertIn(name, refusal.message)

    def test_a_post_only_order_that_would_take(self):
        refusal = self._place(price=self.bid * Decimal("1.05"), postOnly=True)
        self._expect(refusal, ccxt.OrderImmediatelyFillable, -2010, 400)

    def test_a_stop_that_would_trigger_at_once(self):
        refusal = refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", "sell", str(self.amount), str(self.bid),
            {"stopLossPrice": str(self.bid * Decimal("1.05"))},
        )
        self.assertIs(refusal.raised, ccxt.OrderImmediatelyFillable, refusal.message)

    # Funds and orders

    def test_more_than_the_account_has(self):
        free = Decimal(self.peer.fetch_balance()["free"][self.market["base"]])
        refusal = refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", "sell",
            str(free * 2 + 1), str(self.bid * Decimal("1.05")),
        )
        self._expect(refusal, ccxt.InsufficientFunds, -2010, 400)

    def test_an_order_that_never_was(self):
        self._expect(
            refusal_of(self.peer, self.peer.fetch_order, "999999999999", self.symbol), ccxt.OrderNotFound, -2013, 400
        )
        self._expect(
            refusal_of(self.peer, self.peer.cancel_order, "999999999999", self.symbol), ccxt.OrderNotFound, -2011, 400
        )

    def test_a_client_id_twice(self):
        client_id = f"twice-{self.peer.milliseconds()}"
        placed = self.peer.create_order(
            self.symbol, "limit", "buy", str(self.amount), str(self.low), {"clientOrderId": client_id}
        )
        try:
            self._expect(self._place(clientOrderId=client_id), ccxt.InvalidOrder, -2010, 400)
        finally:
            self.peer.cancel_order(placed["id"], self.symbol)

    # Requests

    def test_a_symbol_that_nobody_lists(self):
        refusal = refusal_of(self.peer, self.peer.publicGetDepth, {"symbol": "NOPENOPE"})
        self._expect(refusal, ccxt.BadSymbol, -1121, 400)

    def test_a_parameter_too_many(self):
        self._expect(self._place(nonsense="1"), ccxt.BadRequest, -1104, 400)

    def test_a_parameter_too_few(self):
        refusal = refusal_of(self.peer, self.peer.privateGetOrder, {"symbol": self.market["id"]})
        self._expect(refusal, ccxt.BadRequest, -1102, 400)
