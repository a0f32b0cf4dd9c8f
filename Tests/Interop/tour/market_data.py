"""Everything public: the peer can read it, and reads what we read."""

from tour import compare


class MarketData:
    def test_markets(self):
        with self.simulator.frozen():
            self.peer.load_markets(reload=True, params=self.markets_params)
            ours = self.ours.instruments()
        theirs = {symbol: self.shapes.instrument(market) for symbol, market in self.peer.markets.items()}
        self.assertIn(self.symbol, theirs)
        compare.equal(self, "instruments", theirs, ours)

    def test_order_book(self):
        for levels in self.book_levels:
            with self.subTest(levels=levels):
                with self.simulator.frozen():
                    theirs = self.shapes.book(self.peer.fetch_order_book(self.symbol, levels))
                    ours = self.ours.book(self.symbol, levels)
                self.assertTrue(theirs["bids"] and theirs["asks"], "a side of the book is empty")
                self.assertLess(theirs["bids"][0]["price"], theirs["asks"][0]["price"], "the book is crossed")
                compare.equal(self, "book", theirs, ours)

    def test_ticker(self):
        with self.simulator.frozen():
            theirs = self.shapes.ticker(self.peer.fetch_ticker(self.symbol))
            ours = self.ours.ticker(self.symbol)
        self._compare_ticker("ticker", theirs, ours)

    def test_tickers_of_every_market(self):
        with self.simulator.frozen():
            theirs = self.peer.fetch_tickers()
            ours = self.ours.tickers()
        self.assertEqual(sorted(theirs), sorted(ours))
        for symbol, ticker in theirs.items():
            self._compare_ticker(symbol, self.shapes.ticker(ticker), ours[symbol])

    def _compare_ticker(self, what: str, theirs: dict, ours: dict) -> None:
        """The window rolls on while the market stands still: its end is the moment of each request."""
        self.assertLess(abs(theirs.pop("time") - ours.pop("time")), 60_000)
        compare.equal(self, what, theirs, ours)

    def test_trades(self):
        with self.simulator.frozen():
            theirs = [self.shapes.trade(trade) for trade in self.peer.fetch_trades(self.symbol, limit=50)]
            ours = self.ours.trades(self.symbol, 50)
        self.assertTrue(theirs, "no trade yet")
        compare.equal(self, "trades", theirs, ours)

    def test_candles(self):
        for interval in ("1m", "5m", "1h"):
            with self.subTest(interval=interval):
                with self.simulator.frozen():
                    theirs, ours = self._read_candles(interval)
                    if theirs and theirs[-1]["openTime"] < ours[-1]["openTime"]:
                        # Time goes on while the market stands still: a candle began between the two readings.
                        theirs, ours = self._read_candles(interval)
                self.assertTrue(theirs, "no candle yet")
                compare.equal(self, "candles", theirs, ours)

    def _read_candles(self, interval: str) -> tuple[list[dict], list[dict]]:
        theirs = [self.shapes.candle(row) for row in self.peer.fetch_ohlcv(self.symbol, interval, limit=20)]
        return theirs, self.ours.candles(self.symbol, interval, 20)

    def test_server_time(self):
        before = self.peer.fetch_time()
        self.assertLessEqual(before, self.peer.fetch_time())
