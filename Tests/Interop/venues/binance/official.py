"""Binance's own SDK at the simulator by its documented base path; its models in the shapes of tour/shapes.py."""

from __future__ import annotations

from decimal import Decimal

from binance_common.configuration import (
    ConfigurationRestAPI,
    ConfigurationWebSocketAPI,
    ConfigurationWebSocketStreams,
)
from binance_sdk_spot.rest_api import SpotRestAPI
from binance_sdk_spot.spot import Spot
from tour.compare import limit, number


def make_sdk(rest: str, credentials: dict[str, str | None], **options: object) -> SpotRestAPI:
    configuration = ConfigurationRestAPI(
        api_key=credentials["apiKey"],
        api_secret=credentials["apiSecret"],
        base_path=rest,
        # A refusal is to be seen, not repeated; and a busy machine may need more than the default second.
        **{"retries": 0, "timeout": 10_000, **options},
    )
    return Spot(config_rest_api=configuration).rest_api


def make_streams(streams: dict[str, str], credentials: dict[str, str | None]) -> tuple:
    """The market's streams and the WebSocket API, at the simulator by their documented addresses."""
    spot = Spot(
        config_ws_streams=ConfigurationWebSocketStreams(stream_url=f"{streams['public']}/stream"),
        config_ws_api=ConfigurationWebSocketAPI(
            api_key=credentials["apiKey"], api_secret=credentials["apiSecret"],
            stream_url=f"{streams['private']}/ws-api/v3",
        ),
    )
    return spot.websocket_streams, spot.websocket_api


# One reader per shape


def instrument(row) -> dict:
    filters = {each.actual_instance.filter_type: each.actual_instance for each in row.filters}
    price, lot, market = (filters[name] for name in ("PRICE_FILTER", "LOT_SIZE", "MARKET_LOT_SIZE"))
    # A symbol has the one or the other.
    notional = filters.get("NOTIONAL") or filters["MIN_NOTIONAL"]
    return {
        "symbol": f"{row.base_asset}/{row.quote_asset}",
        "venueName": row.symbol,
        "open": row.status == "TRADING",
        "tickSize": limit(price.tick_size),
        "minimumPrice": limit(price.min_price),
        "maximumPrice": limit(price.max_price),
        "lotSize": limit(lot.step_size),
        "minimumQuantity": limit(lot.min_qty),
        "maximumQuantity": limit(lot.max_qty),
        "minimumMarketQuantity": limit(market.min_qty),
        "maximumMarketQuantity": limit(market.max_qty),
        "minimumNotional": limit(notional.min_notional),
        "maximumNotional": limit(getattr(notional, "max_notional", None)),
        "baseStep": Decimal(1).scaleb(-row.base_asset_precision),
        "quoteStep": Decimal(1).scaleb(-row.quote_asset_precision),
    }


def ticker(symbol: str, row) -> dict:
    return {
        "symbol": symbol,
        "bid": number(row.bid_price),
        "bidQuantity": number(row.bid_qty),
        "ask": number(row.ask_price),
        "askQuantity": number(row.ask_qty),
        "last": number(row.last_price),
        "open": number(row.open_price),
        "high": number(row.high_price),
        "low": number(row.low_price),
        "baseVolume": number(row.volume),
        "quoteVolume": number(row.quote_volume),
        "time": row.close_time,
    }


def book(symbol: str, row) -> dict:
    def side(levels: list) -> list[dict]:
        return [{"price": number(price), "quantity": number(quantity)} for price, quantity in levels]

    return {"symbol": symbol, "bids": side(row.bids), "asks": side(row.asks), "sequence": row.last_update_id}


def trade(symbol: str, row) -> dict:
    return {
        "id": str(row.id),
        "symbol": symbol,
        "price": number(row.price),
        "quantity": number(row.qty),
        "aggressor": "sell" if row.is_buyer_maker else "buy",
        "time": row.time,
    }


def candle(row: list) -> dict:
    """The SDK has no model of a candle: it gives the array as it came."""
    return {
        "openTime": row[0],
        **{name: number(value) for name, value in zip(("open", "high", "low", "close", "baseVolume"), row[1:])},
    }


def balance(row) -> dict:
    free, locked = number(row.free), number(row.locked)
    return {"total": free + locked, "available": free, "held": locked}


def fees(row) -> dict:
    """The rates of the order's role and of its side add up, standard, special and tax."""
    def rate(role: str, side: str) -> Decimal:
        parts = (row.standard_commission, row.special_commission, row.tax_commission)
        return sum((number(getattr(part, name)) for part in parts for name in (role, side)), Decimal(0))

    return {
        f"{role}_{side}": rate(role, {"buy": "buyer", "sell": "seller"}[side])
        for role in ("maker", "taker")
        for side in ("buy", "sell")
    }


