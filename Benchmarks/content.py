"""What a read gave, in the words that `bourse-bench` writes too: how many, and some of the values. `table.py` compares
the two, so that neither side is fast by decoding less."""

import json


def show(name: str, values: list) -> None:
    print(json.dumps({"name": name, "content": ["" if value is None else str(value) for value in values]}))


def of_ccxt(read: str, result, symbol: str) -> list:
    """CCXT's unified structures."""
    if read == "book":
        bids, asks = result["bids"], result["asks"]
        return [len(bids), len(asks), *bids[0][:2], *bids[-1][:2], *asks[0][:2], *asks[-1][:2]]
    if read == "tickers":
        one = result[symbol]
        return [len(result), one["bid"], one["ask"], one["last"], one["baseVolume"]]
    if read == "instruments":
        one = next(market for market in result if market["symbol"] == symbol)
        return [len(result), one["symbol"], one["limits"]["amount"]["min"]]
    orders = sorted(result, key=lambda order: order["timestamp"])
    return [len(orders), *(value for order in (orders[0], orders[-1])
                           for value in (order["id"], order["price"], order["amount"]))]


def of_valr(read: str, answer) -> list:
    """The untyped objects of orjson."""
    if read == "book":
        bids, asks = answer["Bids"], answer["Asks"]
        return [len(bids), len(asks), *(value for level in (bids[0], bids[-1], asks[0], asks[-1])
                                        for value in (level["price"], level["quantity"]))]
    if read == "tickers":
        one = next(row for row in answer if row["currencyPair"] == "BTCZAR")
        return [len(answer), one["bidPrice"], one["askPrice"], one["lastTradedPrice"], one["baseVolume"]]
    if read == "instruments":
        one = next(row for row in answer if row["symbol"] == "BTCZAR")
        return [len(answer), one["shortName"], one["minBaseAmount"]]
    return [len(answer), *(value for order in (answer[0], answer[-1])
                           for value in (order["orderId"], order["price"], order["originalQuantity"]))]
