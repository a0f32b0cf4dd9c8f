"""The shared walk through public data, and the trades that only this venue aggregates."""

from tour import market_data
from tour.compare import number
from venues.binance import BinanceTour


class MarketData(market_data.MarketData, BinanceTour):
    def test_aggregated_trades_sum_up_to_the_single_ones(self):
        with self.simulator.frozen():
            single = self.peer.fetch_trades(self.symbol, limit=200)
            aggregated = self.peer.fetch_trades(
                self.symbol, limit=50, params={"fetchTradesMethod": "publicGetAggTrades"}
            )
        by_id = {trade["id"]: trade for trade in single}
        compared = 0
        for whole in aggregated:
            ids = [str(each) for each in range(int(whole["info"]["f"]), int(whole["info"]["l"]) + 1)]
            if all(each in by_id for each in ids):
                parts = [by_id[each] for each in ids]
                self.assertEqual(number(whole["amount"]), sum(number(part["amount"]) for part in parts))
                self.assertEqual({number(whole["price"])}, {number(part["price"]) for part in parts})
                self.assertEqual({whole["side"]}, {part["side"] for part in parts})
                compared += 1
        self.assertGreater(compared, 0, "no aggregated trade lay within the single ones")
