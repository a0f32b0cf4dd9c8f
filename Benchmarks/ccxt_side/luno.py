"""CCXT's luno."""

import ccxt

from . import stub

ID = "01935000000070000000000000000000"


class Side(stub.Side):
    venue = "luno"
    symbol = "BTC/ZAR"
    answers = {
        "publicGetOrderbook": "book", "publicGetTickers": "tickers", "exchangeGetMarkets": "instruments",
        "privateGetListorders": "orders",
    }

    def __init__(self, fixtures):
        super().__init__(ccxt.luno({"apiKey": "k" * 64, "secret": "s" * 64}), fixtures)

    def order(self):
        return (self.symbol, "limit", "buy", 0.01234, 1385193, {"client_order_id": ID})
