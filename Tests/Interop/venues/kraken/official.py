"""python-kraken-sdk, pointed at the simulator by its `url` argument; it hands on the venue's rows as they are.

Its nonces count ten nanoseconds, CCXT's and ours milliseconds: a key that it has used is lost to us (kraken.md B.3), so
it has one of its own, of the same account.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from kraken.spot import Market, Trade, User

from tour.compare import limit, number


class Official:
    def __init__(self, rest: str, credentials: dict[str, str | None]) -> None:
        signed = {"key": credentials["apiKey"], "secret": credentials["apiSecret"], "url": rest}
        self.market, self.user, self.trade = Market(url=rest), User(**signed), Trade(**signed)


def milliseconds(seconds: object) -> int:
    return int(Decimal(str(seconds)) * 1000)


# The venue's rows, in the shapes of tour/ours.py


def code(asset: dict) -> str:
    """An asset's common code (kraken.md C.2)."""
    return {"XBT": "BTC", "XDG": "DOGE"}.get(asset["altname"], asset["altname"])


def instrument(row: dict, assets: dict) -> dict:
    base, quote = assets[row["base"]], assets[row["quote"]]
    return {
        "symbol": f"{code(base)}/{code(quote)}",
        "venueName": row["altname"],
        "open": row["status"] == "online",
        "tickSize": limit(row["tick_size"]),
        "minimumPrice": None,
        "maximumPrice": None,
        # The coarser of the pair's and the asset's own (kraken.md C.4).
        "lotSize": Decimal(1).scaleb(-min(row["lot_decimals"], base["decimals"])),
        "minimumQuantity": limit(row["ordermin"]),
        "maximumQuantity": None,
        "minimumMarketQuantity": None,
        "maximumMarketQuantity": None,
        "minimumNotional": limit(row["costmin"]),
        "maximumNotional": None,
        "baseStep": Decimal(1).scaleb(-base["decimals"]),
        "quoteStep": Decimal(1).scaleb(-quote["decimals"]),
    }


def ticker(symbol: str, row: dict) -> dict:
    """Of the pairs of numbers, the second is that of 24 hours; today's open is not (kraken.md D.2)."""
    return {
        "symbol": symbol,
        "bid": number(row["b"][0]),
        "bidQuantity": number(row["b"][2]),
        "ask": number(row["a"][0]),
        "askQuantity": number(row["a"][2]),
        "last": number(row["c"][0]),
        "open": None,
        "high": number(row["h"][1]),
        "low": number(row["l"][1]),
        "baseVolume": number(row["v"][1]),
        "quoteVolume": None,
        "time": None,
    }


def book(symbol: str, row: dict) -> dict:
    def side(levels: list) -> list[dict]:
        return [{"price": number(price), "quantity": number(quantity)} for price, quantity, _ in levels]

    return {"symbol": symbol, "bids": side(row["bids"]), "asks": side(row["asks"]), "sequence": None}


def trade(symbol: str, row: list) -> dict:
    price, quantity, time, side, _, _, number_of_trade = row
    return {
        "id": str(number_of_trade),
        "symbol": symbol,
        "price": number(price),
        "quantity": number(quantity),
        "aggressor": {"b": "buy", "s": "sell"}[side],
        "time": milliseconds(time),
    }


def candle(row: list) -> dict:
    time, first, high, low, last, _, volume, _ = row
    return {
        "openTime": milliseconds(time),
        "open": number(first),
        "high": number(high),
        "low": number(low),
        "close": number(last),
        "baseVolume": number(volume),
    }


def order(symbol: str, order_id: str, row: dict) -> dict:
    described, flags = row["descr"], row["oflags"].split(",")
    triggered = described["ordertype"] not in ("limit", "market")
    is_limit = described["ordertype"].endswith("limit")
    executed, average = number(row["vol_exec"]), number(row["price"])
    ended = row["status"] == "canceled" and row.get("reason") == "Post only order" and not executed
    return {
        "id": order_id,
        "clientOrderID": row.get("cl_ord_id"),
        "symbol": symbol,
        "side": described["type"],
        "executes": "limit" if is_limit else "market",
        "baseAmount": executed if "viqc" in flags else number(row["vol"]),
        "limitPrice": number(described["price2" if triggered else "price"]) if is_limit else None,
        "triggerPrice": number(described["price"]) if triggered else None,
        "postOnly": "post" in flags,
        "timeInForce": row.get("time_in_force"),
        "status": "rejected" if ended else {"pending": "open"}.get(row["status"], row["status"]),
        "filledBase": executed,
        # `cost` is cut; `price` is the average (kraken.md E.10).
        "filledQuote": average * executed,
        "createdAt": milliseconds(row["opentm"]),
        "updatedAt": milliseconds(row["closetm"]) if "closetm" in row else None,
    }


