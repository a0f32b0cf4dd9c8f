"""What the venues' modules share: sample rows, names of coins, prices and quantities, all from a seed."""

import copy
import json
import pathlib
import random

SAMPLES = pathlib.Path(__file__).parents[2] / "Tests/Support/VenueSamples/Samples"
KNOWN = ["BTC", "ETH", "SOL", "XRP", "ADA", "DOGE", "LTC", "LINK", "DOT", "AVAX", "UNI", "ATOM", "BCH", "XLM", "TRX"]


def sample(path: str):
    """A sample answer of a sheet."""
    return json.loads((SAMPLES / path).read_text())


def like(row, **changes):
    """A row with other values in some of its fields; their order stays."""
    made = copy.deepcopy(row)
    unknown = changes.keys() - made.keys()
    assert not unknown, f"the sample row has no {unknown}"
    made.update(changes)
    return made


def coins(count: int, generator: random.Random) -> list[str]:
    """Names of coins: known ones, then made-up ones of three to five letters; none begins with X or Z, which mean
    something at Kraken."""
    names = list(KNOWN[:count])
    while len(names) < count:
        name = "".join(generator.choices("ABCDEFGHIJKLMNOPQRSTUVW", k=generator.choice([3, 3, 4, 4, 5])))
        if name not in names:
            names.append(name)
    return names


def text(units: int, decimals: int) -> str:
    """A number of smallest units as decimal text, all decimals written."""
    if decimals == 0:
        return str(units)
    return f"{units // 10**decimals}.{units % 10**decimals:0{decimals}d}"


def trimmed(units: int, decimals: int) -> str:
    """The same without zeros at the end."""
    written = text(units, decimals)
    return written.rstrip("0").rstrip(".") if "." in written else written


def side(best: int, step: int, count: int, generator: random.Random) -> list[tuple[int, int]]:
    """One side of a book as ticks and lots (of 0.00001): most neighbours one tick apart, some a few."""
    rows = []
    price = best
    for _ in range(count):
        rows.append((price, generator.choice([generator.randrange(1, 100_000), generator.randrange(1, 1_000_000)])))
        price += step * generator.choice([1, 1, 1, 2, 5])
    return rows


def price_of(coin: str, generator: random.Random) -> int:
    """A coin's price in hundred-millionths: from fractions of a cent to tens of thousands."""
    return 6_412_345_000_000 if coin == "BTC" else generator.randrange(10**4, 10 ** generator.randrange(6, 12))
