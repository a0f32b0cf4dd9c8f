"""Medians over the runs, beside the peers and the targets, as one table.

    table.py [--json FILE] LINES...

LINES are files with one JSON object a line, as `bourse-bench`, `peers.py` and `idle.py` print them; the same name may
come from several runs. Ends with 1 when a target is missed.
"""

import argparse
import collections
import dataclasses
import json
import pathlib
import statistics
import sys


@dataclasses.dataclass(frozen=True)
class Row:
    """One comparison: ours against a peer (or a bound in its own unit), and what the timer encloses."""

    ours: str
    peer: str | None
    target: float | None
    encloses: str


ORDER = "limit order, 220 bytes signed: unified call, capability and filter checks, parameters, signature, request"
BOOK = "bytes in memory to the finished book"
MIXED = "512 prices and quantities, half with 8 decimals, half trimmed"
# A target beside a peer is a factor, at least; without a peer it is a bound in the row's own unit, below.
ROWS = [
    Row("order.hmac", "order.hmac.ccxt_create_order", 25, f"{ORDER}; peer: create_order up to its stubbed fetch"),
    Row("order.hmac", "order.hmac.ccxt_build_and_sign", None,
        f"{ORDER}; peer: create_order_request + sign, without what create_order does around them"),
    Row("order.ed25519", "order.ed25519.ccxt_create_order", None, "the same with an Ed25519 key"),
    Row("order.ed25519", "order.ed25519.ccxt_build_and_sign", None, "the same with an Ed25519 key"),
    Row("book.1000", "book.1000.ccxt", 25, f"2 x 1,000 levels, 64 kB: {BOOK}; peer: parse_json + parse_order_book"),
    Row("book.1000", "book.1000.orjson", 1, "the same bytes; peer: orjson.loads alone, untyped strings"),
    Row("book.100", "book.100.ccxt", 15, f"2 x 100 levels, 6.4 kB: {BOOK}; peer: parse_json + parse_order_book"),
    Row("book.100", "book.100.orjson", None, "the same bytes; peer: orjson.loads alone"),
    Row("decimal.parse", "decimal.parse.foundation", 8, f"String to number; {MIXED}"),
    Row("decimal.print", "decimal.print.foundation", 8, "number to String; the same numbers"),
    Row("decimal.add", "decimal.add.foundation", 8, "neighbours: a price and a quantity"),
    Row("decimal.multiply", "decimal.multiply.foundation", 8, "neighbours: a price and a quantity"),
    Row("decimal.compare", "decimal.compare.foundation", 8, "two prices or two quantities, less than"),
    Row("gate.10", None, 1000, "verdict of all seven gates with reservation, 10 open orders"),
    Row("gate.100", None, None, "the same with 100 open orders"),
    Row("host.ready", None, 300, "spawn of `bourse serve`, simulator inside, fresh state, to its ready line"),
    Row("host.resident", None, 80, "the same, resident memory after 3 s idle"),
]
UNITS = {"nanoseconds_per_operation": "ns", "milliseconds": "ms", "megabytes": "MB"}


def read(files: list[str]) -> dict[str, tuple[float, str]]:
    """Median and unit by name."""
    values = collections.defaultdict(list)
    units = {}
    for file in files:
        for line in pathlib.Path(file).read_text().splitlines():
            entry = json.loads(line)
            key = next(key for key in UNITS if key in entry)
            values[entry["name"]].append(entry[key])
            units[entry["name"]] = UNITS[key]
    return {name: (statistics.median(list_), units[name]) for name, list_ in values.items()}


def shown(value: float, unit: str) -> str:
    """Three digits that matter."""
    if unit == "ns" and value >= 1000:
        value, unit = value / 1000, "µs"
    return f"{value:.{0 if value >= 100 else 1}f} {unit}"


def judged(row: Row, medians: dict[str, tuple[float, str]]) -> dict | None:
    """The row's numbers, None when its side was not run."""
    if row.ours not in medians or (row.peer and row.peer not in medians):
        return None
    ours, unit = medians[row.ours]
    peer = medians[row.peer][0] if row.peer else None
    ratio = peer / ours if peer else None
    met = None
    if row.target is not None:
        met = ratio >= row.target if ratio is not None else ours < row.target
    return {"name": row.ours, "peer": row.peer, "ours": ours, "peers": peer, "unit": unit, "ratio": ratio,
            "target": row.target, "met": met, "encloses": row.encloses}


def line(result: dict) -> list[str]:
    """The cells of one result."""
    unit = result["unit"]
    target = "" if result["target"] is None else (
        f"≥ {result['target']:g}x" if result["peer"] else f"< {shown(result['target'], unit)}")
    return [
        result["name"], shown(result["ours"], unit), result["peer"].split(".")[-1] if result["peer"] else "",
        shown(result["peers"], unit) if result["peers"] else "", f"{result['ratio']:.1f}x" if result["ratio"] else "",
        target, {None: "", True: "met", False: "MISSED"}[result["met"]], result["encloses"],
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", help="write the numbers to this file too")
    parser.add_argument("lines", nargs="+")
    arguments = parser.parse_args()
    medians = read(arguments.lines)
    results = [result for row in ROWS if (result := judged(row, medians))]
    cells = [["measure", "ours", "peer", "peer's", "ratio", "target", "", "payload and what the timer encloses"]]
    cells += [line(result) for result in results]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=2) + "\n")
    return 1 if any(result["met"] is False for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
