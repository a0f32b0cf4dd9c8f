"""Binance's stream of changes: a snapshot of 1,000 levels a side, and frames of 20 levels, ten a side, that go round in
a circle: after the last one the first may come again, with the next number.

Every frame has the same length but for the name of its market, and one number of the venue's sequence, eleven digits
long: whoever sends it writes the next one in its place.
"""

import json
import random

from . import parts

SEED = 20261129
STREAM = "btcusdt@depth@100ms"
MARKET = "BTCUSDT"
FRAMES = 256
LEVELS = 10
# The number of the snapshot. All later ones have eleven digits too.
SNAPSHOT_ID = 71_234_567_890
BEST_BID = 6_412_345
START = 1_795_305_600_000


def snapshot() -> dict:
    """Neighbours mostly one tick apart, as in the other books."""
    generator = random.Random(SEED)

    def levels(best: int, step: int) -> list[list[str]]:
        return [[parts.text(price, 2) + "000000", parts.text(lots, 5) + "000"]
                for price, lots in parts.side(best, step, 1000, generator)]

    return {"lastUpdateId": SNAPSHOT_ID, "bids": levels(BEST_BID, -1), "asks": levels(BEST_BID + 1, 1)}


def frames() -> list[str]:
    """The circle, as the venue writes it."""
    generator = random.Random(SEED + 1)
    known = {side: {round(float(price) * 100) for price, _ in snapshot()[side]} for side in ("bids", "asks")}
    return [frame(number, known, generator) for number in range(FRAMES)]


def frame(number: int, known: dict[str, set[int]], generator: random.Random) -> str:
    event = {
        "e": "depthUpdate", "E": START + 100 * number, "s": MARKET, "U": SNAPSHOT_ID + 1 + number,
        "u": SNAPSHOT_ID + 1 + number, "b": changes(BEST_BID, -1, known["bids"], generator),
        "a": changes(BEST_BID + 1, 1, known["asks"], generator),
    }
    return json.dumps({"stream": STREAM, "data": event}, separators=(",", ":"))


def changes(best: int, step: int, known: set[int], generator: random.Random) -> list[list[str]]:
    """Mostly near the best price: most levels get another quantity, some go, what was free is filled."""
    distances: set[int] = set()
    while len(distances) < LEVELS:
        distances.add(min(int(generator.expovariate(1 / 20)), 200))
    rows = []
    for distance in sorted(distances):
        price = best + step * distance
        lots = 0 if price in known and generator.random() < 0.2 else generator.randrange(1, 100_000)
        known.discard(price) if lots == 0 else known.add(price)
        rows.append([parts.text(price, 2) + "000000", parts.text(lots, 5) + "000"])
    return rows
