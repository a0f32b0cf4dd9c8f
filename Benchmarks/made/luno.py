"""Luno: 1,000 rows a side of the full book, 200 markets, 100 open orders."""

import random

from . import parts

SEED = 20261128
QUOTES = ["ZAR", "USDT", "MYR", "NGN"]


def files() -> dict[str, object]:
    generator = random.Random(SEED)
    coins = ["XBT"] + parts.coins(50, generator)[1:]
    pairs = [(coin, quote) for coin in coins for quote in QUOTES]
    return {
        "book": book(generator),
        "tickers": {"tickers": [ticker(*pair, generator) for pair in pairs]},
        "instruments": {"markets": [instrument(*pair, generator) for pair in pairs]},
        "orders": {"orders": [order(number, generator) for number in range(100)]},
    }


def book(generator: random.Random) -> dict:
    def levels(best, step):
        return [{"price": f"{price}.00", "volume": parts.text(lots, 6)}
                for price, lots in parts.side(best, step, 1000, generator)]

    return {"timestamp": 1_795_305_600_000, "asks": levels(1_385_194, 1), "bids": levels(1_385_193, -1)}


def ticker(coin: str, quote: str, generator: random.Random) -> dict:
    price = parts.price_of(coin, generator)
    return parts.like(
        parts.sample("luno/rest-tickers.json")["tickers"][0], pair=coin + quote, bid=parts.text(price, 8),
        ask=parts.text(price + 1, 8), last_trade=parts.text(price, 8),
        rolling_24_hour_volume=parts.text(generator.randrange(10**6, 10**13), 8))


def instrument(coin: str, quote: str, generator: random.Random) -> dict:
    rows = parts.sample("luno/rest-markets.json")["markets"]
    row = next(row for row in rows if row["market_id"] == "XBTZAR")
    named = parts.like(row, market_id=coin + quote, base_currency=coin, counter_currency=quote)
    if (coin, quote) == ("XBT", "ZAR"):
        return named
    volume, price = generator.randrange(1, 7), generator.randrange(1, 7)
    return parts.like(
        named, min_volume=parts.text(1, volume), volume_scale=volume, min_price=parts.text(1, price), price_scale=price)


def order(number: int, generator: random.Random) -> dict:
    return parts.like(
        parts.sample("luno/rest-list-orders-v2-open.json")["orders"][0], order_id=f"BXMC2CJ7HNB8{number:03d}",
        client_order_id=f"{0x01935000000070000000000000000000 + number:032x}",
        limit_price=f"{1_385_000 - number}.00", limit_volume=parts.text(generator.randrange(100, 10**6), 6),
        creation_timestamp=1_795_305_600_000 + 1000 * number)
