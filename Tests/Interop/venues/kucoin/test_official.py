"""The venue's own SDK (kucoin-universal-sdk), its source unchanged: what it reads of the market and the account."""

from __future__ import annotations

import time

from kucoin_universal_sdk.generate.account.account import GetSpotAccountListReq
from kucoin_universal_sdk.generate.account.fee import GetSpotActualFeeReq
from kucoin_universal_sdk.generate.spot.market import (
    Get24hrStatsReq, GetAllSymbolsReq, GetFullOrderBookReq, GetKlinesReq, GetPartOrderBookReq, GetSymbolReq,
    GetTickerReq, GetTradeHistoryReq,
)

from tour import compare
from tour.compare import number
from venues.kucoin import sdk

#: The SDK's word and length in seconds of each interval.
_INTERVALS = {"1m": ("1min", 60), "5m": ("5min", 300), "1h": ("1hour", 3600)}


class OfficialReads(sdk.Official):
    def test_the_sdk_knows_no_other_address(self):
        option = self.markets.transport.client_option
        self.assertEqual(option.spot_endpoint, self.simulator.rest)
        self.assertEqual((option.futures_endpoint, option.broker_endpoint), (None, None))

    def test_markets(self):
        with self.simulator.frozen():
            rows = self.markets.get_all_symbols(GetAllSymbolsReq()).data
            ours = self.ours.instruments()
            bounds = self.ours.quote_amounts()
        compare.equal(self, "instruments", {sdk.symbol(row.symbol): sdk.instrument(row) for row in rows}, ours)
        theirs = {
            sdk.symbol(row.symbol): {"minimum": number(row.quote_min_size), "maximum": number(row.quote_max_size)}
            for row in rows
        }
        compare.equal(self, "bounds of funds", theirs, bounds)

    def test_one_market(self):
        with self.simulator.frozen():
            row = self.markets.get_symbol(GetSymbolReq(symbol=self.market))
            ours = self.ours.instruments()[self.symbol]
        compare.equal(self, "instrument", sdk.instrument(row), ours)

    def test_ticker(self):
        with self.simulator.frozen():
            best = self.markets.get_ticker(GetTickerReq(symbol=self.market))
            day = self.markets.get24hr_stats(Get24hrStatsReq(symbol=self.market))
            ours = self.ours.ticker(self.symbol)
        self._compare_ticker("ticker", sdk.ticker(best, day, self.market, best.time), ours)

    def test_tickers_of_every_market(self):
        with self.simulator.frozen():
            answer = self.markets.get_all_tickers()
            ours = self.ours.tickers()
        self.assertEqual(sorted(sdk.symbol(row.symbol) for row in answer.ticker), sorted(ours))
        for row in answer.ticker:
            name = sdk.symbol(row.symbol)
            self._compare_ticker(name, sdk.ticker(row, row, row.symbol, answer.time), ours[name])

    def _compare_ticker(self, what: str, theirs: dict, ours: dict) -> None:
        """The time is the moment of each request."""
        self.assertLess(abs(theirs.pop("time") - ours.pop("time")), 60_000)
        compare.equal(self, what, theirs, ours)

    def test_order_book(self):
        for levels in ("20", "100"):
            with self.subTest(levels=levels):
                with self.simulator.frozen():
                    answer = self.markets.get_part_order_book(GetPartOrderBookReq(symbol=self.market, size=levels))
                    ours = self.ours.book(self.symbol, int(levels))
                self.assertTrue(answer.bids and answer.asks, "a side of the book is empty")
                compare.equal(self, "book", sdk.book(answer, self.market), ours)

    def test_the_full_order_book_begins_with_the_public_part(self):
        with self.simulator.frozen():
            full = self.markets.get_full_order_book(GetFullOrderBookReq(symbol=self.market))
            ours = self.ours.book(self.symbol, 100)
        self.assertGreater(len(full.bids), 100)
        theirs = sdk.book(full, self.market)
        theirs = {**theirs, **{side: theirs[side][:100] for side in ("bids", "asks")}}
        compare.equal(self, "book", theirs, ours)

    def test_trades(self):
        with self.simulator.frozen():
            rows = self.markets.get_trade_history(GetTradeHistoryReq(symbol=self.market)).data
            ours = self.ours.trades(self.symbol, 100)
        # Ids and nanoseconds, both above 2^53, to the last digit (sheet K23).
        compare.equal(self, "trades", [sdk.trade(row, self.market) for row in rows], ours)

    def test_candles(self):
        for interval, (word, seconds) in _INTERVALS.items():
            with self.subTest(interval=interval):
                with self.simulator.frozen():
                    now = int(time.time())
                    request = GetKlinesReq(
                        symbol=self.market, type=word, start_at=now - 40 * seconds, end_at=now + seconds
                    )
                    rows = self.markets.get_klines(request).data
                    ours = self.ours.candles(self.symbol, interval, 20)
                self.assertTrue(rows, "no candle yet")
                # Newest first; ours are the 20 newest.
                theirs = [sdk.candle(row) for row in reversed(rows)]
                compare.equal(self, "candles", theirs[-len(ours):], ours)

    def test_server_time_and_status(self):
        before = self.markets.get_server_time().data
        self.assertLessEqual(before, self.markets.get_server_time().data)
        self.assertEqual(self.markets.get_service_status().status.value, "open")

    def test_balances_of_each_wallet(self):
        for wallet in ("trade", "main"):
            with self.subTest(wallet=wallet):
                with self.simulator.frozen():
                    rows = self.account.get_spot_account_list(GetSpotAccountListReq(type=wallet)).data
                    ours = self.ours.balances(wallet)
                # The SDK lists every asset of the wallet, we those that are not zero.
                rows = [row for row in rows if number(row.balance) or number(row.holds)]
                self.assertTrue(rows, "an empty wallet")
                compare.equal(self, "balances", sdk.balances(rows), ours)

    def test_fee_rates_of_several_markets(self):
        # The comma between the symbols travels escaped and is signed plain (sheet B.2, K3).
        with self.simulator.frozen():
            rows = self.fees.get_spot_actual_fee(GetSpotActualFeeReq(symbols="BTC-USDT,ETH-USDT")).data
            ours = {symbol: self.ours.fees(symbol) for symbol in ("BTC/USDT", "ETH/USDT")}
        compare.equal(self, "fees", {sdk.symbol(row.symbol): sdk.fees(row) for row in rows}, ours)

    def test_the_key(self):
        key = self.account.get_apikey_info()
        self.assertEqual(key.api_key, self.simulator.credentials["trade"]["apiKey"])
        self.assertEqual(key.permission, "General,Spot")

    def test_the_limits_are_told(self):
        # Sheet H.2: the budget of the pool, what is left of it, and milliseconds until it is full again.
        told = self.markets.get_ticker(GetTickerReq(symbol=self.market)).common_response.rate_limit
        self.assertEqual(told.limit, 2_000)
        self.assertTrue(0 < told.remaining < told.limit and 0 < told.reset <= 30_000, told)
