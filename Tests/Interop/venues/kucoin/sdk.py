"""The venue's own SDK, pointed at the simulator by its documented option, and its models read into our shapes."""

from __future__ import annotations

import threading

from kucoin_universal_sdk.api import DefaultClient
from kucoin_universal_sdk.model import ClientOptionBuilder, TransportOptionBuilder, WebSocketClientOptionBuilder

from tour import Tour
from tour.compare import limit, number
from tour.ours import Ours

#: Codes that stayed when their coin was renamed (sheet C.1); the SDK shows the code.
_RENAMED = {"GALAX": "GALA"}
#: Good for a time: our word for it, and CCXT's, is good till a date.
_LIFETIMES = {"GTT": "GTD"}


def make_sdk(rest: str, credentials: dict[str, str | None]) -> DefaultClient:
    # No endpoint for futures and brokers: no call can leave this machine. The SDK needs options of its transports.
    return DefaultClient(
        ClientOptionBuilder()
        .set_key(credentials["apiKey"])
        .set_secret(credentials["apiSecret"])
        .set_passphrase(credentials["passphrase"])
        .set_spot_endpoint(rest)
        .set_transport_option(TransportOptionBuilder().build())
        .set_websocket_client_option(WebSocketClientOptionBuilder().build())
        .build()
    )


def stop_soon(streams) -> None:
    """Nobody waits for it: where nothing more is told, its reader looks up from its socket once in ten seconds."""
    threading.Thread(target=streams.stop, daemon=True).start()


class Official(Tour):
    """The base of the SDK's tests: its services, and our reader."""

    #: Our name of the market and the venue's.
    market = "BTC-USDT"

    @classmethod
    def setUpClass(cls) -> None:
        credentials = cls.simulator.credentials["trade"]
        cls.ours = Ours(cls.simulator.binary, cls.simulator.venue, cls.simulator.rest, credentials)
        rest = make_sdk(cls.simulator.rest, credentials).rest_service()
        cls.markets = rest.get_spot_service().get_market_api()
        cls.orders = rest.get_spot_service().get_order_api()
        cls.account = rest.get_account_service().get_account_api()
        cls.fees = rest.get_account_service().get_fee_api()


def asset(code: str) -> str:
    return _RENAMED.get(code, code)


def symbol(name: str) -> str:
    return "/".join(asset(code) for code in name.split("-"))


def instrument(row) -> dict:
    return {
        "symbol": symbol(row.symbol),
        "venueName": row.symbol,
        "open": row.enable_trading,
        "tickSize": limit(row.price_increment),
        "minimumPrice": None,
        "maximumPrice": None,
        "lotSize": limit(row.base_increment),
        "minimumQuantity": limit(row.base_min_size),
        "maximumQuantity": limit(row.base_max_size),
        "minimumMarketQuantity": None,
        "maximumMarketQuantity": None,
        "minimumNotional": limit(row.min_funds),
        "maximumNotional": None,
        "baseStep": None,
        "quoteStep": None,
    }


def ticker(best, day, name: str, time: int) -> dict:
    """The best prices from one answer, the day's statistics from another; of all markets both are one row."""
    bid, ask = (best.best_bid, best.best_ask) if hasattr(best, "best_bid") else (best.buy, best.sell)
    last = best.price if hasattr(best, "price") else best.last
    return {
        "symbol": symbol(name),
        "bid": number(bid),
        "bidQuantity": number(best.best_bid_size),
        "ask": number(ask),
        "askQuantity": number(best.best_ask_size),
        "last": number(last),
        "open": None,
        "high": number(day.high),
        "low": number(day.low),
        "baseVolume": number(day.vol),
        "quoteVolume": number(day.vol_value),
        "time": time,
    }


def book(answer, name: str) -> dict:
    def side(levels: list) -> list[dict]:
        return [{"price": number(price), "quantity": number(quantity)} for price, quantity in levels]

    return {
        "symbol": symbol(name), "bids": side(answer.bids), "asks": side(answer.asks), "sequence": int(answer.sequence)
    }


def trade(row, name: str) -> dict:
    return {
        "id": row.sequence,
        "symbol": symbol(name),
        "price": number(row.price),
        "quantity": number(row.size),
        "aggressor": row.side.value,
        "time": row.time // 1_000_000,
    }


def candle(row: list[str]) -> dict:
    """The close stands before the high (sheet D)."""
    start, opened, close, high, low, volume, _ = row
    return {
        "openTime": int(start) * 1_000,
        "open": number(opened),
        "high": number(high),
        "low": number(low),
        "close": number(close),
        "baseVolume": number(volume),
    }


