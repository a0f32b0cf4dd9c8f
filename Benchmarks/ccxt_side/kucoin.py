"""CCXT's kucoin."""

import ccxt

from . import stub

ID = "01935000000070000000000000000000"


class Side(stub.Side):
    venue = "kucoin"
    symbol = "BTC/USDT"
    answers = {
        "privateGetMarketOrderbookLevel2": "book", "publicGetMarketAllTickers": "tickers",
        "publicGetSymbols": "instruments", "privateGetHfOrdersActive": "orders",
    }

    def __init__(self, fixtures):
        exchange = ccxt.kucoin({"options": {
            "fetchMarkets": {"types": ["spot"], "fetchTickersFees": False}, "uta": False,
        }})
        super().__init__(exchange, fixtures)
        # After the markets, which it would otherwise ask for its margin rights and its account's migration.
        exchange.apiKey, exchange.secret, exchange.password = "k" * 64, "s" * 64, "passphrase"
        exchange.options["hf"] = True

    def order(self):
        return (self.symbol, "limit", "buy", 0.01234, 64123.4, {"clientOrderId": ID})

    def instruments(self) -> list:
        # Public, as ours: with a key CCXT also asks three private endpoints.
        return self.exchange.fetch_markets({"marginables": False})
