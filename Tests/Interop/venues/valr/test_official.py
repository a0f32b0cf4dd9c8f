"""`valr-python`, its source unchanged: all it can do, and equal to what we read.

It has no call for candles, fee rates, amending and cancelling everything, and places by v1 only.
"""

from __future__ import annotations

import unittest
from decimal import ROUND_DOWN, Decimal

import requests
from tour import compare
from tour.compare import number
from valr_python.enum import Side
from valr_python.exceptions import APIError, RESTAPIException
from venues.valr import VALRTour, official
from venues.valr.official import Peer


class MarketData(VALRTour):
    def test_instruments(self):
        with self.simulator.frozen():
            pairs = self.peer.get_currency_pairs()
            kinds = {row["currencyPair"]: row["orderTypes"] for row in self.peer.get_order_types()}
            ours = self.ours.instruments()
        # The client reads futures too; they are not spot (valr.md C.1).
        shaped = [official.instrument(row, kinds) for row in pairs if row["currencyPairType"] == "SPOT"]
        compare.equal(self, "instruments", {row["symbol"]: row for row in shaped}, ours)

    def test_bounds_of_quote_amounts(self):
        theirs = {
            f"{row['baseCurrency']}/{row['quoteCurrency']}": {
                "minimum": number(row["minQuoteAmount"]), "maximum": number(row["maxQuoteAmount"])
            }
            for row in self.peer.get_currency_pairs()
            if row["currencyPairType"] == "SPOT"
        }
        compare.equal(self, "quote amounts", theirs, self.ours.quote_amounts())

    def test_kinds_of_order_of_one_market(self):
        all_kinds = {row["currencyPair"]: row["orderTypes"] for row in self.peer.get_order_types()}
        self.assertEqual(self.peer.get_order_types(self.native), all_kinds[self.native])

    def test_the_rand_has_two_names(self):
        (rand,) = [row for row in self.peer.get_currencies() if row["shortName"] == "ZAR"]
        self.assertEqual(rand["symbol"], "R")

    def test_ticker(self):
        with self.simulator.frozen():
            theirs = official.ticker(self.symbol, self.peer.get_market_summary(self.native))
            ours = self.ours.ticker(self.symbol)
        self._compare_ticker(theirs, ours)

    def test_tickers_of_every_market(self):
        with self.simulator.frozen():
            pairs = [row for row in self.peer.get_currency_pairs() if row["currencyPairType"] == "SPOT"]
            theirs = self.peer.get_market_summary()
            ours = self.ours.tickers()
        symbols = {row["symbol"]: f"{row['baseCurrency']}/{row['quoteCurrency']}" for row in pairs}
        shaped = {
            symbols[row["currencyPair"]]: official.ticker(symbols[row["currencyPair"]], row)
            for row in theirs
            if row["currencyPair"] in symbols
        }
        self.assertEqual(sorted(shaped), sorted(ours))
        for symbol, ticker in shaped.items():
            self._compare_ticker(ticker, ours[symbol])

    def _compare_ticker(self, theirs: dict, ours: dict) -> None:
        """The window rolls on while the market stands still: its end is the moment of each request."""
        self.assertLess(abs(theirs.pop("time") - ours.pop("time")), 60_000)
        compare.equal(self, "ticker", theirs, ours)

    def test_order_book(self):
        with self.simulator.frozen():
            books = [self.peer.get_order_book(self.native), self.peer.get_order_book_public(self.native)]
            ours = self.ours.book(self.symbol, 40)
        for theirs in books:
            shaped = official.book(self.symbol, theirs)
            self.assertEqual((len(shaped["bids"]), len(shaped["asks"])), (40, 40))
            compare.equal(self, "book", shaped, ours)

    def test_order_book_of_single_orders(self):
        with self.simulator.frozen():
            books = [self.peer.get_order_book_full(self.native), self.peer.get_order_book_full_public(self.native)]
            ours = self.ours.book(self.symbol, 40)
        for theirs in books:
            compare.equal(self, "book", official.aggregated(self.symbol, theirs, 40), ours)

    def test_trades(self):
        with self.simulator.frozen():
            theirs = [
                self.peer.get_trade_history_marketdata(self.native),
                self.peer.get_trade_history_public(self.native, limit=100),
            ]
            ours = self.ours.trades(self.symbol, 100)
        for rows in theirs:
            self.assertTrue(rows, "no trade yet")
            # The venue's are newest first.
            compare.equal(self, "trades", [official.trade(self.symbol, row) for row in reversed(rows)], ours)
            # Above 2^53 and whole all the same: neighbours stay apart.
            numbers = [row["sequenceId"] for row in rows]
            self.assertGreater(min(numbers), 2**53)
            self.assertEqual(len(set(numbers)), len(rows))

    def test_time_and_status(self):
        told = self.peer.get_server_time()
        self.assertEqual(official.milliseconds(told["time"]) // 1000, told["epochTime"])
        self.assertEqual(self.peer.get_valr_status(), {"status": "online"})


class Trading(VALRTour):
    """What the tests of orders share."""

    def setUp(self) -> None:
        super().setUp()
        book = official.book(self.symbol, self.peer.get_order_book(self.native))
        (self.market,) = [row for row in self.peer.get_currency_pairs() if row["symbol"] == self.native]
        self.bid, self.ask = book["bids"][0]["price"], book["asks"][0]["price"]
        lot = Decimal(1).scaleb(-int(self.market["baseDecimalPlaces"]))
        # Ten times the least that the venue takes at this price, in whole lots.
        self.amount = (number(self.market["minQuoteAmount"]) * 10 / self.bid).quantize(lot, ROUND_DOWN)
        self.low = self._price(self.bid, "0.95")

    def _price(self, value: Decimal, factor: str) -> Decimal:
        tick = number(self.market["tickSize"])
        return (value * Decimal(factor) / tick).quantize(Decimal(1), ROUND_DOWN) * tick

    def _limit(self, side: str = "BUY", price: Decimal | None = None, **more: object) -> str:
        """Amounts as texts: see test_an_amount_given_as_a_decimal."""
        return self.peer.place(
            "limit", side=side, pair=self.native, quantity=str(self.amount), price=str(price or self.low), **more
        )

    def _market(self, side: str, **amount: object) -> str:
        order_id = self.peer.place(
            "market", side=side, pair=self.native, **(amount or {"base_amount": str(self.amount)})
        )
        self.peer.verdict(self.native, order_id, "Filled")
        return order_id

    def _compare_order(self, order_id: str, *statuses: str) -> dict:
        """Of a finished order the summary, which alone states what traded (valr.md E.8)."""
        row = self.peer.verdict(self.native, order_id, *statuses)
        if row["orderStatusType"] == "Filled":
            row = self.peer.get_order_history_summary(order_id=order_id)
        theirs = official.order(self.symbol, row)
        compare.equal(self, "order", theirs, self.ours.order(self.symbol, order_id))
        return theirs

    def _compare_balances(self) -> dict[str, dict]:
        with self.simulator.frozen():
            theirs = {row["currency"]: official.balance(row) for row in self.peer.get_balances()}
            ours = self.ours.balances()
        # The client lists every asset of the account, we those that are not zero.
        theirs = {asset: row for asset, row in theirs.items() if asset in ours or any(row.values())}
        compare.equal(self, "balances", theirs, ours)
        return theirs


class Orders(Trading):
    def test_balances(self):
        balances = self._compare_balances()
        for asset in self.symbol.split("/"):
            self.assertGreater(balances[asset]["available"], 0)

    def test_balances_of_the_subaccount(self):
        (subaccount,) = self.peer.get_subaccounts()
        rows = self.peer.get_nonzero_balances()
        grouped = {row["account"]["id"]: row["balances"] for row in rows}
        alone = [row for row in self.peer.get_balances(subaccount_id=subaccount["id"]) if number(row["total"])]
        self.assertTrue(alone)
        self.assertEqual(
            {row["currency"]: official.balance(row) for row in grouped[subaccount["id"]]},
            {row["currency"]: official.balance(row) for row in alone},
        )

    def test_the_key(self):
        told = self.peer.get_current_api_key_info()
        self.assertEqual((sorted(told["permissions"]), told["isSubAccount"]), (["Trade", "View access"], False))

    def test_a_resting_limit_order_from_placing_to_cancelling(self):
        held = self._compare_balances()["ZAR"]["held"]
        order_id = self._limit()
        placed = self._compare_order(order_id, "Placed")
        self.assertEqual((placed["status"], placed["filledBase"]), ("open", 0))
        self.assertEqual((placed["limitPrice"], placed["baseAmount"]), (self.low, self.amount))
        self.assertEqual(self._compare_balances()["ZAR"]["held"], held + self.low * self.amount)

        rows = self.peer.get_all_open_orders()
        theirs = {row["orderId"]: official.order(self.symbol, row) for row in rows}
        self.assertEqual(list(theirs), [order_id])
        compare.equal(self, "open orders", theirs, self.ours.open_orders(self.symbol))

        self.peer.cancel(self.native, order_id)
        self.assertEqual(self._compare_order(order_id, "Cancelled")["status"], "canceled")
        self.assertEqual(self._compare_balances()["ZAR"]["held"], held)
        self.assertEqual(self.peer.get_all_open_orders(), [])

    def test_an_order_found_by_its_client_id(self):
        client_id = "official-1"
        order_id = self._limit(customer_order_id=client_id)
        self.assertEqual(self._compare_order(order_id, "Placed")["clientOrderID"], client_id)
        found = self.peer.get_order_status(self.native, customer_order_id=client_id)
        self.assertEqual((found["orderId"], found["customerOrderId"]), (order_id, client_id))
        detail = self.peer.get_order_history_detail(customer_order_id=client_id)
        self.assertEqual([(row["orderId"], row["orderStatusType"]) for row in detail], [(order_id, "Placed")])

    def test_our_order_is_the_clients_to_cancel(self):
        placed = self.ours.place_limit("buy", self.symbol, self.amount, self.low)
        order_id = placed["venue_order_id"]
        self.assertEqual(self._compare_order(order_id, "Placed")["clientOrderID"], placed["client_order_id"])
        self.peer.cancel(self.native, order_id)
        self._compare_order(order_id, "Cancelled")

    def test_the_clients_order_is_ours_to_cancel(self):
        order_id = self._limit()
        self.peer.verdict(self.native, order_id, "Placed")
        self.assertEqual(self.ours.cancel(self.symbol, order_id), "ended")
        self._compare_order(order_id, "Cancelled")

    def test_a_market_order_by_base_amount(self):
        order_id = self._market("BUY")
        self.assertEqual(self._compare_order(order_id, "Filled")["filledBase"], self.amount)
        self._compare_balances()

    def test_a_market_order_by_quote_amount(self):
        cost = self._price(self.amount * self.ask, "1")
        order_id = self._market("BUY", quote_amount=str(cost))
        self.assertLessEqual(self._compare_order(order_id, "Filled")["filledQuote"], cost)
        self._compare_balances()

    def test_an_immediate_or_cancel_order(self):
        taken = self._limit("SELL", self._price(self.bid, "0.98"), time_in_force="IOC")
        self.assertEqual(self._compare_order(taken, "Filled")["filledBase"], self.amount)
        lapsed = self._limit(time_in_force="IOC")
        self.assertEqual(self._compare_order(lapsed, "Failed")["status"], "expired")

    def test_a_post_only_order(self):
        order_id = self._limit(post_only=True)
        self.assertTrue(self._compare_order(order_id, "Placed")["postOnly"])

    def test_a_stop_limit_order(self):
        trigger = self._price(self.bid, "0.90")
        order_id = self.peer.place(
            "stop_limit", side="SELL", pair=self.native, quantity=str(self.amount),
            limit_price=str(self._price(self.bid, "0.89")), stop_price=str(trigger), stop_limit_type="STOP_LOSS_LIMIT",
        )
        self.assertEqual(self._compare_order(order_id, "Active")["triggerPrice"], trigger)

    def test_a_batch(self):
        def place(price: Decimal) -> dict:
            return {
                "type": "PLACE_LIMIT",
                "data": {
                    "pair": self.native, "side": "BUY", "quantity": str(self.amount), "price": str(price),
                    "timeInForce": "GTC",
                },
            }

        answer = self.peer.post_batch_orders([place(self.low), place(self._price(self.bid, "0.94"))])
        self.assertEqual([outcome["accepted"] for outcome in answer["outcomes"]], [True, True])
        for outcome in answer["outcomes"]:
            self._compare_order(outcome["orderId"], "Placed")

    def test_history(self):
        filled, cancelled = self._market("BUY"), self._limit()
        self.peer.verdict(self.native, cancelled, "Placed")
        self.peer.cancel(self.native, cancelled)
        self.peer.verdict(self.native, cancelled, "Cancelled")
        theirs = {row["orderId"]: official.order(self.symbol, row) for row in self.peer.get_order_history()}
        ours = self.ours.all_orders(self.symbol)
        # Cancelled orders without a fill the venue hides; only we ask for them (valr.md rule 10).
        self.assertEqual((list(theirs), sorted(ours)), ([filled], sorted([filled, cancelled])))
        del ours[cancelled]
        compare.equal(self, "history", theirs, ours)

    def test_own_fills(self):
        order_id = self._market("SELL")
        rows = self.peer.get_trade_history(self.native)
        self.assertEqual({row["orderId"] for row in rows}, {order_id})
        self.assertEqual(sum(number(row["quantity"]) for row in rows), self.amount)
        # The venue's are newest first.
        theirs = [official.fill(self.symbol, row) for row in reversed(rows)]
        compare.equal(self, "fills", theirs, self.ours.fills(self.symbol))

    def test_the_ledger(self):
        self._market("BUY")
        rows = self.peer.get_transaction_history()
        bought = [row for row in rows if row["transactionType"]["type"] == "MARKET_BUY"]
        credited = sum(number(row["creditValue"]) for row in bought)
        # Net of the fee (valr.md E.9).
        net = sum(fill["quantity"] - fill["fees"][0]["amount"] for fill in self.ours.fills(self.symbol))
        compare.equal(self, "credited", credited, net)


class ClientFaults(Trading):
    """What the client's own faults prevent; how each of them shows is in Refusals."""

    @unittest.expectedFailure
    def test_own_fills_with_a_limit(self):
        # The query is sent and not signed (valr.md K.3).
        self.peer.get_trade_history(self.native, limit=2)

    @unittest.expectedFailure
    def test_history_with_a_limit(self):
        # The query is sent and not signed (valr.md K.3).
        self.peer.get_order_history(limit=2)

    @unittest.expectedFailure
    def test_ledger_of_one_currency(self):
        # The query is sent and not signed (valr.md K.3).
        self.peer.get_transaction_history(currency="ZAR")

    @unittest.expectedFailure
    def test_fresh_trades_with_a_limit(self):
        # The query is sent and not signed (valr.md K.3).
        self.peer.get_trade_history_marketdata(self.native, limit=5)

    @unittest.expectedFailure
    def test_a_cancel(self):
        # The answer 202 has an empty body (valr.md E.7, K.27), which the client takes for an error.
        order_id = self._limit()
        self.peer.verdict(self.native, order_id, "Placed")
        self.peer.delete_order(self.native, order_id=order_id)

    @unittest.expectedFailure
    def test_an_amount_given_as_a_decimal(self):
        # Declared, and meant to become a text; simplejson writes it as a number (valr.md rule 6, A.1).
        self.peer.post_limit_order(side="BUY", pair=self.native, quantity=self.amount, price=self.low)

    @unittest.expectedFailure
    def test_a_side_of_the_clients_own(self):
        # Declared, and not serializable, so that nothing is sent (valr.md E.3: the text BUY).
        self.peer.post_limit_order(side=Side.BUY, pair=self.native, quantity=str(self.amount), price=str(self.low))


class Refusals(Trading):
    """What the venue refuses reaches the client with the venue's code."""

    def _refused(self, code: int | None, call, *arguments: object, **named: object) -> APIError:
        with self.assertRaises(APIError) as raised:
            call(*arguments, **named)
        if code is not None:
            self.assertEqual(raised.exception.code, code, raised.exception.message)
        return raised.exception

    def _other(self, role: str = "trade", **changes: str) -> Peer:
        return Peer(self.simulator.rest, {**self.simulator.credentials[role], **changes})

    def _order(self, **changes: object) -> dict:
        terms = {"side": "BUY", "pair": self.native, "quantity": str(self.amount), "price": str(self.low)}
        return {**terms, **changes}

    def test_keys(self):
        self._refused(-11252, self._other(apiSecret="0" * 64).get_balances)
        self._refused(-11272, self._other("otherIP").get_balances)
        # The codes of these two are not known (valr.md F).
        unknown = self._refused(None, self._other(apiKey="0" * 64).get_balances)
        self.assertIn("invalid", unknown.message)
        self._refused(None, self._other("readOnly").post_limit_order, **self._order())

    def test_a_query_that_is_not_signed(self):
        """What the lists with a limit in ClientFaults fail with."""
        for call, arguments, named in (
            (self.peer.get_trade_history, [self.native], {"limit": 2}),
            (self.peer.get_order_history, [], {"limit": 2}),
            (self.peer.get_transaction_history, [], {"currency": "ZAR"}),
            (self.peer.get_trade_history_marketdata, [self.native], {"limit": 5}),
        ):
            with self.subTest(call=named):
                self._refused(-11252, call, *arguments, **named)

    def test_a_cancel_that_is_taken(self):
        """What test_a_cancel fails with, although the venue does as it was told."""
        order_id = self._limit()
        self.peer.verdict(self.native, order_id, "Placed")
        with self.assertRaises(RESTAPIException) as raised:
            self.peer.delete_order(self.native, order_id=order_id)
        self.assertEqual(raised.exception.status_code, 202)
        self._compare_order(order_id, "Cancelled")

    def test_numbers_for_texts(self):
        """What test_an_amount_given_as_a_decimal fails with."""
        self._refused(-11, self.peer.post_limit_order, **self._order(quantity=self.amount, price=self.low))

    def test_orders_that_are_no_orders(self):
        place = self.peer.post_limit_order
        self._refused(-21, place, **self._order(pair="NOPENOPE"))
        self._refused(-32, place, **self._order(pair="LTCBTC"))
        self._refused(-12005, place, **self._order(pair="BNTUSDC", price="0.65"))
        self._refused(-12007, place, **self._order(quantity=self.market["minBaseAmount"], price="1"))
        self._refused(-11, place, **self._order(side="buy"))
        self._refused(-1, self.peer.get_order_status, self.native, order_id="019cced5-85ab-7111-a0a6-f3a87b3c40aa")

    def test_more_than_the_account_has(self):
        """v1 takes it and fails it afterwards: to the client no error at all (valr.md E.3)."""
        held = {row["currency"]: number(row["available"]) for row in self.peer.get_balances()}
        order_id = self.peer.place("limit", **self._order(side="SELL", quantity=str(held["BTC"] + 1), price="2500000"))
        self.assertEqual(self.peer.verdict(self.native, order_id, "Failed")["failedReason"], "Insufficient Balance")

    def test_a_post_only_order_that_would_take(self):
        order_id = self._limit(price=self._price(self.ask, "1.01"), post_only=True)
        self.assertEqual(self._compare_order(order_id, "Failed")["status"], "rejected")

    def test_too_many_public_calls(self):
        """The answer is HTML (valr.md G.1) and has no Retry-After, which the client can only give up on."""
        patient = Peer(self.simulator.rest, self.credentials, rate_limiting_support=True)
        for peer, kind in ((self.peer, requests.HTTPError), (patient, RESTAPIException)):
            with self.subTest(kind=kind), self.assertRaises(kind) as raised:
                # A minute may end meanwhile.
                for _ in range(61):
                    peer.get_market_summary(self.native)
        self.assertEqual(raised.exception.status_code, 429)
