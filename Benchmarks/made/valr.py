"""VALR: the summed book of 40 levels a side, 300 markets, 100 open orders."""

import random

from . import parts

SEED = 20261129
QUOTES = ["ZAR", "USDT", "USDC"]


def files() -> dict[str, object]:
    generator = random.Random(SEED)
    coins = parts.coins(100, generator)
    pairs = [(coin, quote) for coin in coins for quote in QUOTES]
    kinds = parts.sample("valr/rest-order-types.json")[0]
    currency = parts.sample("valr/rest-currencies.json")[0]
    return {
        "book": book(generator),
        "tickers": [ticker(*pair, generator) for pair in pairs],
        "instruments": [instrument(*pair, generator) for pair in pairs],
        "order-types": [parts.like(kinds, currencyPair=coin + quote) for coin, quote in pairs],
        "currencies": [parts.like(currency, symbol=coin, shortName=coin, longName=coin) for coin in coins + QUOTES],
        "orders": [order(number, generator) for number in range(100)],
    }


def book(generator: random.Random) -> dict:
    def levels(word, best, step):
        return [{"side": word, "quantity": parts.trimmed(lots, 8), "price": str(price), "currencyPair": "BTCZAR",
                 "orderCount": generator.randrange(1, 9)} for price, lots in parts.side(best, step, 40, generator)]

    return {"Asks": levels("sell", 1_385_194, 1), "Bids": levels("buy", 1_385_193, -1),
            "LastChange": "2026-11-24T08:51:11.470Z", "SequenceNumber": 2907775}


def ticker(coin: str, quote: str, generator: random.Random) -> dict:
    price = parts.price_of(coin, generator)

    def near():
        return parts.trimmed(price + price * generator.randrange(-50, 50) // 1000, 8)

    return parts.like(
        parts.sample("valr/rest-market-summary-all.json")[0], currencyPair=coin + quote,
        askPrice=parts.trimmed(price + 1, 8), bidPrice=parts.trimmed(price, 8), lastTradedPrice=near(),
        previousClosePrice=near(), highPrice=near(), lowPrice=near(), markPrice=near(),
        baseVolume=parts.trimmed(generator.randrange(10**6, 10**13), 8),
        quoteVolume=parts.trimmed(generator.randrange(10**8, 10**15), 8))


def instrument(coin: str, quote: str, generator: random.Random) -> dict:
    row = parts.sample("valr/rest-pairs.json")[0]
    named = parts.like(
        row, symbol=coin + quote, baseCurrency=coin, quoteCurrency=quote, shortName=f"{coin}/{quote}")
    if (coin, quote) == ("BTC", "ZAR"):
        return named
    decimals = generator.randrange(9)
    return parts.like(
        named, baseDecimalPlaces=str(decimals), minBaseAmount=parts.trimmed(1, decimals),
        tickSize=parts.trimmed(10 ** generator.randrange(9), 8))


def order(number: int, generator: random.Random) -> dict:
    quantity = parts.trimmed(generator.randrange(10**5, 10**8), 8)
    return parts.like(
        parts.sample("valr/rest-open-orders.json")[1], orderId=f"4352df1d-6d24-472e-8a81-{number:012x}", side="buy",
        remainingQuantity=quantity, price=str(1_385_000 - number), currencyPair="BTCZAR", originalQuantity=quantity)
