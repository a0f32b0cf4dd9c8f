"""CCXT's kraken."""

import ccxt

from . import stub

ID = "01935000-0000-7000-0000-000000000000"


class Side(stub.Side):
    venue = "kraken"
    symbol = "BTC/USD"
    depth = 500
    answers = {
        "publicGetDepth": "book", "publicGetTicker": "tickers", "publicGetAssetPairs": "instruments",
        "publicGetAssets": "assets", "privatePostOpenOrders": "orders",
    }

    def __init__(self, fixtures):
        # The base64 of 64 bytes.
        super().__init__(ccxt.kraken({"apiKey": "k" * 64, "secret": "c3Nz" * 21 + "cw=="}), fixtures)

    def order(self):
        return (self.symbol, "limit", "buy", 0.01234, 64123.4, {"clientOrderId": ID})

    def instruments(self) -> list:
        # Ours reads the assets too, for their scales; CCXT reads them on load_markets, by this method.
        self.exchange.fetch_currencies()
        return self.exchange.fetch_markets()
