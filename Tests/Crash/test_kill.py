"""SIGKILL between intent and outcome, step by step: the order ends in its true state and is never doubled."""

from __future__ import annotations

import tempfile
import unittest

from processes import Host, Simulator

#: Rests far below the market, inside the collar of 5 %.
RESTING = {"platform": "binance", "symbol": "BTC/USDT", "side": "buy", "type": "limit", "quantity": "0.002", "price": "62500"}
FILLING = {**RESTING, "price": "66000"}


class Kill(unittest.TestCase):
    def setUp(self) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="bourse-state-")
        self.addCleanup(self.place.cleanup)

    def _killed(self, simulator: Simulator, operation: str, action: dict, body: dict, seen: int = 1) -> str:
        """Submits under a fault, kills the host when the venue has seen the operation, returns the host's token."""
        before = simulator.counters()["received"].get(operation, 0)
        simulator.fault(operation, action)
        with Host(simulator, self.place.name) as host:
            # The first start asks for the ticker only when an order comes.
            connection = host.begin(body, "the-key")
            simulator.wait_until_received(operation, before + seen)
            host.kill()
            connection.close()
            token = host.token
        simulator.heal()
        return token

    def _after(self, simulator: Simulator, token: str, body: dict) -> tuple[int, dict]:
        """A new start: the same key again, then the order once it is settled."""
        with Host(simulator, self.place.name, token) as host:
            status, record = host.call("POST", "/api/orders", body, "the-key")
            self.assertIn(status, (201, 202, 409, 422), record)
            return status, host.settled(record["order_id"])

    def test_before_the_intent(self) -> None:
        with Simulator() as simulator:
            token = self._killed(simulator, "market.ticker", {"kind": "stallBefore"}, FILLING)
            _, record = self._after(simulator, token, FILLING)
            self.assertEqual(record["state"], "filled", record)
            self.assertEqual(len(simulator.orders()), 1)

    def test_after_the_intent_before_the_venue(self) -> None:
        with Simulator() as simulator:
            token = self._killed(simulator, "order.place", {"kind": "stallBefore"}, FILLING)
            _, record = self._after(simulator, token, FILLING)
            # Proven absent: never sent again on its own, and the venue has none.
            self.assertEqual(record["state"], "rejected", record)
            self.assertIn("resolved", [entry["kind"] for entry in record["timeline"]])
            self.assertEqual(simulator.orders(), [])

    def test_after_the_venue_filled_it(self) -> None:
        with Simulator() as simulator:
            token = self._killed(simulator, "order.place", {"kind": "stallAfter"}, FILLING)
            _, record = self._after(simulator, token, FILLING)
            self.assertEqual(record["state"], "filled", record)
            self.assertEqual(record["filled_base"], "0.00200000")
            self.assertEqual(len(record["fills"]), 1)
            self.assertEqual(len(simulator.orders()), 1)

    def test_after_the_venue_took_it(self) -> None:
        with Simulator() as simulator:
            token = self._killed(simulator, "order.place", {"kind": "stallAfter"}, RESTING)
            _, record = self._after(simulator, token, RESTING)
            self.assertEqual(record["state"], "submitted", record)
            orders = simulator.orders()
            self.assertEqual([order["client_order_id"] for order in orders], [record["client_order_id"]])

    def test_after_the_outcome(self) -> None:
        with Simulator() as simulator:
            with Host(simulator, self.place.name) as host:
                first = host.call("POST", "/api/orders", FILLING, "the-key")
                host.kill()
                token = host.token
            with Host(simulator, self.place.name, token) as host:
                self.assertEqual(host.call("POST", "/api/orders", FILLING, "the-key"), first)
                status, problem = host.call("POST", "/api/orders", RESTING, "the-key")
                self.assertEqual((status, problem["code"]), (409, "IDEMPOTENCY_MISMATCH"))
            self.assertEqual(len(simulator.orders()), 1)

    def test_sigterm_in_mid_order_waits_for_the_outcome(self) -> None:
        with Simulator() as simulator:
            simulator.fault("order.place", {"kind": "delayReply", "milliseconds": 1500})
            with Host(simulator, self.place.name) as host:
                connection = host.begin(FILLING, "the-key")
                simulator.wait_until_received("order.place")
                host.process.terminate()
                self.assertEqual(host.process.wait(60), 0)
                connection.close()
                token = host.token
            with Host(simulator, self.place.name, token) as host:
                _, record = host.call("POST", "/api/orders", FILLING, "the-key")
                self.assertEqual(record["state"], "filled", record)
                # Settled by its own answer, not by a search after the restart.
                self.assertEqual([entry["kind"] for entry in record["timeline"]], ["intended", "placed"])
            self.assertEqual(len(simulator.orders()), 1)

    def test_in_a_cancel(self) -> None:
        with Simulator() as simulator:
            with Host(simulator, self.place.name) as host:
                _, record = host.call("POST", "/api/orders", RESTING, "the-key")
                simulator.fault("order.cancel", {"kind": "stallAfter"})
                connection = host._connection()
                host._send(connection, "DELETE", f"/api/orders/{record['order_id']}", None, None)
                simulator.wait_until_received("order.cancel")
                host.kill()
                connection.close()
                token = host.token
            simulator.heal()
            with Host(simulator, self.place.name, token) as host:
                _, found = host.call("GET", f"/api/orders/{record['order_id']}")
                self.assertEqual(found["state"], "cancelled", found)


class Unknown(unittest.TestCase):
    """The answer is lost while the host lives: unknown, then the truth; never failed, never sent twice."""

    def _lost(self, action: dict, body: dict) -> tuple[dict, dict, list[dict]]:
        with tempfile.TemporaryDirectory(prefix="bourse-state-") as state, Simulator() as simulator:
            simulator.fault("order.place", action)
            with Host(simulator, state) as host:
                status, answer = host.call("POST", "/api/orders", body, "k")
                self.assertEqual((status, answer["state"]), (202, "unknown"), answer)
                record = host.settled(answer["order_id"])
                self.assertEqual(host.call("POST", "/api/orders", body, "k"), (status, answer))
            self.assertEqual(simulator.counters()["received"]["order.place"], 1)
            return answer, record, simulator.orders()

    def test_the_reply_is_dropped_after_the_fill(self) -> None:
        _, record, orders = self._lost({"kind": "dropAfter"}, FILLING)
        self.assertEqual((record["state"], len(orders)), ("filled", 1))

    def test_the_reply_is_reset_in_mid_body(self) -> None:
        _, record, orders = self._lost({"kind": "resetMidBody"}, RESTING)
        self.assertEqual((record["state"], len(orders)), ("submitted", 1))

    def test_the_reply_is_html(self) -> None:
        _, record, orders = self._lost({"kind": "corruptBody"}, RESTING)
        self.assertEqual((record["state"], len(orders)), ("submitted", 1))

    def test_the_connection_is_dropped_before_the_venue_looks(self) -> None:
        _, record, orders = self._lost({"kind": "dropBefore"}, RESTING)
        self.assertEqual((record["state"], orders), ("rejected", []))


if __name__ == "__main__":
    unittest.main()
