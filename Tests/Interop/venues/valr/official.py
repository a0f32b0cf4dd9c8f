"""`valr-python` at the simulator by its documented `base_url`; its dictionaries in the shapes of the tour."""

from __future__ import annotations

import contextlib
import io
import time
import warnings
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from tour.compare import limit, number
from valr_python import Client
from valr_python.exceptions import APIError, IncompleteOrderWarning, RESTAPIException

#: v1 acts some milliseconds after it has answered (valr.md E.11: retry for a few seconds).
VERDICT_SECONDS = 5


class Peer:
    """The client, with its prints kept off the tour's output."""

    def __init__(self, rest: str, credentials: dict[str, str | None], **options: object) -> None:
        self.client = Client(
            api_key=credentials["apiKey"], api_secret=credentials["apiSecret"], base_url=rest, **options
        )
        #: What its last call warned of.
        self.warned: list[Warning] = []

    def __getattr__(self, name: str):
        method = getattr(self.client, name)

        def call(*arguments: object, **named: object):
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                try:
                    return method(*arguments, **named)
                finally:
                    self.warned = [warning.message for warning in caught]

        return call

    # What needs more than one call

    def place(self, kind: str, **named: object) -> str:
        """The id of an order that v1 has taken: answered 202, which the client warns of."""
        answer = getattr(self, f"post_{kind}_order")(**named)
        (warned,) = self.warned
        if not isinstance(warned, IncompleteOrderWarning) or warned.data != answer:
            raise AssertionError(f"{warned!r} is not the warning that the order {answer} is not processed yet")
        return answer["id"]

    def verdict(self, native: str, order_id: str, *expected: str) -> dict:
        """The order's status as soon as it is one of `expected`."""
        found: object = None
        deadline = time.monotonic() + VERDICT_SECONDS
        while time.monotonic() < deadline:
            try:
                found = self.get_order_status(native, order_id=order_id)
                if found["orderStatusType"] in expected:
                    return found
            except APIError as error:
                # Not visible yet.
                if error.code != -1:
                    raise
            time.sleep(0.02)
        raise AssertionError(f"{order_id} is {found}, not one of {expected}")

    def cancel(self, native: str, order_id: str) -> None:
        """The client takes the empty body of the answer 202 for an error (see test_a_cancel)."""
        try:
            self.delete_order(native, order_id=order_id)
        except RESTAPIException as error:
            if error.status_code != 202:
                raise


# One reader per shape


def instrument(row: dict, kinds: dict[str, list[str]]) -> dict:
    """A pair, with what kinds of order it takes: it is open when it takes one for the book (valr.md C.2)."""
    takes = kinds.get(row["symbol"], [])
    step = Decimal(1).scaleb(-int(row["baseDecimalPlaces"]))
    return {
        "symbol": f"{row['baseCurrency']}/{row['quoteCurrency']}",
        "venueName": row["symbol"],
        "open": row["active"] and ("LIMIT" in takes or "MARKET" in takes),
        "tickSize": limit(row["tickSize"]),
        # The venue has no bounds of the price, and none for market orders beside those for all.
        "minimumPrice": None,
        "maximumPrice": None,
        "lotSize": step,
        "minimumQuantity": limit(row["minBaseAmount"]),
        "maximumQuantity": limit(row["maxBaseAmount"]),
        "minimumMarketQuantity": None,
        "maximumMarketQuantity": None,
        "minimumNotional": limit(row["minQuoteAmount"]),
        "maximumNotional": limit(row["maxQuoteAmount"]),
        "baseStep": step,
        "quoteStep": None,
    }


def ticker(symbol: str, row: dict) -> dict:
    """A side without orders is zero, and has no quantity in any case (valr.md D.2)."""
    return {
        "symbol": symbol,
        "bid": limit(row["bidPrice"]),
        "bidQuantity": None,
        "ask": limit(row["askPrice"]),
        "askQuantity": None,
        "last": limit(row["lastTradedPrice"]),
        "open": limit(row["previousClosePrice"]),
        "high": limit(row["highPrice"]),
        "low": limit(row["lowPrice"]),
        "baseVolume": number(row["baseVolume"]),
        "quoteVolume": number(row["quoteVolume"]),
        "time": milliseconds(row["created"]),
    }


def book(symbol: str, row: dict) -> dict:
    def side(levels: list[dict]) -> list[dict]:
        return [{"price": number(level["price"]), "quantity": number(level["quantity"])} for level in levels]

    return {
        "symbol": symbol, "bids": side(row["Bids"]), "asks": side(row["Asks"]), "sequence": row["SequenceNumber"]
    }


