"""Our side: `bourse COMMAND ... --json`, read into the shapes of shapes.py.

The only place that knows how our command line spells things. A missing key is an error, never a silent None.
"""

from __future__ import annotations

import json
import os
import subprocess

from compare import limit, number


class CommandFailed(AssertionError):
    pass


class Ours:
    def __init__(self, binary: str, venue: str, rest: str, credentials: dict[str, str | None]) -> None:
        self._binary, self._venue, self._rest = binary, venue, rest
        prefix = f"BOURSE_{venue.upper()}"
        self._environment = {
            **os.environ,
            f"{prefix}_API_KEY": credentials["apiKey"] or "",
            f"{prefix}_API_SECRET": credentials["apiSecret"] or "",
        }

    def _read(self, command: str, *arguments: object) -> dict | list:
        line = [self._binary, command, *map(str, arguments)]
        line += ["--venue", self._venue, "--rest", self._rest, "--json"]
        done = subprocess.run(
            line, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
        if done.returncode != 0:
            raise CommandFailed(f"{' '.join(line)} exited {done.returncode}: {done.stderr.strip() or done.stdout}")
        return json.loads(done.stdout)

    def _rows(self, name: str, command: str, *arguments: object) -> list[dict]:
        """A list, bare or under its own name."""
        answer = self._read(command, *arguments)
        return answer if isinstance(answer, list) else answer[name]

    # What each command says

    def instruments(self) -> dict[str, dict]:
        return {row["symbol"]: instrument(row) for row in self._rows("instruments", "instruments")}

    def ticker(self, symbol: str) -> dict:
        return ticker(self._read("ticker", symbol))

    def book(self, symbol: str, levels: int) -> dict:
        return book(self._read("book", symbol, "--depth", levels))

    def trades(self, symbol: str, count: int) -> list[dict]:
        return [trade(row) for row in self._rows("trades", "trades", symbol, "--limit", count)]

    def candles(self, symbol: str, interval: str, count: int) -> list[dict]:
        rows = self._rows("candles", "candles", symbol, "--interval", interval, "--limit", count)
        return [candle(row) for row in rows]

    def balances(self) -> dict[str, dict]:
        return {row["asset"]: balance(row) for row in self._rows("balances", "balances")}

    def order(self, symbol: str, order_id: str) -> dict:
        answer = self._read("order", "--symbol", symbol, "--id", order_id)
        return order(answer.get("order", answer))

    def open_orders(self, symbol: str) -> dict[str, dict]:
        return {row["venueOrderID"]: order(row) for row in self._rows("orders", "orders", "--symbol", symbol)}

    def all_orders(self, symbol: str) -> dict[str, dict]:
        rows = self._rows("orders", "orders", "--symbol", symbol, "--history")
        return {row["venueOrderID"]: order(row) for row in rows}

    def fills(self, symbol: str) -> list[dict]:
        return [fill(row) for row in self._rows("fills", "fills", "--symbol", symbol)]


# One reader per shape


def instrument(row: dict) -> dict:
    return {
        "symbol": row["symbol"],
        "venueName": row["nativeName"],
        "open": row["mode"] == "open",
        "tickSize": _rule(row["price"]["step"]),
        "minimumPrice": _rule(row["price"]["minimum"]),
        "maximumPrice": _rule(row["price"]["maximum"]),
        "lotSize": _rule(row["quantity"]["step"]),
        "minimumQuantity": _rule(row["quantity"]["minimum"]),
        "maximumQuantity": _rule(row["quantity"]["maximum"]),
        "minimumMarketQuantity": _rule(row["marketQuantity"]["minimum"]),
        "maximumMarketQuantity": _rule(row["marketQuantity"]["maximum"]),
        "minimumNotional": _rule(row["notional"]["minimum"]),
        "maximumNotional": _rule(row["notional"]["maximum"]),
    }


def ticker(row: dict) -> dict:
    bid, ask = row["bid"] or {}, row["ask"] or {}
    return {
        "symbol": row["symbol"],
        "bid": number(bid.get("price")),
        "bidQuantity": number(bid.get("quantity")),
        "ask": number(ask.get("price")),
        "askQuantity": number(ask.get("quantity")),
        **{name: number(row[name]) for name in ("last", "open", "high", "low", "baseVolume", "quoteVolume")},
        "time": _milliseconds(row["time"]),
    }


def book(row: dict) -> dict:
    def side(levels: list[dict]) -> list[dict]:
        return [{"price": number(level["price"]), "quantity": number(level["quantity"])} for level in levels]

    return {"symbol": row["symbol"], "bids": side(row["bids"]), "asks": side(row["asks"]), "sequence": int(row["sequence"])}


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
        "openTime": _milliseconds(row["openTime"]),
        **{name: number(row[name]) for name in ("open", "high", "low", "close", "baseVolume")},
    }


def balance(row: dict) -> dict:
    return {name: number(row[name]) for name in ("total", "available", "held")}


def order(row: dict) -> dict:
    amount = row["amount"] or {}
    return {
        "id": row["venueOrderID"],
        "clientOrderID": row.get("clientOrderID") or row.get("foreignClientID"),
        "symbol": row["symbol"],
        "side": row["side"],
        "executes": "limit" if row["limitPrice"] is not None else "market",
        "baseAmount": number(amount.get("base")),
        "limitPrice": number(row["limitPrice"]),
        "triggerPrice": number(row["triggerPrice"]),
        "postOnly": bool(row["isPostOnly"]),
        "timeInForce": None if row["isPostOnly"] else row["timeInForce"],
        "status": _status(row["phase"]),
        "filledBase": number(row["filledBase"]),
        "filledQuote": number(row["filledQuote"]),
        "createdAt": _milliseconds(row["createdAt"]),
        "updatedAt": _milliseconds(row["updatedAt"]),
    }


def fill(row: dict) -> dict:
    return {
        "id": row["id"],
        "order": row["venueOrderID"],
        "symbol": row["symbol"],
        "side": row["side"],
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "quoteAmount": number(row["quoteAmount"]),
        "fees": [{"asset": fee["asset"], "amount": number(fee["amount"])} for fee in row["fees"]],
        "liquidity": row["liquidity"],
        "time": _milliseconds(row["time"]),
    }


# Spellings shared by several shapes

_ENDS = {
    "filled": "closed",
    "cancelledByOwner": "canceled",
    "cancelledByVenue": "canceled",
    "timeInForce": "expired",
    "lifetimeOver": "expired",
    "selfTradePrevention": "expired",
    "refused": "rejected",
}


def _status(phase: str | dict) -> str:
    """Ours says how an order ended; CCXT has one word for each way."""
    if isinstance(phase, dict):
        phase = phase["ended"]
    return "open" if phase in ("accepted", "armed", "working") else _ENDS[phase]


def _rule(rule: object) -> object:
    """A rule that is off, and a limit that the venue writes as zero, are the same: there is none."""
    return limit(None if rule in ("off", "unpublished") else rule)


def _milliseconds(time: object) -> int | None:
    return None if time is None else int(time)
