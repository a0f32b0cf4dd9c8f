"""CCXT's structures of this venue, in the shapes that all venues share."""

from __future__ import annotations

from tour import shapes
from tour.compare import number
from tour.shapes import candle, fees, fill, trade, watched_book  # noqa: F401


def instrument(market: dict, currencies: dict) -> dict:
    """Ours names a pair as orders do (`altname`); CCXT has that name beside its own id, the key of AssetPairs.

    The scales of the assets, which may be coarser than the pair's, CCXT keeps with its currencies.
    """
    scales = {each: currencies[market[each]]["precision"] for each in ("base", "quote")}
    return shapes.instrument({**market, "id": market["altname"], "precision": {**market["precision"], **scales}})


def book(book: dict) -> dict:
    """CCXT leaves each level's time in it, and has no sequence number, since the venue's book has none."""
    return shapes.book({**book, **{side: [level[:2] for level in book[side]] for side in ("bids", "asks")}})


def ticker(ticker: dict) -> dict:
    """Without what the venue does not say of 24 hours."""
    # CCXT takes today's open, from midnight, for that of 24 hours (kraken.md D.2), and multiplies volume and average
    # price to a quote volume.
    return {**shapes.ticker(ticker), "open": None, "quoteVolume": None}


def order(order: dict) -> dict:
    """An order, without what CCXT makes up and with what it does not read."""
    row = order["info"]
    shape = shapes.order(order)
    # CCXT says IOC of every market order; the venue says nothing of the time in force.
    shape["timeInForce"] = row.get("time_in_force")
    # `vol` of an order by quote amount is that amount (kraken.md K.13); CCXT takes it for base.
    if "viqc" in row["oflags"]:
        shape["baseAmount"] = shape["filledBase"]
    # CCXT does not read the reason: a post-only order that would have taken was refused (kraken.md E.12).
    if row.get("reason") == "Post only order" and not shape["filledBase"]:
        shape["status"] = "rejected"
    return shape


def balances(structure: dict) -> dict[str, dict]:
    """By wallet, as ours: rewards (`.F`) count as spot, other suffixes are wallets of their own (kraken.md C.3)."""
    wallets: dict[str, dict] = {}
    for name, amounts in shapes.balances(structure).items():
        asset, _, wallet = name.partition(".")
        # Fee credits are no money.
        if asset == "KFEE":
            continue
        # CCXT writes every code in capitals.
        asset = "AAPLx" if asset == "AAPLX" else asset
        if wallet in ("", "F"):
            before = wallets.setdefault(asset, dict.fromkeys(amounts, number(0)))
            wallets[asset] = {each: before[each] + amounts[each] for each in amounts}
        else:
            # CCXT calls staked and bonded amounts free; no order can use them.
            wallets[name] = {"total": amounts["total"], "available": number(0), "held": amounts["total"]}
    return wallets
