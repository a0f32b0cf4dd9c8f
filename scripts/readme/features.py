"""In which words, and in which order, README.md tells of the capabilities."""

from __future__ import annotations

FEATURES = {
    "order.limit": "limit order",
    "market.buy.base": "market buy of a quantity",
    "market.buy.quote": "market buy for an amount",
    "market.sell.base": "market sell of a quantity",
    "market.sell.quote": "market sell for an amount",
    "trigger.limit": "stop and take-profit, limit",
    "trigger.market": "stop and take-profit, market",
    "trigger.index": "trigger on an index price",
    "order.exotic": "iceberg, trailing, order lists",
    "tif.gtc": "good till cancelled",
    "tif.ioc": "immediate or cancel",
    "tif.fok": "fill or kill",
    "lifetime.until": "good till an instant",
    "order.makerOnly": "post-only",
    "place.latestArrival": "refused when it arrives late",
    "selfTrade.choose": "choice of self-trade prevention",
    "place.dryRun": "validated without being placed",
    "place.idempotentByID": "client id never makes a second order",
    "query.byClientID": "order by client id",
    "cancel.byClientID": "cancel by client id",
    "cancel.allOfInstrument": "cancel all of a market",
    "amend.shrink": "amend: less",
    "amend.grow": "amend: more",
    "amend.price": "amend: price",
    "query.openAll": "open orders",
    "query.ended": "order history",
    "fills.all": "own fills",
    "transfers.read": "deposits and withdrawals",
    "fees.rates": "fee rates",
    "keyTest.rights": "rights of a key",
    "env.sandbox": "testnet or demo",
    "rest.candles": "candles",
    "stream.book": "live book",
    "stream.trades": "live trades",
    "stream.ticker": "live tickers",
    "stream.candles": "live candles",
    "stream.orders": "live orders",
    "stream.fills": "live fills",
    "stream.balances": "live balances",
}

#: What every venue must have to be one, and fine print that its own page tells.
LEFT_OUT = frozenset({
    "balances.held", "cancel.byVenueID", "cancel.verdict", "clock.read", "fills.liquidity", "fills.ofOrder",
    "place.engineVerdict", "place.stateInAnswer", "query.byVenueID", "rest.book", "rest.raw", "rest.tickers",
    "rest.trades",
})

#: How an answer is drawn; one that the adapter composes says more after its first word.
_MARKS = {"native": "✓", "emulated": "composed", "unsupported: venue": "–", "unsupported: not yet": "not yet"}


def mark(answer: str) -> str:
    return _MARKS.get(answer) or _MARKS[answer.partition(":")[0]]
