"""Kraken: 500 levels a side (its most), 450 markets, 100 open orders."""

import random

from . import parts

SEED = 20261126
QUOTES = ["ZUSD", "ZEUR", "XXBT"]
# The old assets have a letter in front, and two of them names of their own (kraken.md C).
IDS = {"BTC": "XXBT", "ETH": "XETH", "XRP": "XXRP", "LTC": "XLTC", "XLM": "XXLM", "DOGE": "XXDG"}
SHORT = {"BTC": "XBT", "DOGE": "XDG"}


def files() -> dict[str, object]:
    generator = random.Random(SEED)
    coins = parts.coins(150, generator)
    pairs = [(coin, quote) for coin in coins for quote in QUOTES if IDS.get(coin) != quote]
    return {
        "book": answer({"XXBTZUSD": book(generator)}),
        "tickers": answer({name(*pair): ticker(pair[0], generator) for pair in pairs}),
        "assets": answer(assets(coins)),
        "instruments": answer({name(*pair): instrument(*pair, generator) for pair in pairs}),
        "orders": answer({"open": dict(order(number, generator) for number in range(100))}),
    }


def answer(result: dict) -> dict:
    return {"error": [], "result": result}


def name(coin: str, quote: str) -> str:
    """XXBTZUSD for the old coins, SOLUSD for the newer ones."""
    return IDS[coin] + quote if coin in IDS else coin + quote[1:]


def altname(coin: str, quote: str) -> str:
    return SHORT.get(coin, coin) + quote[1:]


def book(generator: random.Random) -> dict:
    def levels(best, step):
        return [[parts.text(price, 1) + "0000", parts.text(lots // 100 + 1, 3), 1_795_305_600 - generator.randrange(900)]
                for price, lots in parts.side(best, step, 500, generator)]

    return {"asks": levels(641_235, 1), "bids": levels(641_234, -1)}


def ticker(coin: str, generator: random.Random) -> dict:
    price = parts.price_of(coin, generator) // 1000

    def near():
        return parts.text(price + price * generator.randrange(-50, 50) // 1000, 5)

    return parts.like(
        parts.sample("kraken/rest-ticker.json")["result"]["XXBTZUSD"],
        a=[parts.text(price + 1, 5), "1", parts.text(generator.randrange(1, 10**6), 3)],
        b=[parts.text(price, 5), "1", parts.text(generator.randrange(1, 10**6), 3)],
        c=[near(), parts.text(generator.randrange(1, 10**8), 8)],
        v=[parts.text(generator.randrange(10**9, 10**13), 8) for _ in range(2)], p=[near(), near()],
        t=[generator.randrange(50_000) for _ in range(2)], l=[near(), near()], h=[near(), near()], o=near())


def assets(coins: list[str]) -> dict:
    row = parts.sample("kraken/rest-assets.json")["result"]["XETH"]
    named = {IDS.get(coin, coin): SHORT.get(coin, coin) for coin in coins} | {"ZUSD": "USD", "ZEUR": "EUR"}
    return {id: parts.like(row, altname=short) for id, short in named.items()}


def instrument(coin: str, quote: str, generator: random.Random) -> dict:
    short = SHORT.get(coin, coin)
    named = parts.like(
        parts.sample("kraken/rest-asset-pairs.json")["result"]["XXBTZUSD"], altname=altname(coin, quote),
        wsname=f"{short}/{quote[1:]}", base=IDS.get(coin, coin), quote=quote)
    if (coin, quote) == ("BTC", "ZUSD"):
        return named
    decimals = generator.randrange(1, 9)
    # The leverage of the market differs, the fees are the venue's.
    leverage = list(range(2, generator.randrange(3, 11)))
    return parts.like(
        named, pair_decimals=decimals, tick_size=parts.text(1, decimals), leverage_buy=leverage,
        leverage_sell=leverage, ordermin=parts.trimmed(10 ** generator.randrange(9), 8),
        long_position_limit=generator.randrange(100, 10_000), short_position_limit=generator.randrange(100, 10_000))


def order(number: int, generator: random.Random) -> tuple[str, dict]:
    row = parts.sample("kraken/rest-open-orders.json")["result"]["open"]["O45M52-BFD5S-YXKQOU"]
    price = parts.text(641_234 - number, 1)
    volume = parts.text(generator.randrange(10**5, 10**8), 8)
    description = parts.like(row["descr"], price=price, order=f"buy {volume} XBTUSD @ limit {price}")
    made = parts.like(
        row, cl_ord_id=f"{0x01935000000070000000000000000000 + number:032x}", opentm=1_795_305_600.25 + number,
        descr=description, vol=volume)
    letters = "".join(generator.choices("ABCDEFGHJKLMNPQRSTUVWXYZ234567", k=16))
    return f"O{letters[:5]}-{letters[5:10]}-{letters[10:]}", made
