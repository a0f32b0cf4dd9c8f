"""Our own command line and host over five simulated venues, found and used as a new user would."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import unittest
import urllib.request
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

_BINARY = os.environ["BOURSE_BIN"]
_CONFIGURATION = Path(__file__).resolve().parents[3] / "adapters.yaml"
_BOT_LIMITS = {"luno": 5, "binance": 10, "kucoin": 10, "kraken": 10, "valr": 10}
_SYMBOLS = {"luno": "BTC/ZAR", "binance": "BTC/USDT", "kucoin": "BTC/USDT", "kraken": "BTC/USD", "valr": "BTC/ZAR"}


class FiveVenues(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        # The simulator leaves its ready line there, and the commands find it there; keys of nobody are in the way.
        cls.environment = {name: value for name, value in os.environ.items() if not name.startswith("BOURSE_")}
        cls.environment["XDG_RUNTIME_DIR"] = cls.folder
        cls.control = cls._start("simulate", "--port-base", "0", "--seed", "7")["control"]
        cls.skew = 0

    @classmethod
    def _start(cls, *arguments: str) -> dict:
        """A child that serves until the tests are over; its ready line."""
        child = subprocess.Popen(
            [_BINARY, *arguments], env=cls.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )

        def stop() -> None:
            child.terminate()
            child.communicate(timeout=30)

        cls.addClassCleanup(stop)
        line = child.stdout.readline()
        if not line:
            raise AssertionError(f"{arguments} gave no ready line")
        return json.loads(line)

    def _let_time_pass(self) -> None:
        """A minute on the venues' clocks: Kraken and VALR let few public calls pass in one, and no command knows how many
        the commands before it have used."""
        type(self).skew += 60_000
        request = urllib.request.Request(
            f"{self.control}/clock", data=json.dumps({"skewMilliseconds": self.skew}).encode(),
            headers={"Content-Type": "application/json"}, method="POST",
        )
        with urllib.request.urlopen(request, timeout=10) as reply:
            reply.read()

    def _read(self, *arguments: str) -> list:
        """What a command prints: one JSON value a line."""
        self._let_time_pass()
        done = subprocess.run(
            [_BINARY, *arguments, "--json"], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=120,
        )
        self.assertEqual(done.returncode, 0, f"{arguments}: {done.stderr or done.stdout}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _expect_five(self, document: dict) -> None:
        platforms = document["platforms"]
        self.assertEqual({each["id"]: each["bot_limit"] for each in platforms}, _BOT_LIMITS)
        self.assertEqual([each["id"] for each in platforms], list(_BOT_LIMITS))
        for each in platforms:
            with self.subTest(venue=each["id"]):
                self.assertEqual(each["adapter"]["state"], "connected")
                self.assertTrue(each["adapter"]["version"] and each["adapter"]["capabilities"])

    def test_platforms_shows_five_connected_adapters(self):
        (document,) = self._read("platforms", "--config", str(_CONFIGURATION))
        self._expect_five(document)

    def test_a_host_with_its_own_simulated_venues_shows_them_too(self):
        ready = self._start(
            "serve", "--config", str(_CONFIGURATION), "--port", "0", "--state", f"{self.folder}/state", "--json"
        )
        with urllib.request.urlopen(f"{ready['url']}/api/system/platforms", timeout=30) as reply:
            self._expect_five(json.load(reply))

    def test_every_command_works_at_every_venue(self):
        for venue, symbol in _SYMBOLS.items():
            with self.subTest(venue=venue):
                (report,) = self._read("test-key", venue)
                self.assertTrue(report["usable"], report)
                (balances,) = self._read("balances", venue)
                self.assertTrue(balances)
                (rules,) = self._read("instruments", venue, symbol)
                price = self._resting_price(venue, symbol, rules)
                _, record = self._read(
                    "place", venue, "buy", symbol, "0.001", "--price", str(price), "--state", f"{self.folder}/{venue}",
                    "--config", str(_CONFIGURATION),
                )
                self.assertEqual(record["state"], "submitted", record)
                self.assertEqual(self._open_orders(venue, symbol), [record["client_order_id"]])
                (cancelled,) = self._read("cancel", venue, symbol, record["venue_order_id"])
                self.assertIn(cancelled["outcome"], ("ended", "requested"))
                (fees,) = self._read("fees", venue, symbol)
                self.assertTrue(Decimal(fees["taker_buy"]) >= 0)

    def _resting_price(self, venue: str, symbol: str, rules: dict | list) -> Decimal:
        """A tenth below the best bid, on the market's steps."""
        row = rules[0] if isinstance(rules, list) else rules
        step = Decimal(row["price"]["step"])
        (ticker,) = self._read("ticker", venue, symbol)
        wanted = Decimal(ticker["bid_price"]) * Decimal("0.9")
        return (wanted / step).quantize(Decimal(1), ROUND_DOWN) * step

    def _open_orders(self, venue: str, symbol: str) -> list[str]:
        """Once there are any: reads trail writes at some venues. Bounded by tries, not by time."""
        for _ in range(100):
            (opened,) = self._read("orders", venue, symbol)
            if opened:
                return [each["client_order_id"] for each in opened]
        return []


if __name__ == "__main__":
    unittest.main()
