"""What the venue refuses reaches the peer as its own exception class."""

from decimal import Decimal
from uuid import uuid4

import ccxt

from tour.compare import number
from venues.kraken import KrakenTour
from venues.kraken.client import Refusal, make_client, refusal_of

_NEVER = "OAAAAA-AAAAA-AAAAAA"


class Errors(KrakenTour):
    def setUp(self) -> None:
        super().setUp()
        self.market = self.peer.market(self.symbol)
        book = self.peer.fetch_order_book(self.symbol, 5)
        self.bid, self.ask = (number(book[side][0][0]) for side in ("bids", "asks"))
        self.low = self.peer.price_to_precision(self.symbol, str(self.bid * Decimal("0.95")))

    def _client(self, role: str = "trade", **changes: object) -> ccxt.kraken:
        """A client of its own, which knows the markets already."""
        options = changes.pop("options", {})
        client = make_client(self.simulator.rest, {**self.simulator.credentials[role], **changes}, **options)
        client.set_markets(self.peer.markets)
        return client

    def _expect(self, refusal: Refusal, kind: type, *errors: str) -> None:
        # The venue refuses with status 200 (kraken.md G.1).
        self.assertEqual((refusal.status, refusal.errors), (200, list(errors)))
        self.assertIs(refusal.raised, kind, refusal.errors)

    def _place(self, side: str = "buy", amount: str = "0.001", price: str | None = None, **params: object) -> Refusal:
        return refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", side, amount, price or self.low, params
        )

    # The key

    def test_a_key_that_nobody_has(self):
        for key in ("short", "k" * 56):
            with self.subTest(key=key):
                client = self._client(apiKey=key)
                self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, "EAPI:Invalid key")

    def test_a_key_that_has_expired_or_is_bound_elsewhere(self):
        # Which words the venue has for these is unconfirmed (kraken.md F.4); it has these here.
        for role in ("expired", "otherIP"):
            with self.subTest(role=role):
                client = self._client(role)
                self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, "EAPI:Invalid key")

    def test_a_key_that_may_not(self):
        reader = self._client("readOnly")
        refusal = refusal_of(reader, reader.create_order, self.symbol, "limit", "buy", "0.001", self.low)
        self._expect(refusal, ccxt.PermissionDenied, "EGeneral:Permission denied")
        self._expect(
            refusal_of(reader, reader.cancel_order, _NEVER), ccxt.PermissionDenied, "EGeneral:Permission denied"
        )

    def test_a_bad_signature(self):
        # CCXT has no entry for this text and falls back to its common parent: docs/disagreements.md.
        client = self._client("readOnly", apiSecret="c2VjcmV0" * 8)
        self._expect(refusal_of(client, client.fetch_balance), ccxt.ExchangeError, "EAPI:Invalid signature")

    def test_a_nonce_that_is_behind(self):
        self.peer.fetch_balance()
        behind = self._client(options={"timeDifference": 60_000})
        self._expect(refusal_of(behind, behind.fetch_balance), ccxt.InvalidNonce, "EAPI:Invalid nonce")

    # Orders

    def test_more_than_the_account_has(self):
        refusal = self._place("sell", "1000", str(self.ask * 2))
        self._expect(refusal, ccxt.InsufficientFunds, "EOrder:Insufficient funds")

    def test_below_the_minimum_quantity(self):
        self._expect(self._place(amount="0.00004"), ccxt.InvalidOrder, "EOrder:Order minimum not met")

    def test_below_the_minimum_cost(self):
        # CCXT has no entry for this text: docs/disagreements.md.
        self._expect(self._place(price="1000.0", amount="0.00005"), ccxt.ExchangeError, "EOrder:Cost minimum not met")

    def test_a_price_off_the_tick(self):
        # The client rounds to the tick itself, so a raw parameter brings the wrong price to the venue.
        # CCXT has no entry for this text: docs/disagreements.md.
        refusal = refusal_of(
            self.peer, self.peer.privatePostAddOrder,
            {"pair": "XBTUSD", "type": "buy", "ordertype": "limit", "volume": "0.001", "price": f"{Decimal(str(self.low)):.1f}5"},
        )
        self._expect(refusal, ccxt.ExchangeError, "EOrder:Tick size check failed")

    def test_a_quantity_that_is_none(self):
        self._expect(self._place(volume="0"), ccxt.InvalidOrder, "EGeneral:Invalid arguments:volume")

    def test_a_market_sell_by_quote_amount(self):
        refusal = refusal_of(
            self.peer, self.peer.create_market_order_with_cost, self.symbol, "sell", "100"
        )
        self._expect(refusal, ccxt.InvalidOrder, "EGeneral:Invalid arguments:viqc")

    def test_a_client_id_of_the_wrong_form(self):
        # CCXT has no entry for this text: docs/disagreements.md.
        refusal = self._place(clientOrderId="Not-A-Form")
        self._expect(refusal, ccxt.ExchangeError, "EGeneral:Invalid arguments:cl_ord_id")

    def test_a_client_id_twice(self):
        client_id = uuid4().hex
        placed = self.peer.create_order(
            self.symbol, "limit", "buy", "0.001", self.low, {"clientOrderId": client_id}
        )
        try:
            # CCXT has no entry for this text: docs/disagreements.md.
            self._expect(
                self._place(clientOrderId=client_id), ccxt.ExchangeError,
                "EGeneral:Invalid arguments:cl_ord_id not unique",
            )
        finally:
            self.peer.cancel_order(placed["id"], self.symbol)

    def test_a_post_only_order_that_would_take(self):
        # No refusal (kraken.md E.3, the form on most records): an id comes back, and the order is dead.
        placed = self.peer.create_order(
            self.symbol, "limit", "buy", "0.001", str(self.ask + 100), {"postOnly": True}
        )
        order = self.peer.fetch_order(placed["id"], self.symbol)
        self.assertEqual((order["status"], order["info"]["reason"]), ("canceled", "Post only order"))
        self.assertEqual(self.ours.order(self.symbol, placed["id"])["status"], "rejected")

    def test_an_order_that_never_was(self):
        self._expect(refusal_of(self.peer, self.peer.cancel_order, _NEVER), ccxt.OrderNotFound, "EOrder:Unknown order")
        # CCXT calls a query's refusal an invalid order: docs/disagreements.md.
        self._expect(refusal_of(self.peer, self.peer.fetch_order, _NEVER), ccxt.InvalidOrder, "EOrder:Invalid order")

    def test_a_pair_that_is_not_open(self):
        for symbol, mode in (("XTZ/USD", "cancel_only"), ("DOT/USD", "post_only")):
            with self.subTest(mode=mode):
                refusal = refusal_of(self.peer, self.peer.create_order, symbol, "limit", "buy", "10", "1")
                self._expect(refusal, ccxt.OnMaintenance, f"EService:Market in {mode} mode")

    # Requests

    def test_a_pair_that_nobody_lists(self):
        # CCXT has an entry for `Invalid` only, not for `Unknown asset pair`: docs/disagreements.md.
        refusal = refusal_of(self.peer, self.peer.publicGetDepth, {"pair": "NOPENOPE"})
        self._expect(refusal, ccxt.ExchangeError, "EQuery:Unknown asset pair")

    def test_a_parameter_too_few(self):
        refusal = refusal_of(self.peer, self.peer.privatePostAddOrder, {"pair": "XBTUSD"})
        # CCXT has an entry for the text without a field's name only: docs/disagreements.md.
        self._expect(refusal, ccxt.ExchangeError, "EGeneral:Invalid arguments:type")

    # Limits

    def test_too_many_public_calls_and_the_peers_own_limiter(self):
        for _ in range(40):
            try:
                self.peer.publicGetTime()
            except ccxt.DDoSProtection:
                break
        else:
            self.fail("forty calls at once and no refusal")
        self._expect(refusal_of(self.peer, self.peer.publicGetTime), ccxt.DDoSProtection, "EGeneral:Too many requests")
        # At the client's own pace, one a second, none is refused.
        patient = self._client()
        patient.enableRateLimit = True
        patient.lastRestRequestTimestamp = patient.milliseconds()
        for _ in range(3):
            self.assertGreater(patient.fetch_time(), 0)

    def test_too_many_private_calls(self):
        reader = self._client("readOnly")
        for _ in range(25):
            try:
                reader.fetch_balance()
            except ccxt.DDoSProtection:
                break
        else:
            self.fail("25 calls at once and no refusal")
        self._expect(refusal_of(reader, reader.fetch_balance), ccxt.DDoSProtection, "EAPI:Rate limit exceeded")
