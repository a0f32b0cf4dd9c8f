"""KuCoin: 1,000 levels a side of the full book, 400 markets, 100 open orders."""

import random

from . import parts

SEED = 20261127
QUOTES = ["USDT", "BTC", "USDC", "EUR"]


def files() -> dict[str, object]:
    generator = random.Random(SEED)
    pairs = [(coin, quote) for coin in parts.coins(100, generator) for quote in QUOTES if coin != quote]
    return {
        "book": answer(book(generator)),
        "tickers": answer({"time": 1_795_305_600_000, "ticker": [ticker(*pair, generator) for pair in pairs]}),
        "instruments": answer([instrument(*pair, generator) for pair in pairs]),
        "orders": answer([order(number, generator) for number in range(100)]),
        # Ours asks for armed orders too; CCXT does not.
        "stop-orders": answer({"currentPage": 1, "pageSize": 50, "totalNum": 0, "totalPage": 1, "items": []}),
    }


def answer(data) -> dict:
    return {"code": "200000", "data": data}


def book(generator: random.Random) -> dict:
    def levels(best, step):
        return [[parts.trimmed(price, 1), parts.trimmed(lots, 8)]
                for price, lots in parts.side(best, step, 1000, generator)]

    return {"time": 1_795_305_600_000, "sequence": "14610502970", "bids": levels(641_234, -1),
            "asks": levels(641_235, 1)}


def ticker(coin: str, quote: str, generator: random.Random) -> dict:
    price = parts.price_of(coin, generator)

    def near():
        return parts.trimmed(price + price * generator.randrange(-50, 50) // 1000, 8)

    return parts.like(
        parts.sample("kucoin/rest-all-tickers.json")["data"]["ticker"][0], symbol=f"{coin}-{quote}",
        symbolName=f"{coin}-{quote}", buy=parts.trimmed(price, 8), sell=parts.trimmed(price + 1, 8),
        bestBidSize=parts.trimmed(generator.randrange(1, 10**10), 8),
        bestAskSize=parts.trimmed(generator.randrange(1, 10**10), 8), high=near(), low=near(), last=near(),
        averagePrice=near(), vol=parts.trimmed(generator.randrange(10**9, 10**13), 8),
        volValue=parts.trimmed(generator.randrange(10**11, 10**16), 8))


def instrument(coin: str, quote: str, generator: random.Random) -> dict:
    named = parts.like(
        parts.sample("kucoin/rest-symbols.json")["data"][0], symbol=f"{coin}-{quote}", name=f"{coin}-{quote}",
        baseCurrency=coin, quoteCurrency=quote, feeCurrency=quote)
    if (coin, quote) == ("BTC", "USDT"):
        return named
    step = parts.trimmed(10 ** generator.randrange(7), 8)
    return parts.like(
        named, baseMinSize=step, baseIncrement=step, quoteMinSize=generator.choice(["0.1", "0.01", "0.00001"]),
        priceIncrement=parts.trimmed(10 ** generator.randrange(7), 8))


def order(number: int, generator: random.Random) -> dict:
    price = parts.trimmed(641_234 - number, 1)
    size = parts.trimmed(generator.randrange(10**5, 10**8), 8)
    time = 1_795_305_600_000 + 1000 * number
    return parts.like(
        parts.sample("kucoin/rest-open-orders.json")["data"][0], id=f"{0x67120bbef094e20007000000 + number:024x}",
        clientOid=f"{0x01935000000070000000000000000000 + number:032x}", price=price, size=size, remainSize=size,
        funds="0", remainFunds="0", createdAt=time, lastUpdatedAt=time)
