"""Our side: `bourse COMMAND ... --json`, read into the shapes of shapes.py.

The only place that knows how our command line spells things. A missing key is an error, never a silent None.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from tour.compare import limit, number
from tour.streaming import Lines


class CommandFailed(AssertionError):
    pass


class Ours:
    def __init__(
        self, binary: str, venue: str, rest: str, credentials: dict[str, str | None],
        streams: dict[str, str] | None = None, ca: str | None = None,
    ) -> None:
        self._binary, self._venue = binary, venue
        self._place = ["--rest", rest]
        if ca:
            self._place += ["--ca", ca]
        if streams:
            self._streams = ["--streams-public", streams["public"], "--streams-private", streams["private"]]
        prefix = f"BOURSE_{venue.upper()}"
        self._environment = {
            **os.environ,
            f"{prefix}_API_KEY": credentials["apiKey"] or "",
            f"{prefix}_API_SECRET": credentials["apiSecret"] or "",
            f"{prefix}_PASSPHRASE": credentials["passphrase"] or "",
        }

    def _lines(self, command: str, *arguments: object) -> list:
        """What the command prints: one JSON value a line."""
        line = [self._binary, command, self._venue, *map(str, arguments), *self._place, "--json"]
        done = subprocess.run(
            line, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
        if done.returncode != 0:
            raise CommandFailed(f"{' '.join(line)} exited {done.returncode}: {done.stderr.strip() or done.stdout}")
        return [json.loads(text) for text in done.stdout.splitlines()]

    def _read(self, command: str, *arguments: object) -> dict | list:
        (answer,) = self._lines(command, *arguments)
        return answer

    # What each command says

    def instruments(self) -> dict[str, dict]:
        return {row["symbol"]: instrument(row) for row in self._read("instruments")}

    def quote_amounts(self) -> dict[str, dict]:
        """The bounds of orders by quote amount."""
        return {
            row["symbol"]: {name: number(row["quote_amount"][name]) for name in ("minimum", "maximum")}
            for row in self._read("instruments")
        }

    def ticker(self, symbol: str) -> dict:
        return ticker(self._read("ticker", symbol))

    def tickers(self) -> dict[str, dict]:
        return {row["symbol"]: ticker(row) for row in self._read("tickers")}

    def book(self, symbol: str, levels: int) -> dict:
        return book(self._read("book", symbol, "--depth", levels))

    def trades(self, symbol: str, count: int) -> list[dict]:
        return [trade(row) for row in self._read("trades", symbol, "--limit", count)]

    def candles(self, symbol: str, interval: str, count: int) -> list[dict]:
        return [candle(row) for row in self._read("candles", symbol, "--interval", interval, "--limit", count)]

    def balances(self, wallet: str | None = None) -> dict[str, dict]:
        """Of one wallet, where a venue has several."""
        rows = [row for row in self._read("balances") if wallet in (None, row["wallet"])]
        return {row["asset"]: balance(row) for row in rows}

    def fees(self, symbol: str) -> dict:
        return fees(self._read("fees", symbol))

    def order(self, symbol: str, order_id: str, by_client_id: bool = False) -> dict:
        answer = self._read("order", symbol, order_id, *(["--client"] if by_client_id else []))
        if answer["lookup"] != "found":
            raise CommandFailed(f"order {order_id}: {answer}")
        return order(answer["order"])

    def open_orders(self, symbol: str) -> dict[str, dict]:
        return {row["venue_order_id"]: order(row) for row in self._read("orders", symbol)}

    def all_orders(self, symbol: str) -> dict[str, dict]:
        return {row["venue_order_id"]: order(row) for row in self._read("orders", symbol, "--history")}

    def fills(self, symbol: str) -> list[dict]:
        return [fill(row) for row in self._read("fills", symbol)]

    # What each stream command tells, as it comes

    def watch(self, *symbols: str) -> Lines:
        """Best prices, trades and tickers."""
        return self._follow("watch", self._venue, *symbols)

    def watch_book(self, symbol: str, levels: int) -> Lines:
        return self._follow("book", self._venue, symbol, "--watch", "--depth", levels)

    def record(self, symbol: str, file: str, channel: str) -> Lines:
        return self._follow("record", self._venue, symbol, "--out", file, "--channel", channel)

    def replay(self, file: str) -> list[dict]:
        """A recording, told again."""
        done = subprocess.run(
            [self._binary, "replay", file, "--json"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=60,
        )
        if done.returncode != 0:
            raise CommandFailed(f"replay exited {done.returncode}: {done.stderr.strip()}")
        return [json.loads(text) for text in done.stdout.splitlines()]

    def _follow(self, command: str, *arguments: object) -> Lines:
        line = [self._binary, command, *map(str, arguments), *self._place, *self._streams, "--json"]
        return Lines(line, self._environment)

    # What it does

    def place_limit(self, side: str, symbol: str, quantity: object, price: object) -> dict:
        """The order's record; the line before it, printed before anything was sent, names the same order."""
        with tempfile.TemporaryDirectory() as state:
            announced, record = self._lines("place", side, symbol, quantity, "--price", price, "--state", state)
        for key in ("order_id", "client_order_id"):
            if announced[key] != record[key]:
                raise CommandFailed(f"announced {announced}, placed {record}")
        return record

    def cancel(self, symbol: str, order_id: str) -> str:
        return self._read("cancel", symbol, order_id)["outcome"]


