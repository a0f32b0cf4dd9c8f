"""luno-python, pointed at the simulator by its constructor; its bare replies, read into the shapes of ours.py.

The client hands over the venue's JSON as it is. It is read here by luno.md, every field that we read, so that a
comparison leaves nothing out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby

from luno_python.client import Client

from tour.compare import limit, number

#: The client has no rate limiter ("TODO: Handle 429s"); the venue takes 300 calls a minute.
_SECONDS_APART = 0.2


def make_client(rest: str, credentials: dict[str, str | None]) -> Client:
    client = Client(base_url=rest, api_key_id=credentials["apiKey"], api_key_secret=credentials["apiSecret"])
    # What a user of this client does who wants to stay below the limit: a hook of its `requests` session.
    client.session.hooks["response"].append(lambda *_, **__: time.sleep(_SECONDS_APART))
    return client


# Currencies and symbols: Bitcoin alone has another name (luno.md C).


def asset(code: str) -> str:
    return "BTC" if code == "XBT" else code


def symbols(client: Client) -> dict[str, str]:
    """The symbol of every pair, from the market list: names of pairs cannot be split (luno.md C)."""
    return {
        row["market_id"]: f"{asset(row['base_currency'])}/{asset(row['counter_currency'])}"
        for row in client.markets()["markets"]
    }


# One reader per shape


def instrument(row: dict) -> dict:
    return {
        "symbol": f"{asset(row['base_currency'])}/{asset(row['counter_currency'])}",
        "venueName": row["market_id"],
        "open": row["trading_status"] == "ACTIVE",
        "tickSize": Decimal(1).scaleb(-row["price_scale"]),
        "minimumPrice": limit(row["min_price"]),
        "maximumPrice": limit(row["max_price"]),
        "lotSize": Decimal(1).scaleb(-row["volume_scale"]),
        "minimumQuantity": limit(row["min_volume"]),
        "maximumQuantity": limit(row["max_volume"]),
        # Not published (luno.md C.1).
        **dict.fromkeys(
            ("minimumMarketQuantity", "maximumMarketQuantity", "minimumNotional", "maximumNotional", "baseStep",
             "quoteStep")
        ),
    }


def ticker(row: dict, symbol: str) -> dict:
    return {
        "symbol": symbol,
        # 0.00 where there is none (luno.md D).
        "bid": limit(row["bid"]),
        "ask": limit(row["ask"]),
        "last": limit(row["last_trade"]),
        "baseVolume": number(row["rolling_24_hour_volume"]),
        **dict.fromkeys(("bidQuantity", "askQuantity", "open", "high", "low", "quoteVolume")),
        "time": row["timestamp"],
    }


def book(reply: dict, symbol: str, levels: int) -> dict:
    """Of the full book too, which has a row for each order (luno.md D)."""

    def side(rows: list[dict] | None) -> list[dict]:
        summed: dict[Decimal, Decimal] = {}
        for row in rows or []:
            price = number(row["price"])
            summed[price] = summed.get(price, Decimal(0)) + number(row["volume"])
        return [{"price": price, "quantity": quantity} for price, quantity in summed.items()][:levels]

    return {"symbol": symbol, "bids": side(reply["bids"]), "asks": side(reply["asks"]), "sequence": None}


def trade(row: dict, symbol: str) -> dict:
    return {
        "id": str(row["sequence"]),
        "symbol": symbol,
        "price": number(row["price"]),
        "quantity": number(row["volume"]),
        "aggressor": "buy" if row["is_buy"] else "sell",
        "time": row["timestamp"],
    }


def candle(row: dict) -> dict:
    return {
        "openTime": row["timestamp"],
        **{name: number(row[name]) for name in ("open", "high", "low", "close")},
        "baseVolume": number(row["volume"]),
    }


def balance(row: dict) -> dict:
    """`balance` is the total (luno.md E.1)."""
    total, held = number(row["balance"]), number(row["reserved"])
    return {"total": total, "available": total - held, "held": held}


def fees(reply: dict) -> dict:
    return {
        f"{role}_{side}": number(reply[f"{role}_fee_{side}"]) for role in ("maker", "taker") for side in ("buy", "sell")
    }


def order(row: dict, symbol: str) -> dict:
    """Of the second or third version."""
    return {
        "id": row["order_id"],
        "clientOrderID": row["client_order_id"] or None,
        "symbol": symbol,
        "side": row["side"].lower(),
        "executes": "market" if row["type"] == "MARKET" else "limit",
        "baseAmount": limit(row["limit_volume"]),
        "limitPrice": limit(row["limit_price"]),
        "triggerPrice": limit(row["stop_price"]),
        # No read tells (luno.md E.9).
        "postOnly": False,
        "timeInForce": row["time_in_force"] or None,
        "status": _status(row),
        "filledBase": number(row["base"]),
        "filledQuote": number(row["counter"]),
        "createdAt": row["creation_timestamp"],
        "updatedAt": row["completed_timestamp"] or row["expiration_timestamp"] or None,
    }


def _status(row: dict) -> str:
    """COMPLETE alone never means filled (luno.md E.9)."""
    if row["status"] != "COMPLETE":
        return "open"
    filled = number(row["base"])
    if row["type"] == "MARKET":
        return "closed" if filled else "canceled"
    if filled == number(row["limit_volume"]):
        return "closed"
    if not row["expiration_timestamp"] and row["time_in_force"] in ("IOC", "FOK"):
        return "expired"
    return "canceled"


def fill(row: dict, symbol: str) -> dict:
    """`type` is my side and `is_buy` the taker's (luno.md E.8); a fee can be in either currency or in both (C.3)."""
    side = "buy" if row["type"] == "BID" else "sell"
    base, quote = symbol.split("/")
    charged = ((base, number(row["fee_base"])), (quote, number(row["fee_counter"])))
    return {
        "id": str(row["sequence"]),
        "order": row["order_id"],
        "symbol": symbol,
        "side": side,
        "price": number(row["price"]),
        "quantity": number(row["volume"]),
        "quoteAmount": number(row["counter"]),
        "fees": [{"asset": each, "amount": amount} for each, amount in charged if amount],
        "liquidity": "taker" if (side == "buy") == row["is_buy"] else "maker",
        "time": row["timestamp"],
    }


# Lists and errors


def rows(reply: dict, name: str) -> list[dict]:
    """An empty list is null (luno.md K3)."""
    return reply[name] or []


def error_of(call: Callable[..., object], *arguments: object, **keywords: object) -> Exception:
    try:
        answer = call(*arguments, **keywords)
    except Exception as error:  # The client raises bare exceptions for what is no JSON.
        return error
    raise AssertionError(f"no exception; the reply was {answer}")


# The stream, of whose messages the client makes a book of single orders


def watched_book(symbol: str, state, levels: int, time: int) -> dict:
    """Orders of one price are one level."""
    def side(orders: list) -> list[dict]:
        prices = groupby(orders, key=lambda order: order.price)
        rows = [{"price": price, "quantity": sum(order.volume for order in each)} for price, each in prices]
        return rows[:levels]

    return {
        "symbol": symbol, "bids": side(state.bids), "asks": side(state.asks), "sequence": int(state.sequence),
        "time": time,
    }


def watched_trade(symbol: str, row: dict, time: int) -> dict:
    base, counter = number(row["base"]), number(row["counter"])
    return {
        "id": str(row["sequence"]),
        "symbol": symbol,
        "price": counter / base,
        "quantity": base,
        "aggressor": None,
        "time": time,
    }