def balances(rows: list) -> dict[str, dict]:
    return {
        asset(row.currency): {
            "total": number(row.balance), "available": number(row.available), "held": number(row.holds)
        }
        for row in rows
    }


def fees(row) -> dict:
    maker, taker = number(row.maker_fee_rate), number(row.taker_fee_rate)
    return {"maker_buy": maker, "maker_sell": maker, "taker_buy": taker, "taker_sell": taker}


def order(row) -> dict:
    is_by_funds = row.type.value == "market" and number(row.size) == 0
    return {
        "id": row.id,
        "clientOrderID": row.client_oid,
        "symbol": symbol(row.symbol),
        "side": row.side.value,
        "executes": row.type.value,
        "baseAmount": number(row.deal_size if is_by_funds else row.size),
        "limitPrice": number(row.price) if row.type.value == "limit" else None,
        "triggerPrice": None,
        "postOnly": row.post_only,
        "timeInForce": None if row.post_only else _LIFETIMES.get(row.time_in_force.value, row.time_in_force.value),
        # The venue has no status word (sheet E.5), and the SDK makes none.
        "isOpen": row.active,
        "filledBase": number(row.deal_size),
        "filledQuote": number(row.deal_funds),
        "createdAt": row.created_at,
        "updatedAt": row.last_updated_at,
    }


def our_order(ours: dict) -> dict:
    ours = dict(ours)
    ours["isOpen"] = ours.pop("status") == "open"
    return ours


def stop_order(row) -> dict:
    return {
        "id": row.id,
        "clientOrderID": row.client_oid,
        "symbol": symbol(row.symbol),
        "side": row.side,
        "executes": row.type.value,
        "baseAmount": number(row.size),
        "limitPrice": number(row.price),
        "triggerPrice": number(row.stop_price),
        "postOnly": row.post_only,
        "timeInForce": row.time_in_force,
        "isOpen": row.status == "NEW",
        # A row of a stop order states no sums; before the trigger they are zero.
        "filledBase": 0,
        "filledQuote": 0,
        "createdAt": row.created_at,
        "updatedAt": None,
    }


def fill(row) -> dict:
    return {
        "id": str(row.trade_id),
        "order": row.order_id,
        "symbol": symbol(row.symbol),
        "side": row.side.value,
        "price": number(row.price),
        "quantity": number(row.size),
        "quoteAmount": number(row.funds),
        "fees": [{"asset": asset(row.fee_currency), "amount": number(row.fee)}],
        "liquidity": row.liquidity.value,
        "time": row.created_at,
    }


# Events of the streams


def watched_book(event, name: str, levels: int) -> dict:
    """The best 50 levels, whole (sheet I.4)."""
    def side(rows: list) -> list[dict]:
        return [{"price": number(price), "quantity": number(quantity)} for price, quantity in rows[:levels]]

    return {
        "symbol": symbol(name), "bids": side(event.bids), "asks": side(event.asks), "sequence": None, "time": None
    }


def watched_trade(event) -> dict:
    return {
        "id": event.sequence,
        "symbol": symbol(event.symbol),
        "price": number(event.price),
        "quantity": number(event.size),
        "aggressor": event.side.value if hasattr(event.side, "value") else event.side,
        "time": int(event.time) // 1_000_000,
    }


def watched_ticker(event, name: str) -> dict:
    return {
        "symbol": symbol(name),
        "bid": number(event.best_bid),
        "bidQuantity": number(event.best_bid_size),
        "ask": number(event.best_ask),
        "askQuantity": number(event.best_ask_size),
        "last": number(event.price),
        **dict.fromkeys(("open", "high", "low", "baseVolume", "quoteVolume")),
        "time": event.time,
    }


def watched_order(event) -> dict:
    """A message has neither flags nor lifetime of an order, and no quote amount (sheet J.2)."""
    return {
        "id": event.order_id,
        "clientOrderID": event.client_oid,
        "symbol": symbol(event.symbol),
        "side": event.side.value,
        "executes": event.order_type.value,
        "baseAmount": number(event.size),
        "limitPrice": number(event.price),
        "isOpen": event.status.value != "done",
        "filledBase": number(event.filled_size),
        "createdAt": event.order_time,
    }


def watched_fill(event) -> dict:
    return {
        "id": event.trade_id,
        "order": event.order_id,
        "symbol": symbol(event.symbol),
        "side": event.side.value,
        "price": number(event.match_price),
        "quantity": number(event.match_size),
        "liquidity": event.liquidity.value,
        "time": event.ts // 1_000_000,
    }


#: Our words of a wallet, and the event's.
WALLET = {"total": "total", "available": "available", "held": "hold"}
