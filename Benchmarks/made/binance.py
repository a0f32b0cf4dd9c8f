"""Binance: 1,000 levels a side, 400 markets, 100 open orders."""

import random

from . import parts

SEED = 20261125
QUOTES = ["USDT", "BTC", "USDC", "EUR"]


def files() -> dict[str, object]:
    generator = random.Random(SEED)
    names = [(coin, quote) for coin in parts.coins(100, generator) for quote in QUOTES if coin != quote]
    return {
        "book": book(generator), "tickers": [ticker(coin, quote, generator) for coin, quote in names],
        "instruments": instruments(names, generator), "orders": [order(number, generator) for number in range(100)],
    }


def book(generator: random.Random) -> dict:
    def levels(best, step):
        return [[parts.text(price, 2) + "000000", parts.text(lots, 5) + "000"]
                for price, lots in parts.side(best, step, 1000, generator)]

    return {"lastUpdateId": 71234567890, "bids": levels(6_412_345, -1), "asks": levels(6_412_346, 1)}


def ticker(coin: str, quote: str, generator: random.Random) -> dict:
    price = parts.price_of(coin, generator)
    changes = {
        name: parts.text(price + price * generator.randrange(-50, 50) // 1000, 8)
        for name in ("weightedAvgPrice", "prevClosePrice", "lastPrice", "openPrice", "highPrice", "lowPrice")
    }
    return parts.like(
        parts.sample("binance/rest-ticker-24hr.json"), symbol=coin + quote, bidPrice=parts.text(price, 8),
        askPrice=parts.text(price + 1, 8), volume=parts.text(generator.randrange(10**10, 10**15), 8),
        quoteVolume=parts.text(generator.randrange(10**12, 10**17), 8),
        count=generator.randrange(1, 3_000_000), **changes)


def instruments(names: list[tuple[str, str]], generator: random.Random) -> dict:
    answer = parts.sample("binance/rest-exchange-info.json")
    row = next(row for row in answer["symbols"] if row["symbol"] == "BTCUSDT")
    # As asked: showPermissionSets=false leaves the sets out.
    row["permissionSets"] = []
    return parts.like(answer, symbols=[
        parts.like(row, symbol=coin + quote, baseAsset=coin, quoteAsset=quote,
                   filters=[varied(rule, generator) if (coin, quote) != ("BTC", "USDT") else rule
                            for rule in row["filters"]])
        for coin, quote in names])


def varied(rule: dict, generator: random.Random) -> dict:
    """Steps and bounds differ from market to market; limits on the number of orders do not."""
    step = parts.text(10 ** generator.randrange(7), 8)
    match rule["filterType"]:
        case "PRICE_FILTER":
            return parts.like(rule, minPrice=step, tickSize=step, maxPrice=parts.text(10 ** generator.randrange(10, 15), 8))
        case "LOT_SIZE":
            return parts.like(rule, minQty=step, stepSize=step, maxQty=parts.text(9 * 10 ** generator.randrange(10, 15), 8))
        case "MARKET_LOT_SIZE":
            return parts.like(rule, maxQty=parts.text(generator.randrange(10**9, 10**13), 8))
        case "NOTIONAL":
            return parts.like(rule, minNotional=parts.text(generator.choice([10_000, 100_000_000, 500_000_000]), 8))
        case _:
            return rule


def order(number: int, generator: random.Random) -> dict:
    time = 1_795_305_600_000 + 1000 * number
    return parts.like(
        parts.sample("binance/rest-open-orders.json")[0], symbol="BTCUSDT", orderId=28_457_000_000 + number,
        clientOrderId=f"{0x01935000000070000000000000000000 + number:032x}",
        price=parts.text(6_412_345 - number, 2) + "000000",
        origQty=parts.text(generator.randrange(1000, 100_000), 5) + "000", executedQty="0.00000000",
        cummulativeQuoteQty="0.00000000", stopPrice="0.00000000", icebergQty="0.00000000",
        origQuoteOrderQty="0.00000000", time=time, updateTime=time, workingTime=time)
