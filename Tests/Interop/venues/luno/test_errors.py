"""What the venue refuses reaches CCXT as its exception class, by the codes of luno.md F.3 and G.2."""

from __future__ import annotations

import uuid
from decimal import Decimal

import ccxt
import requests

from venues.luno import LunoTour
from venues.luno.client import Refusal, make_client, refusal_of


class Errors(LunoTour):
    def setUp(self) -> None:
        self.market = self.peer.market(self.symbol)
        self.bid = Decimal(str(self.peer.fetch_order_book(self.symbol, 5)["bids"][0][0]))
        self.amount = str(Decimal(self.market["limits"]["amount"]["min"]) * 10)
        self.low = self._price("0.95")

    def _price(self, factor: str) -> str:
        return self.peer.price_to_precision(self.symbol, str(self.bid * Decimal(factor)))

    def _client(self, role: str = "trade", **changes: str) -> ccxt.luno:
        """A client of its own, which knows the markets already."""
        client = make_client(self.simulator.rest, {**self.simulator.credentials[role], **changes})
        client.set_markets(self.peer.markets)
        return client

    def _expect(self, refusal: Refusal, kind: type, code: str | None, status: int) -> None:
        self.assertEqual((refusal.raised, refusal.code, refusal.status), (kind, code, status), refusal.text)

    def _limit(self, at: str | None = None, side: str = "buy", **params: object) -> Refusal:
        # The client rounds volume and price itself, so a raw parameter brings the wrong value to the venue.
        return refusal_of(
            self.peer, self.peer.create_order, self.symbol, "limit", side, self.amount, at or self.low, params
        )

    def _market(self, side: str, amount: str, **params: object) -> Refusal:
        return refusal_of(self.peer, self.peer.create_order, self.symbol, "market", side, amount, None, params)

    # The key

    def test_a_key_that_nobody_has(self):
        # The code is not in the venue's own list (luno.md F.3), which is the one that CCXT has.
        client = self._client(apiKey="nobodyhasthis")
        self._expect(refusal_of(client, client.fetch_balance), ccxt.ExchangeError, "ErrAPIKeyNotFound", 401)

    def test_a_bad_secret(self):
        client = self._client(apiSecret="s" * 43)
        self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, "ErrUnauthorised", 401)

    def test_no_key_at_all(self):
        # A header with an empty key is none; the answer is plain text, no JSON (luno.md F.3, K11).
        client = self._client(apiKey=":")
        self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, None, 401)

    def test_a_revoked_key(self):
        client = self._client("expired")
        self._expect(refusal_of(client, client.fetch_balance), ccxt.AuthenticationError, "ErrApiKeyRevoked", 401)

    def test_a_key_that_may_not(self):
        reader = self._client("readOnly")
        self.assertTrue(reader.fetch_balance()["total"])
        for call in (
            lambda: reader.create_order(self.symbol, "limit", "buy", self.amount, self.low),
            lambda: reader.create_order(self.symbol, "market", "sell", self.amount),
            lambda: reader.cancel_order("BXMC2CJ7HNB88U4"),
        ):
            self._expect(refusal_of(reader, call), ccxt.PermissionDenied, "ErrInsufficientPerms", 403)

    def test_too_many_calls(self):
        # Calls count before the key is checked, so the calls of a key that nobody has disturb no other test.
        client = self._client(apiKey="impatient")
        statuses = [_ask(client).status_code for _ in range(320)]
        self.assertIn(429, statuses)
        while _ask(client).status_code != 429:
            pass  # A new minute has begun: its 300 calls are soon gone.
        self._expect(refusal_of(client, client.fetch_balance), ccxt.RateLimitExceeded, "ErrTooManyRequests", 429)

    # Prices and volumes

    def test_more_decimals_than_the_market_has(self):
        cases = {
            "ErrPriceDenominationNotAllowed": self._limit(price="1000000.5"),
            "ErrVolumeDenominationNotAllowed": self._limit(volume="0.0010001"),
            "ErrCounterDenominationNotAllowed": self._market("buy", "100", counter_volume="100.005"),
        }
        for code, refusal in cases.items():
            with self.subTest(code=code):
                self._expect(refusal, ccxt.InvalidOrder, code, 400)

    def test_limits_of_the_market(self):
        cases = {
            "ErrPriceTooLow": {"price": "1"},
            "ErrPriceTooHigh": {"price": "10000001"},
            "ErrVolumeTooLow": {"volume": "0.00001"},
            "ErrVolumeTooHigh": {"volume": "101"},
            "ErrInvalidPrice": {"price": "cheap"},
            "ErrInvalidVolume": {"volume": "1e3"},
        }
        for code, params in cases.items():
            with self.subTest(code=code):
                self._expect(self._limit(**params), ccxt.InvalidOrder, code, 400)

    def test_a_market_order_without_its_amount(self):
        # An empty value counts as none (luno.md A).
        self._expect(self._market("buy", "100", counter_volume=""), ccxt.InvalidOrder, "ErrInvalidCounterVolume", 400)
        self._expect(
            self._market("sell", self.amount, base_volume=""), ccxt.InvalidOrder, "ErrInvalidBaseVolume", 400
        )

    def test_an_amount_with_an_exponent(self):
        # The code is not in the venue's own list (luno.md K9).
        self._expect(self._market("buy", "100", counter_volume="8.97e-05"), ccxt.ExchangeError, "ErrInvalidValue", 400)

    # Kinds of orders

    def test_a_post_only_order_that_would_take(self):
        self._expect(self._limit(self._price("1.05"), post_only=True), ccxt.InvalidOrder, "ErrOrderCanceled", 400)

    def test_a_post_only_order_that_may_not_rest(self):
        self._expect(
            self._limit(post_only=True, time_in_force="IOC"), ccxt.InvalidOrder, "ErrPostOnlyNotAllowed", 400
        )

    def test_a_side_and_a_time_in_force_that_there_are_not(self):
        self._expect(self._limit(type="LONG"), ccxt.InvalidOrder, "ErrInvalidOrderSide", 400)
        self._expect(self._limit(time_in_force="GTD"), ccxt.BadRequest, "ErrInvalidArguments", 400)

    def test_stops_that_make_no_sense(self):
        cases = {
            "ErrInvalidStopDirection": {"stop_price": self._price("0.9")},
            "ErrInvalidStopPrice": {"stop_price": "0", "stop_direction": "BELOW"},
            "ErrStopPriceTooHigh": {"stop_price": self._price("1.05"), "stop_direction": "BELOW"},
            "ErrStopPriceTooLow": {"stop_price": self._price("0.95"), "stop_direction": "ABOVE"},
        }
        for code, params in cases.items():
            with self.subTest(code=code):
                self._expect(self._limit(side="sell", **params), ccxt.InvalidOrder, code, 400)

    def test_a_market_order_deeper_than_the_book(self):
        free = self.peer.fetch_balance()["free"]["ZAR"]
        self._expect(self._market("buy", str(int(Decimal(free)))), ccxt.InvalidOrder, "ErrNotEnoughLiquidity", 400)

    def test_a_market_in_its_launch_phase(self):
        refusal = refusal_of(self.peer, self.peer.create_order, "NEW/ZAR", "limit", "buy", "10", "20")
        self._expect(refusal, ccxt.InvalidOrder, "ErrPostOnlyMode", 400)

    def test_a_request_that_comes_too_late(self):
        stale = str(self.peer.milliseconds() - 60_000)
        self._expect(self._limit(timestamp=stale, ttl=1_000), ccxt.RequestTimeout, "ErrDeadlineExceeded", 400)

    # Funds and orders

    def test_more_than_the_account_has(self):
        free = Decimal(self.peer.fetch_balance()["free"]["BTC"])
        refusal = self._limit(self._price("1.05"), "sell", volume=str(int(free) + 1))
        self._expect(refusal, ccxt.InsufficientFunds, "ErrInsufficientBalance", 400)

    def test_an_order_that_never_was(self):
        self._expect(
            refusal_of(self.peer, self.peer.fetch_order, "BXMC2CJ7HNB88U4"), ccxt.OrderNotFound, "ErrOrderNotFound", 404
        )
        # Already filled, already cancelled or unknown: the venue has one word for the three (luno.md E.6).
        self._expect(
            refusal_of(self.peer, self.peer.cancel_order, "BXMC2CJ7HNB88U4"),
            ccxt.InvalidOrder, "ErrCannotStopUnknownOrNonPendingOrder", 400,
        )
        self._expect(
            refusal_of(self.peer, self.peer.fetch_order, "no-order-id"), ccxt.InvalidOrder, "ErrInvalidOrderRef", 400
        )

    def test_a_client_id_twice(self):
        client_id = uuid.uuid4().hex
        placed = self.peer.create_order(
            self.symbol, "limit", "buy", self.amount, self.low, {"client_order_id": client_id}
        )
        try:
            self._expect(
                self._limit(client_order_id=client_id), ccxt.DuplicateOrderId, "ErrDuplicateClientOrderID", 409
            )
        finally:
            self.peer.cancel_order(placed["id"])
        # Unique for ever, over both kinds of orders (luno.md E.5).
        self._expect(
            self._market("sell", self.amount, client_order_id=client_id),
            ccxt.DuplicateOrderId, "ErrDuplicateClientOrderID", 409,
        )

    def test_a_client_id_of_the_wrong_form(self):
        self._expect(self._limit(client_order_id="to be"), ccxt.InvalidOrder, "ErrInvalidClientOrderId", 400)

    # Requests

    def test_a_pair_that_nobody_lists(self):
        # The venue has one word for a pair that is not there and one that is closed (luno.md G.2).
        refusal = refusal_of(self.peer, self.peer.publicGetTicker, {"pair": "NOPENOPE"})
        self._expect(refusal, ccxt.ExchangeError, "ErrMarketUnavailable", 400)

    def test_parameters_too_few_and_out_of_range(self):
        cases = {
            "ErrMarketUnavailable": (ccxt.ExchangeError, lambda: self.peer.publicGetTicker({})),
            "ErrInvalidArguments": (ccxt.BadRequest, lambda: self.peer.privatePostStoporder({})),
            "ErrLimitOutOfRange": (ccxt.BadRequest, lambda: self.peer.privateGetListorders({"limit": 1001})),
        }
        for code, (kind, call) in cases.items():
            with self.subTest(code=code):
                self._expect(refusal_of(self.peer, call), kind, code, 400)

    def test_the_networks_of_all_currencies(self):
        # What load_markets() would ask first; the venue's documents require a currency.
        self._expect(
            refusal_of(self.peer, self.peer.fetch_currencies), ccxt.BadRequest, "ErrInvalidArguments", 400
        )

    def test_a_comma_list(self):
        # Lists are repeated keys (luno.md K21).
        refusal = refusal_of(self.peer, self.peer.privateGetBalance, {"assets": "XBT,ZAR"})
        self._expect(refusal, ccxt.BadRequest, "ErrInvalidArguments", 400)


def _ask(client: ccxt.luno) -> requests.Response:
    """One call past the client's own rate limiter."""
    return requests.get(
        f"{client.urls['api']['private']}/1/balance", auth=(client.apiKey, client.secret), timeout=10
    )