def aggregated(symbol: str, row: dict, levels: int) -> dict:
    """The book of single orders, summed up by price."""
    whole = book(symbol, row)
    for name in ("bids", "asks"):
        sums: dict[Decimal, Decimal] = {}
        for each in whole[name]:
            sums[each["price"]] = sums.get(each["price"], Decimal(0)) + each["quantity"]
        whole[name] = [{"price": price, "quantity": quantity} for price, quantity in sums.items()][:levels]
    return whole


def trade(symbol: str, row: dict) -> dict:
    return {
        "id": row["id"],
        "symbol": symbol,
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "aggressor": row["takerSide"],
        "time": milliseconds(row["tradedAt"]),
    }


def balance(row: dict) -> dict:
    return {"total": number(row["total"]), "available": number(row["available"]), "held": number(row["reserved"])}


def order(symbol: str, row: dict) -> dict:
    """Of the status, the open orders, the history or a summary: one thing under two sets of names (valr.md E.9)."""

    def field(*names: str) -> object:
        return next((row[name] for name in names if name in row), None)

    kind = field("orderType", "type")
    post_only = kind == "post-only limit"
    is_market = kind == "market"
    original, remaining = number(row["originalQuantity"]), number(row["remainingQuantity"])
    # Finished orders' summaries state what traded; of market orders only they do (valr.md E.8).
    executed = number(field("totalExecutedQuantity"))
    filled = executed if executed is not None else Decimal(0) if is_market else original - remaining
    quote = number(field("total"))
    return {
        "id": row["orderId"],
        "clientOrderID": row.get("customerOrderId"),
        "symbol": symbol,
        "side": field("orderSide", "side"),
        "executes": "market" if is_market else "limit",
        # What the quantities of a market order mean is not known (valr.md M.8).
        "baseAmount": None if is_market else original,
        "limitPrice": None if is_market else number(field("originalPrice", "price")),
        "triggerPrice": limit(row.get("stopPrice")),
        "postOnly": post_only,
        "timeInForce": None if post_only else row["timeInForce"],
        "status": _status(field("orderStatusType", "status"), row.get("failedReason")),
        "filledBase": filled,
        "filledQuote": quote if quote is not None else Decimal(0) if filled == 0 else None,
        "createdAt": milliseconds(field("orderCreatedAt", "createdAt")),
        "updatedAt": milliseconds(field("orderUpdatedAt", "updatedAt")),
    }


def fill(symbol: str, row: dict) -> dict:
    return {
        "id": row["id"],
        "order": row["orderId"],
        "symbol": symbol,
        "side": row["side"],
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "quoteAmount": number(row["price"]) * number(row["quantity"]),
        "fees": [{"asset": row["feeCurrency"], "amount": number(row["fee"])}],
        # Only a reward tells that the order made the liquidity (valr.md E.9).
        "liquidity": "maker" if "makerReward" in row else "unknown",
        "time": milliseconds(row["tradedAt"]),
    }


def _status(word: str, reason: str | None) -> str:
    """The venue's words and its reasons (valr.md E.10), in the words of the shapes."""
    if word == "Failed" and reason == "Immediate Or Cancel order did not match":
        return "expired"
    return {
        "Active": "open",
        "Placed": "open",
        "Order Modified": "open",
        "Partially Filled": "open",
        "Filled": "closed",
        "Cancelled": "canceled",
        "Failed": "rejected",
    }[word]


def milliseconds(text: str) -> int:
    """Of an ISO text in UTC; no float on the way."""
    return (datetime.fromisoformat(text.replace("Z", "+00:00")) - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


# Messages of the streams


def watched_book(symbol: str, data: dict, levels: int) -> dict:
    def side(rows: list[dict]) -> list[dict]:
        return [{"price": number(row["price"]), "quantity": number(row["quantity"])} for row in rows[:levels]]

    return {
        "symbol": symbol, "bids": side(data["Bids"]), "asks": side(data["Asks"]), "sequence": data["SequenceNumber"],
        "time": milliseconds(data["LastChange"]),
    }


def watched_trade(symbol: str, row: dict) -> dict:
    return {
        "id": row["id"],
        "symbol": symbol,
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "aggressor": row["takerSide"],
        "time": milliseconds(row["tradedAt"]),
    }


def watched_fill(symbol: str, row: dict) -> dict:
    return {
        "id": row["id"],
        "order": row["orderId"],
        "symbol": symbol,
        "side": row["side"],
        "price": number(row["price"]),
        "quantity": number(row["quantity"]),
        "fees": [{"asset": row["feeCurrency"], "amount": number(row["fee"])}],
        "time": milliseconds(row["tradedAt"]),
    }


def watched_balance(row: dict) -> dict:
    return {"total": number(row["total"]), "available": number(row["available"]), "held": number(row["reserved"])}
