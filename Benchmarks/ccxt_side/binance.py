"""CCXT's binance."""

import ccxt

from . import stub

ID = "01935000000070000000000000000000"


class Side(stub.Side):
    venue = "binance"
    symbol = "BTC/USDT"
    depth = 1000
    answers = {
        "publicGetDepth": "book", "publicGetTicker24hr": "tickers", "publicGetExchangeInfo": "instruments",
        "privateGetOpenOrders": "orders",
    }

    def __init__(self, fixtures, secret: str = "s" * 64):
        exchange = ccxt.binance({"apiKey": "k" * 64, "secret": secret})
        exchange.options["fetchMarkets"] = {"types": ["spot"]}
        # What load_markets asks of the margin endpoints when it has a key.
        exchange.options["fetchMargins"] = False
        exchange.options["crossMarginPairsData"] = exchange.options["isolatedMarginPairsData"] = []
        super().__init__(exchange, fixtures)

    def order(self):
        return (self.symbol, "limit", "buy", 0.01234, 64123.45, {"newClientOrderId": ID})

    def sign(self) -> dict:
        """The finished request by CCXT's two pure steps, without what its transport does around them."""
        return self.exchange.sign("order", ["private"], "POST", self.exchange.create_order_request(*self.order()))