# One reader per shape


def instrument(row: dict) -> dict:
    return {
        "symbol": row["symbol"],
        "venueName": row["native_name"],
        "open": row["mode"] == "open",
        "tickSize": _rule(row["price"]["step"]),
        "minimumPrice": _rule(row["price"]["minimum"]),
        "maximumPrice": _rule(row["price"]["maximum"]),
        "lotSize": _rule(row["quantity"]["step"]),
        "minimumQuantity": _rule(row["quantity"]["minimum"]),
        "maximumQuantity": _rule(row["quantity"]["maximum"]),
        "minimumMarketQuantity": _rule(row["market_quantity"]["minimum"]),
        "maximumMarketQuantity": _rule(row["market_quantity"]["maximum"]),
        "minimumNotional": _rule(row["notional"]["minimum"]),
        "maximumNotional": _rule(row["notional"]["maximum"]),
        "baseStep": _step(row["base_scale"]),
        "quoteStep": _step(row["quote_scale"]),
    }


def ticker(row: dict) -> dict:
    bid, ask = row["bid"] or {}, row["ask"] or {}
    return {
        "symbol": row["symbol"],
        "bid": number(row["bid_price"]),
        "bidQuantity": number(bid.get("quantity")),
        "ask": number(row["ask_price"]),
        "askQuantity": number(ask.get("quantity")),
        **{name: number(row[name]) for name in ("last", "open", "high", "low")},
        "baseVolume": number(row["base_volume"]),
        "quoteVolume": number(row["quote_volume"]),
        "time": _milliseconds(row["time"]),
    }


def book(row: dict) -> dict:
    def side(levels: list[list]) -> list[dict]:
        return [{"price": number(price), "quantity": number(quantity)} for price, quantity in levels]

    return {"symbol": row["symbol"], "bids": side(row["bids"]), "asks": side(row["asks"]), "sequence": row["sequence"]}


def watched_book(line: dict) -> dict:
    """A line of `book --watch`, of a book that is live."""
    return {**book(line), "time": _milliseconds(line["time"])}


def trade(row: dict) -> dict:
    return {
        "id": row["id"],
        "symbol": row["symbol"],
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "aggressor": row["aggressor"],
        "time": _milliseconds(row["time"]),
    }


def candle(row: dict) -> dict:
    return {
        "openTime": _milliseconds(row["open_time"]),
        **{name: number(row[name]) for name in ("open", "high", "low", "close")},
        "baseVolume": number(row["base_volume"]),
    }


def balance(row: dict) -> dict:
    return {name: number(row[name]) for name in ("total", "available", "held")}


def fees(row: dict) -> dict:
    return {name: number(row[name]) for name in ("maker_buy", "maker_sell", "taker_buy", "taker_sell")}


def order(row: dict) -> dict:
    amount = row["amount"] or {}
    return {
        "id": row["venue_order_id"],
        "clientOrderID": row["foreign_client_id"] or row["client_order_id"],
        "symbol": row["symbol"],
        "side": row["side"],
        "executes": "limit" if row["limit_price"] is not None else "market",
        # An order placed by quote amount has no base amount of ours; CCXT shows the quantity the engine made of it,
        # which for a filled market order is what was filled.
        "baseAmount": number(amount.get("base", row["filled_base"] if "quote" in amount else None)),
        "limitPrice": number(row["limit_price"]),
        "triggerPrice": number(row["trigger_price"]),
        "postOnly": bool(row["post_only"]),
        "timeInForce": None if row["post_only"] else row["time_in_force"],
        "status": "open" if row["phase"] != "ended" else _ENDS[row["end"]],
        "filledBase": number(row["filled_base"]),
        "filledQuote": number(row["filled_quote"]),
        "createdAt": _milliseconds(row["created_at"]),
        "updatedAt": _milliseconds(row["updated_at"]),
    }


def fill(row: dict) -> dict:
    return {
        "id": row["id"],
        "order": row["venue_order_id"],
        "symbol": row["symbol"],
        "side": row["side"],
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "quoteAmount": number(row["quote_amount"]),
        "fees": [{"asset": fee["asset"], "amount": number(fee["amount"])} for fee in row["fees"]],
        "liquidity": row["liquidity"],
        "time": _milliseconds(row["time"]),
    }


# Spellings shared by several shapes

#: Ours says how an order ended; CCXT has one word for several ways.
_ENDS = {
    "filled": "closed",
    "cancelledByOwner": "canceled",
    "cancelledByVenue": "canceled",
    "timeInForce": "expired",
    "lifetimeOver": "expired",
    "selfTradePrevention": "expired",
    "refused": "rejected",
    # The venue says that it ended, not how.
    "undetermined": "canceled",
}


def _rule(rule: str | None) -> Decimal | None:
    """A rule that is off, and a limit that the venue writes as zero, are the same: there is none."""
    return limit(rule)


def _step(scale: int | None) -> Decimal | None:
    """The smallest amount that a number of decimals can say."""
    return None if scale is None else Decimal(1).scaleb(-scale)


def _milliseconds(time: str | None) -> int | None:
    """Of an RFC 3339 text; no float on the way."""
    if time is None:
        return None
    return (datetime.fromisoformat(time.replace("Z", "+00:00")) - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
