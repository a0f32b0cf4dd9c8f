"""CCXT's unified structures, read into the shapes that ours.py reads our own into.

A shape has the fields that both sides decode from the venue's answer. What CCXT derives (average, change, vwap) is
left out: it says nothing about decoding.
"""

from __future__ import annotations

from tour.compare import limit, number


def instrument(market: dict) -> dict:
    limits = market["limits"]
    # Not every venue has limits of market orders, or steps of the assets.
    of_market = limits.get("market") or {}
    return {
        "symbol": market["symbol"],
        "venueName": market["id"],
        "open": market["active"],
        "tickSize": limit(market["precision"]["price"]),
        "minimumPrice": limit(limits["price"]["min"]),
        "maximumPrice": limit(limits["price"]["max"]),
        "lotSize": limit(market["precision"]["amount"]),
        "minimumQuantity": limit(limits["amount"]["min"]),
        "maximumQuantity": limit(limits["amount"]["max"]),
        "minimumMarketQuantity": limit(of_market.get("min")),
        "maximumMarketQuantity": limit(of_market.get("max")),
        "minimumNotional": limit(limits["cost"]["min"]),
        "maximumNotional": limit(limits["cost"]["max"]),
        "baseStep": number(market["precision"].get("base")),
        "quoteStep": number(market["precision"].get("quote")),
    }


def ticker(ticker: dict) -> dict:
    return {
        "symbol": ticker["symbol"],
        "bid": number(ticker["bid"]),
        "bidQuantity": number(ticker["bidVolume"]),
        "ask": number(ticker["ask"]),
        "askQuantity": number(ticker["askVolume"]),
        **{name: number(ticker[name]) for name in ("last", "open", "high", "low", "baseVolume", "quoteVolume")},
        "time": ticker["timestamp"],
    }


def book(book: dict) -> dict:
    def side(levels: list) -> list[dict]:
        return [{"price": number(price), "quantity": number(quantity)} for price, quantity in levels]

    return {
        "symbol": book["symbol"], "bids": side(book["bids"]), "asks": side(book["asks"]), "sequence": book["nonce"]
    }


def watched_book(structure: dict, levels: int) -> dict:
    """A book that lives: CCXT leaves it uncut, and some venues' levels have more than two parts."""
    sides = {side: [level[:2] for level in structure[side][:levels]] for side in ("bids", "asks")}
    return {**book({**structure, **sides}), "time": structure["timestamp"]}


def trade(trade: dict) -> dict:
    return {
        "id": trade["id"],
        "symbol": trade["symbol"],
        "price": number(trade["price"]),
        "quantity": number(trade["amount"]),
        "aggressor": trade["side"],
        "time": trade["timestamp"],
    }


def candle(row: list) -> dict:
    return {
        "openTime": row[0],
        **{name: number(value) for name, value in zip(("open", "high", "low", "close", "baseVolume"), row[1:])},
    }


def balances(structure: dict) -> dict[str, dict]:
    return {
        asset: {
            "total": number(structure["total"][asset]),
            "available": number(structure["free"][asset]),
            "held": number(structure["used"][asset]),
        }
        for asset in structure["total"]
    }


def fees(fee: dict) -> dict:
    """The peer knows one rate for both sides."""
    maker, taker = number(fee["maker"]), number(fee["taker"])
    return {"maker_buy": maker, "maker_sell": maker, "taker_buy": taker, "taker_sell": taker}


def order(order: dict) -> dict:
    return {
        "id": order["id"],
        "clientOrderID": order["clientOrderId"],
        "symbol": order["symbol"],
        "side": order["side"],
        "executes": order["type"],
        "baseAmount": number(order["amount"]),
        "limitPrice": number(order["price"]) if order["type"] == "limit" else None,
        "triggerPrice": number(order["triggerPrice"]),
        "postOnly": order["postOnly"],
        "timeInForce": None if order["postOnly"] else order["timeInForce"],
        "status": order["status"],
        "filledBase": number(order["filled"]),
        "filledQuote": number(order["cost"]),
        "createdAt": order["timestamp"],
        "updatedAt": order["lastUpdateTimestamp"],
    }


def fill(trade: dict) -> dict:
    return {
        "id": trade["id"],
        "order": trade["order"],
        "symbol": trade["symbol"],
        "side": trade["side"],
        "price": number(trade["price"]),
        "quantity": number(trade["amount"]),
        "quoteAmount": number(trade["cost"]),
        "fees": [{"asset": fee["currency"], "amount": number(fee["cost"])} for fee in trade["fees"]],
        "liquidity": trade["takerOrMaker"],
        "time": trade["timestamp"],
    }
