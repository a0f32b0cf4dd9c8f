"""The venue's own SDK (kucoin-universal-sdk), its source unchanged: the orders that it places, reads and cancels."""

from __future__ import annotations

import time
import uuid
from decimal import ROUND_DOWN, Decimal

from kucoin_universal_sdk.generate.spot.market import GetTickerReq
from kucoin_universal_sdk.generate.spot.order import (
    AddOrderReq, AddOrderSyncReq, AddOrderTestReq, AddStopOrderReq, BatchCancelStopOrderReq,
    CancelAllOrdersBySymbolReq, CancelOrderByClientOidReq, CancelOrderByClientOidSyncReq, CancelOrderByOrderIdReq,
    CancelOrderByOrderIdSyncReq, CancelPartialOrderReq, GetClosedOrdersReq, GetOpenOrdersReq,
    GetOrderByClientOidReq, GetOrderByOrderIdReq, GetStopOrdersListReq, GetTradeHistoryReq, ModifyOrderReq,
)
from kucoin_universal_sdk.model import RestError

from tour import compare
from tour.compare import number
from venues.kucoin import sdk

_SIZE = Decimal("0.0001")


class OfficialOrders(sdk.Official):
    def setUp(self) -> None:
        # Nothing that an earlier test left open disturbs this one.
        self.orders.cancel_all_orders_by_symbol(CancelAllOrdersBySymbolReq(symbol=self.market))
        self.orders.batch_cancel_stop_order(BatchCancelStopOrderReq(symbol=self.market))
        self._until(lambda: self._open() == [])
        self.bid = number(self.markets.get_ticker(GetTickerReq(symbol=self.market)).best_bid)

    def _price(self, factor: str) -> str:
        return str((self.bid * Decimal(factor)).quantize(Decimal("0.1"), ROUND_DOWN))

    def _body(self, **fields: object) -> dict:
        """A limit buy that rests, but for the fields given."""
        return {
            "client_oid": str(uuid.uuid4()), "symbol": self.market, "side": "buy", "type": "limit",
            "price": self._price("0.95"), "size": str(_SIZE), **fields,
        }

    def _market(self, **fields: object) -> dict:
        return {"client_oid": str(uuid.uuid4()), "symbol": self.market, "side": "buy", "type": "market", **fields}

    def _place(self, **body: object) -> str:
        """Places, and waits until the order can be seen (sheet E.7)."""
        order_id = self.orders.add_order_sync(AddOrderSyncReq(**body)).order_id
        self._until(lambda: self._read(order_id) is not None)
        return order_id

    def _read(self, order_id: str):
        try:
            return self.orders.get_order_by_order_id(GetOrderByOrderIdReq(symbol=self.market, order_id=order_id))
        except RestError as error:
            if error.get_common_response() is None or error.get_common_response().message != "order not exist":
                raise
            return None

    def _open(self) -> list:
        return self.orders.get_open_orders(GetOpenOrdersReq(symbol=self.market)).data

    def _until(self, done) -> None:
        for _ in range(50):
            if done():
                return
            time.sleep(0.1)
        self.fail("the venue's bound of 5 s (sheet E.7) has passed")

    def _compare(self, order_id: str, is_open: bool) -> dict:
        self._until(lambda: self._read(order_id).active == is_open)
        with self.simulator.frozen():
            theirs = sdk.order(self._read(order_id))
            ours = self.ours.order(self.symbol, order_id)
        compare.equal(self, "order", theirs, sdk.our_order(ours))
        return ours

    def test_a_resting_order_from_placing_to_cancelling(self):
        body = self._body()
        placed = self.orders.add_order(AddOrderReq(**body))
        self.assertEqual(placed.client_oid, body["client_oid"])
        self._until(lambda: self._read(placed.order_id) is not None)
        self._compare(placed.order_id, is_open=True)
        with self.simulator.frozen():
            theirs = {row.id: sdk.order(row) for row in self._open()}
            ours = self.ours.open_orders(self.symbol)
        self.assertEqual(list(theirs), [placed.order_id])
        compare.equal(self, "open orders", theirs, {key: sdk.our_order(order) for key, order in ours.items()})
        request = CancelOrderByOrderIdReq(symbol=self.market, order_id=placed.order_id)
        self.assertEqual(self.orders.cancel_order_by_order_id(request).order_id, placed.order_id)
        self.assertEqual(self._compare(placed.order_id, is_open=False)["status"], "canceled")

    def test_an_order_by_its_client_id(self):
        body = self._body()
        order_id = self._place(**body)
        by_client = GetOrderByClientOidReq(symbol=self.market, client_oid=body["client_oid"])
        self.assertEqual(self.orders.get_order_by_client_oid(by_client).id, order_id)
        request = CancelOrderByClientOidReq(symbol=self.market, client_oid=body["client_oid"])
        self.assertEqual(self.orders.cancel_order_by_client_oid(request).client_oid, body["client_oid"])
        self._compare(order_id, is_open=False)

    def test_the_answer_of_a_cancel_that_waits_for_the_engine(self):
        for by_client in (False, True):
            with self.subTest(by_client=by_client):
                body = self._body()
                order_id = self._place(**body)
                if by_client:
                    answer = self.orders.cancel_order_by_client_oid_sync(
                        CancelOrderByClientOidSyncReq(symbol=self.market, client_oid=body["client_oid"])
                    )
                else:
                    answer = self.orders.cancel_order_by_order_id_sync(
                        CancelOrderByOrderIdSyncReq(symbol=self.market, order_id=order_id)
                    )
                sizes = [number(size) for size in (answer.deal_size, answer.remain_size, answer.canceled_size)]
                self.assertEqual((answer.status.value, sizes), ("done", [0, 0, _SIZE]))
                self._compare(order_id, is_open=False)

    def test_our_order_is_the_sdks_to_cancel(self):
        placed = self.ours.place_limit("buy", self.symbol, _SIZE, self._price("0.95"))
        order_id = placed["venue_order_id"]
        self._until(lambda: self._read(order_id) is not None)
        self.assertEqual(self._read(order_id).client_oid, placed["client_order_id"])
        self._compare(order_id, is_open=True)
        self.orders.cancel_order_by_order_id(CancelOrderByOrderIdReq(symbol=self.market, order_id=order_id))
        self._compare(order_id, is_open=False)

    def test_the_sdks_order_is_ours_to_cancel(self):
        order_id = self._place(**self._body())
        self.assertEqual(self.ours.cancel(self.symbol, order_id), "ended")
        self._compare(order_id, is_open=False)

    def test_market_orders_by_size_and_by_funds(self):
        for side in ("buy", "sell"):
            order_id = self._place(**self._market(side=side, size=str(_SIZE)))
            ours = self._compare(order_id, is_open=False)
            self.assertEqual((ours["status"], ours["filledBase"]), ("closed", _SIZE))
        order_id = self._place(**self._market(funds="10"))
        row = self._read(order_id)
        # K1: the dust below one lot is returned, and leaves a cancel record; the order is filled all the same.
        self.assertTrue(row.cancel_exist)
        self.assertLess(number(row.cancelled_funds), self.bid * Decimal("2e-8"))
        self.assertEqual(self._compare(order_id, is_open=False)["status"], "closed")

    def test_the_answer_of_a_placement_that_waits_for_the_engine(self):
        done = self.orders.add_order_sync(AddOrderSyncReq(**self._market(size=str(_SIZE))))
        self.assertEqual((done.status.value, number(done.deal_size)), ("done", _SIZE))
        rests = self.orders.add_order_sync(AddOrderSyncReq(**self._body()))
        self.assertEqual((rests.status.value, number(rests.remain_size)), ("open", _SIZE))
        self._until(lambda: self._read(rests.order_id) is not None)
        self.assertEqual(self._read(rests.order_id).created_at, rests.order_time)

    def test_lifetimes_and_flags(self):
        lapsed = self._place(**self._body(time_in_force="IOC"))
        self.assertEqual(self._compare(lapsed, is_open=False)["status"], "expired")
        killed = self._place(**self._body(time_in_force="FOK"))
        self.assertEqual(self._compare(killed, is_open=False)["status"], "expired")
        maker = self._place(**self._body(post_only=True))
        self.assertTrue(self._compare(maker, is_open=True)["postOnly"])
        # Sheet E.3: one that would take has already been accepted when it is canceled.
        taker = self._place(**self._body(post_only=True, price=self._price("1.05")))
        self.assertEqual(self._compare(taker, is_open=False)["filledBase"], 0)

    def test_an_order_for_some_seconds(self):
        order_id = self._place(**self._body(time_in_force="GTT", cancel_after=1))
        self.assertEqual(self._compare(order_id, is_open=False)["status"], "expired")

    def test_a_stop_order(self):
        body = self._body(side="sell", price=self._price("0.89"), stop_price=self._price("0.90"), stop="loss")
        order_id = self.orders.add_stop_order(AddStopOrderReq(**body)).order_id
        with self.simulator.frozen():
            rows = self.orders.get_stop_orders_list(GetStopOrdersListReq(symbol=self.market)).items
            ours = self.ours.open_orders(self.symbol)
        self.assertEqual([row.id for row in rows], [order_id])
        compare.equal(self, "stop order", sdk.stop_order(rows[0]), sdk.our_order(ours[order_id]))
        ended = self.orders.batch_cancel_stop_order(BatchCancelStopOrderReq(symbol=self.market, order_ids=order_id))
        self.assertEqual(ended.cancelled_order_ids, [order_id])

    def test_another_price_makes_another_order(self):
        # Sheet E.3: the id is new, the client id stays.
        body = self._body()
        old = self._place(**body)
        new = self.orders.modify_order(
            ModifyOrderReq(symbol=self.market, order_id=old, new_price=self._price("0.94"))
        ).new_order_id
        self.assertNotEqual(new, old)
        self._until(lambda: self._read(new) is not None)
        self.assertEqual(self._compare(new, is_open=True)["clientOrderID"], body["client_oid"])
        self._compare(old, is_open=False)

    def test_a_part_taken_off(self):
        order_id = self._place(**self._body())
        self.orders.cancel_partial_order(
            CancelPartialOrderReq(symbol=self.market, order_id=order_id, cancel_size="0.00004")
        )
        self._until(lambda: number(self._read(order_id).remain_size) == Decimal("0.00006"))
        self._compare(order_id, is_open=True)

    def test_a_trial_makes_no_order(self):
        answer = self.orders.add_order_test(AddOrderTestReq(**self._body()))
        self.assertTrue(answer.order_id)
        self.assertEqual(self._open(), [])

    def test_history(self):
        placed = self._place(**self._market(size=str(_SIZE)))
        rests = self._place(**self._body())
        with self.simulator.frozen():
            closed = self._pages(self.orders.get_closed_orders, GetClosedOrdersReq)
            theirs = {row.id: sdk.order(row) for row in closed + self._open()}
            ours = self.ours.all_orders(self.symbol)
        self.assertTrue({placed, rests} <= set(theirs))
        compare.equal(self, "history", theirs, {key: sdk.our_order(order) for key, order in ours.items()})

    def test_own_fills(self):
        placed = self._place(**self._market(side="sell", size=str(_SIZE)))
        with self.simulator.frozen():
            rows = self._pages(self.orders.get_trade_history, GetTradeHistoryReq)
            ours = self.ours.fills(self.symbol)
        theirs = [sdk.fill(row) for row in reversed(rows)]
        mine = [fill for fill in theirs if fill["order"] == placed]
        self.assertEqual(sum(fill["quantity"] for fill in mine), _SIZE)
        compare.equal(self, "fills", theirs, ours)

    def _pages(self, call, request: type) -> list:
        """All rows, newest first; a page is the last when it is not full (sheet E.6)."""
        rows, last = [], {}
        while True:
            page = call(request(symbol=self.market, limit=100, **last))
            rows += page.items
            if len(page.items) < 100:
                return rows
            last = {"last_id": page.last_id}

    # Refusals: a business code comes with HTTP 200 (sheet A), and the SDK keeps the answer.

    def test_refusals(self):
        cases = {
            "900001": self._body(symbol="NOPE-NOPE"),
            "400100": self._body(price=self._price("0.95") + "1"),
            "600100": self._body(size="0.00000001"),
            "600101": self._body(price="1"),
            "200004": self._body(side="sell", price=self._price("1.05"), size="1000"),
            "400370": self._body(price=self._price("2")),
        }
        for code, body in cases.items():
            with self.subTest(code=code):
                with self.assertRaises(RestError) as refused:
                    self.orders.add_order(AddOrderReq(**body))
                self.assertEqual(refused.exception.get_common_response().code, code)

    def test_refusals_of_the_gateway(self):
        # These come with their own HTTP status; the SDK then keeps only the text.
        trade = self.simulator.credentials["trade"]
        cases = {
            ("401", "400003"): {**trade, "apiKey": "0" * 24},
            ("401", "400004"): {**trade, "passphrase": "wrong"},
            ("403", "400006"): self.simulator.credentials["otherIP"],
            ("403", "400007"): self.simulator.credentials["readOnly"],
        }
        for (status, code), credentials in cases.items():
            with self.subTest(code=code):
                client = sdk.make_sdk(self.simulator.rest, credentials).rest_service()
                with self.assertRaises(RestError) as refused:
                    client.get_spot_service().get_order_api().add_order(AddOrderReq(**self._body()))
                self.assertIsNone(refused.exception.get_common_response())
                self.assertIn(f"Invalid status code: {status}", str(refused.exception))
                self.assertIn(f'"code":"{code}"', str(refused.exception))