def order(symbol: str, row) -> dict:
    """Of a query, a list or a placing alike: what only one of them has, its own test compares."""
    post_only = row.type == "LIMIT_MAKER"
    executes = "market" if row.type == "MARKET" else "limit"
    return {
        "id": str(row.order_id),
        "clientOrderID": row.client_order_id,
        "symbol": symbol,
        "side": row.side.lower(),
        "executes": executes,
        "baseAmount": number(row.orig_qty),
        "limitPrice": number(row.price) if executes == "limit" else None,
        "triggerPrice": limit(row.stop_price),
        "postOnly": post_only,
        "timeInForce": None if post_only else row.time_in_force,
        "status": STATUS[row.status],
        "filledBase": number(row.executed_qty),
        "filledQuote": number(row.cummulative_quote_qty),
        "createdAt": row.time,
        "updatedAt": row.update_time,
    }


def fill(symbol: str, row) -> dict:
    return {
        "id": str(row.id),
        "order": str(row.order_id),
        "symbol": symbol,
        "side": "buy" if row.is_buyer else "sell",
        "price": number(row.price),
        "quantity": number(row.qty),
        "quoteAmount": number(row.quote_qty),
        "fees": [{"asset": row.commission_asset, "amount": number(row.commission)}],
        "liquidity": "maker" if row.is_maker else "taker",
        "time": row.time,
    }


# Messages of the streams, whose names are letters (binance.md I, J.2)


def watched_trade(symbol: str, row) -> dict:
    return {
        "id": str(row.t),
        "symbol": symbol,
        "price": number(row.p),
        "quantity": number(row.q),
        "aggressor": "sell" if row.m else "buy",
        "time": row.T,
    }


def watched_ticker(symbol: str, row) -> dict:
    return {
        "symbol": symbol,
        "bid": number(row.b),
        "bidQuantity": number(row.B),
        "ask": number(row.a),
        "askQuantity": number(row.A),
        "last": number(row.c),
        "open": number(row.o),
        "high": number(row.h),
        "low": number(row.l),
        "baseVolume": number(row.v),
        "quoteVolume": number(row.q),
        "time": row.E,
    }


def watched_candle(row) -> dict:
    return {
        "openTime": row.t,
        "open": number(row.o),
        "high": number(row.h),
        "low": number(row.l),
        "close": number(row.c),
        "baseVolume": number(row.v),
    }


def watched_order(symbol: str, row) -> dict:
    """Of an execution report. A cancel has an id of its own, and the order's under `C`."""
    executes = row.o.lower()
    return {
        "id": str(row.i),
        "clientOrderID": row.C if row.x == "CANCELED" and row.C else row.c,
        "symbol": symbol,
        "side": row.S.lower(),
        "executes": executes,
        "baseAmount": number(row.q),
        "limitPrice": number(row.p) if executes == "limit" else None,
        "triggerPrice": limit(row.P),
        "timeInForce": row.f,
        "status": STATUS[row.X],
        "filledBase": number(row.z),
        "filledQuote": number(row.Z),
        "createdAt": row.O,
        "updatedAt": row.T,
    }


def watched_fill(symbol: str, row) -> dict:
    return {
        "id": str(row.t),
        "order": str(row.i),
        "symbol": symbol,
        "side": row.S.lower(),
        "price": number(row.L),
        "quantity": number(row.l),
        "quoteAmount": number(row.Y),
        "fees": [{"asset": row.N, "amount": number(row.n)}],
        "liquidity": "maker" if row.m else "taker",
        "time": row.T,
    }


def watched_balances(event) -> dict[str, dict]:
    return {
        row.a: {"total": number(row.f) + number(row.l), "available": number(row.f), "held": number(row.l)}
        for row in event.B
    }


#: The venue's words, in the words of the shapes.
STATUS = {
    "NEW": "open",
    "PARTIALLY_FILLED": "open",
    "FILLED": "closed",
    "CANCELED": "canceled",
    "EXPIRED": "expired",
    "EXPIRED_IN_MATCH": "expired",
    "REJECTED": "rejected",
}


def undeclared(model, path: str = "") -> list[str]:
    """The fields of a reply that the SDK's models do not declare, at any depth."""
    model = getattr(model, "actual_instance", model)
    if isinstance(model, list):
        return [name for index, each in enumerate(model) for name in undeclared(each, f"{path}[{index}]")]
    if not hasattr(model, "additional_properties"):
        return []
    found = [f"{path}.{name}" for name in model.additional_properties]
    for name, value in model.__dict__.items():
        found += undeclared(value, f"{path}.{name}") if name != "additional_properties" else []
    return found
