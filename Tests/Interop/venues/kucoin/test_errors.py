"""What the venue refuses reaches CCXT as its own exception class, with the code and status of sheet F and G.2."""

from decimal import Decimal

import ccxt

from venues.kucoin import KuCoinTour
from venues.kucoin.client import Refusal, make_client, refusal_of
from venues.kucoin.visibility import once_visible


class Errors(KuCoinTour):
    def setUp(self) -> None:
        self.market = self.peer.market(self.symbol)
        self.bid = Decimal(str(self.peer.fetch_order_book(self.symbol, 20)["bids"][0][0]))
        self.amount = Decimal(self.market["limits"]["amount"]["min"]) * 10
        self.low = self.bid * Decimal("0.95")

    def _client(self, role: str = "trade", **changes: object) -> ccxt.kucoin:
        """A client of its own, which knows the markets already."""
        options = changes.pop("options", {})
        headers = changes.pop("headers", {})
        client = make_client(self.simulator.rest, {**self.simulator.credentials[role], **changes}, **options)
        client.headers = headers
        client.set_markets(self.peer.markets)
        return client

    def _expect(self, refusal: Refusal, kind: type, code: str, status: int) -> None:
        self.assertEqual((refusal.code, refusal.status), (code, status), refusal.message)
        self.assertIs(refusal.raised, kind, refusal.message)

    def _place(self, **params: object) -> Refusal:
        """An order that would do, but for the raw parameters given."""
        return refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", "buy", str(self.amount), str(self.low), params
        )

    def _spend(self, client: ccxt.kucoin, cost: str, **params: object) -> Refusal:
        return refusal_of(client, client.create_market_buy_order_with_cost, self.symbol, cost, params)

    # The key (sheet F)

    def test_a_key_that_nobody_has(self):
        client = self._client(apiKey="0" * 24)
        self._expect(refusal_of(client, client.fetch_accounts), ccxt.AuthenticationError, "400003", 401)

    def test_an_expired_key(self):
        client = self._client("expired")
        self._expect(refusal_of(client, client.fetch_accounts), ccxt.AuthenticationError, "400003", 401)

    def test_a_wrong_passphrase(self):
        client = self._client(passphrase="wrong")
        self._expect(refusal_of(client, client.fetch_accounts), ccxt.AuthenticationError, "400004", 401)

    def test_a_wrong_secret_shows_as_a_wrong_passphrase(self):
        # The passphrase travels as a digest made with the secret.
        client = self._client(apiSecret="00000000-0000-0000-0000-000000000000")
        self._expect(refusal_of(client, client.fetch_accounts), ccxt.AuthenticationError, "400004", 401)

    def test_a_bad_signature(self):
        # The venue signs the decoded query (sheet B.2); a percent sign that stands for itself is none.
        refusal = refusal_of(self.peer, self.peer.privateGetAccounts, {"currency": "%41"})
        self._expect(refusal, ccxt.AuthenticationError, "400005", 401)

    def test_a_stale_and_an_early_timestamp(self):
        for difference in (60_000, -60_000):
            with self.subTest(difference=difference):
                client = self._client(options={"timeDifference": difference})
                self._expect(refusal_of(client, client.fetch_accounts), ccxt.InvalidNonce, "400002", 400)

    def test_a_key_that_may_not(self):
        reader = self._client("readOnly")
        self._expect(
            refusal_of(reader, reader.create_order, self.symbol, "limit", "buy", str(self.amount), str(self.low)),
            ccxt.AuthenticationError, "400007", 403,
        )
        elsewhere = self._client("otherIP")
        self._expect(refusal_of(elsewhere, elsewhere.fetch_accounts), ccxt.AuthenticationError, "400006", 403)

    # The order: the client rounds to tick and lot itself, so a raw parameter brings the wrong value to the venue.

    def test_rules(self):
        far = self.peer.price_to_precision(self.symbol, str(self.bid * 2))
        cases = {
            "price off the tick": (ccxt.BadRequest, "400100", 200, {"price": str(self.bid + Decimal("0.01"))}),
            "size off the lot": (ccxt.InvalidOrder, "600100", 200, {"size": str(self.amount + Decimal("1e-9"))}),
            "size below the minimum": (ccxt.InvalidOrder, "600100", 200, {"size": "0.00000001"}),
            "size above the maximum": (ccxt.InvalidOrder, "300000", 200, {"size": "10000000001"}),
            "value below the minimum": (ccxt.InvalidOrder, "600101", 200, {"price": "1"}),
            "price far above the market": (ccxt.InvalidOrder, "400370", 200, {"price": far}),
        }
        for name, (kind, code, status, params) in cases.items():
            with self.subTest(rule=name):
                self._expect(self._place(**params), kind, code, status)

    def test_a_sell_far_below_the_market(self):
        refusal = refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", "sell", str(self.amount), str(self.bid / 2)
        )
        self._expect(refusal, ccxt.InvalidOrder, "400760", 200)

    def test_funds_below_the_minimum(self):
        # CCXT maps the whole code to InsufficientFunds; sheet G.2 has it for orders too small or off their step.
        self._expect(self._spend(self.peer, "0.01"), ccxt.InsufficientFunds, "600100", 200)

    def test_a_post_only_order_that_would_take_is_accepted_and_then_canceled(self):
        # Sheet E.3: the plain call has already answered with an id.
        price = self.bid * Decimal("1.05")
        placed = self.peer.create_order(
            self.symbol, "limit", "buy", str(self.amount), str(price), {"postOnly": True}
        )
        order = once_visible(lambda: self.peer.fetch_order(placed["id"], self.symbol))
        self.assertEqual((order["status"], Decimal(order["filled"]), order["postOnly"]), ("canceled", 0, True))

    def test_a_client_id_twice(self):
        client_id = f"twice-{self.peer.milliseconds()}"
        placed = self.peer.create_order(
            self.symbol, "limit", "buy", str(self.amount), str(self.low), {"clientOrderId": client_id}
        )
        try:
            self._expect(self._place(clientOrderId=client_id), ccxt.BadRequest, "400100", 200)
        finally:
            self.peer.cancel_order(placed["id"], self.symbol)

    def test_a_client_id_with_a_character_too_many(self):
        self._expect(self._place(clientOrderId="a b"), ccxt.BadRequest, "400100", 400)

    # Funds and orders

    def test_more_than_the_account_has(self):
        free = Decimal(self.peer.fetch_balance({"hf": False})["free"][self.market["base"]])
        refusal = refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", "sell",
            str(free * 2 + 1), str(self.bid * Decimal("1.05")),
        )
        self._expect(refusal, ccxt.InsufficientFunds, "200004", 200)

    def test_an_order_that_never_was(self):
        for call in (self.peer.fetch_order, self.peer.cancel_order):
            with self.subTest(call=call.__name__):
                refusal = refusal_of(self.peer, call, "0" * 24, self.symbol)
                self._expect(refusal, ccxt.OrderNotFound, "400100", 200)

    def test_an_order_that_ended(self):
        placed = self.peer.create_order(self.symbol, "market", "buy", str(self.amount))
        once_visible(lambda: self.peer.fetch_order(placed["id"], self.symbol))
        refusal = refusal_of(self.peer, self.peer.cancel_order, placed["id"], self.symbol)
        self._expect(refusal, ccxt.OrderNotFound, "400100", 200)
        self.assertEqual(refusal.message, "order_not_exist_or_not_allow_to_cancel")

    # Requests

    def test_a_symbol_that_nobody_lists(self):
        # CCXT has no class for the code; sheet G.2: the symbol does not exist.
        self._expect(self._place(symbol="NOPE-NOPE"), ccxt.ExchangeError, "900001", 200)

    def test_a_symbol_that_nobody_lists_has_no_ticker(self):
        # Sheet D: `data` is null with the code of success.
        self.assertIsNone(self.peer.publicGetMarketOrderbookLevel1({"symbol": "NOPE-NOPE"})["data"])

    def test_a_parameter_too_few(self):
        refusal = refusal_of(self.peer, self.peer.privateGetHfOrdersActive, {})
        self._expect(refusal, ccxt.BadRequest, "400100", 400)

    def test_a_path_that_is_not_there(self):
        # Margin, which the simulated spot venue has not.
        refusal = refusal_of(self.peer, self.peer.privateGetMarginSymbols)
        self._expect(refusal, ccxt.NotSupported, "404000", 404)

    def test_the_abandoned_order_calls(self):
        # What CCXT uses without the option `hf` when the account is not of the older kind (sheet 0).
        client = self._client(options={"hf": None})
        client.load_migration_status()
        refusal = refusal_of(
            client, client.create_order, self.symbol, "limit", "buy", str(self.amount), str(self.low)
        )
        self._expect(refusal, ccxt.BadRequest, "401000", 200)

    def test_an_account_that_is_not_unified(self):
        client = self._client(options={"uta": True})
        refusal = refusal_of(
            client, client.create_order, self.symbol, "limit", "buy", str(self.amount), str(self.low)
        )
        self.assertEqual(refusal.code, "116104")