def fill(symbol: str, quote: str, fill_id: str, row: dict) -> dict:
    return {
        "id": fill_id,
        "order": row["ordertxid"],
        "symbol": symbol,
        "side": row["type"],
        "price": number(row["price"]),
        "quantity": number(row["vol"]),
        # `cost` is cut short (kraken.md K.12).
        "quoteAmount": Decimal(row["price"]) * Decimal(row["vol"]),
        "fees": [{"asset": quote, "amount": number(row["fee"])}],
        "liquidity": "maker" if row["maker"] else "taker",
        "time": milliseconds(row["time"]),
    }


def balances(rows: dict, assets: dict) -> dict[str, dict]:
    """available = balance + credit - credit_used - hold_trade; `.F` counts as spot (kraken.md C.3, E.1)."""
    wallets: dict[str, dict] = {}
    for asset_id, row in rows.items():
        name, _, wallet = asset_id.partition(".")
        # Fee credits are no money.
        if name == "KFEE":
            continue
        asset = code(assets[name] if name in assets else {"altname": name})
        total, held = number(row["balance"]), number(row["hold_trade"])
        available = total + number(row.get("credit", 0)) - number(row.get("credit_used", 0)) - held
        if wallet in ("", "F"):
            before = wallets.setdefault(asset, dict.fromkeys(("total", "available", "held"), Decimal(0)))
            amounts = {"total": total, "available": available, "held": held}
            wallets[asset] = {each: before[each] + amounts[each] for each in amounts}
        else:
            wallets[f"{asset}.{wallet}"] = {"total": total, "available": Decimal(0), "held": total}
    return wallets


def fees(row: dict, pair: str) -> dict:
    """Percent."""
    maker, taker = (number(row[table][pair]["fee"]) / 100 for table in ("fees_maker", "fees"))
    return {"maker_buy": maker, "maker_sell": maker, "taker_buy": taker, "taker_sell": taker}


# Rows of the streams, whose numbers the SDK has made floats of: 15 digits come back as they were.


def milliseconds_of(text: str) -> int:
    """Of a time in RFC 3339, cut."""
    whole = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (whole - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def watched_book(symbol: str, sides: dict, levels: int, time: str | None) -> dict:
    """Of the SDK's own book, whose prices are texts and whose levels have a time."""
    def side(rows: dict) -> list[dict]:
        return [{"price": number(price), "quantity": number(row[0])} for price, row in list(rows.items())[:levels]]

    return {
        "symbol": symbol, "bids": side(sides["bid"]), "asks": side(sides["ask"]), "sequence": None,
        "time": milliseconds_of(time) if time else None,
    }


def watched_trade(row: dict) -> dict:
    return {
        "id": str(row["trade_id"]),
        "symbol": row["symbol"],
        "price": number(row["price"]),
        "quantity": number(row["qty"]),
        "aggressor": row["side"],
        "time": milliseconds_of(row["timestamp"]),
    }


def watched_ticker(row: dict) -> dict:
    return {
        "symbol": row["symbol"],
        "bid": number(row["bid"]),
        "bidQuantity": number(row["bid_qty"]),
        "ask": number(row["ask"]),
        "askQuantity": number(row["ask_qty"]),
        "last": number(row["last"]),
        "open": None,
        "high": number(row["high"]),
        "low": number(row["low"]),
        "baseVolume": number(row["volume"]),
        "quoteVolume": None,
        "time": milliseconds_of(row["timestamp"]),
    }


def watched_candle(row: dict) -> dict:
    return {
        "openTime": milliseconds_of(row["interval_begin"]),
        **{name: number(row[name]) for name in ("open", "high", "low", "close")},
        "baseVolume": number(row["volume"]),
    }


def merged(rows: list[dict]) -> dict:
    """One order of its rows: what a later row leaves out stays (kraken.md J.2, rule 1)."""
    order: dict = {}
    for row in rows:
        order.update(row)
    return order


#: What rows of `executions` tell of an order.
EXECUTED = ("id", "symbol", "side", "executes", "baseAmount", "limitPrice", "status", "filledBase", "filledQuote")


def executed_order(row: dict) -> dict:
    executed = number(row.get("cum_qty", 0))
    status = {"pending_new": "open", "new": "open", "partially_filled": "open", "filled": "closed"}
    return {
        "id": row["order_id"],
        "symbol": row["symbol"],
        "side": row["side"],
        "executes": row["order_type"],
        "baseAmount": number(row["order_qty"]),
        "limitPrice": number(row.get("limit_price")),
        "status": status.get(row["order_status"], row["order_status"]),
        "filledBase": executed,
        "filledQuote": number(row.get("avg_price", 0)) * executed,
    }


def executed_fill(row: dict) -> dict:
    price, quantity = number(row["last_price"]), number(row["last_qty"])
    return {
        "id": row["exec_id"],
        "order": row["order_id"],
        "symbol": row["symbol"],
        "side": row["side"],
        "price": price,
        "quantity": quantity,
        "quoteAmount": price * quantity,
        "fees": [{"asset": fee["asset"], "amount": number(fee["qty"])} for fee in row["fees"]],
        "liquidity": {"t": "taker", "m": "maker"}[row["liquidity_ind"]],
        "time": milliseconds_of(row["timestamp"]),
    }
