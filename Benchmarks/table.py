"""Medians over the runs, beside the peers and the targets, as one table.

    table.py [--json FILE] LINES...

LINES are files with one JSON object a line, as `bourse-bench`, `peers.py`, `load_faces.py`, `idle.py` and
`streams/ccxt_reader.py` print them; the same name may come from several runs. Ends with 1 when a target is missed, or when
the two sides decoded different things.
"""

import argparse
import collections
import decimal
import json
import pathlib
import statistics
import sys

from rows import ROWS, Row

UNITS = {"nanoseconds_per_operation": "ns", "milliseconds": "ms", "megabytes": "MB", "per_second": "/s",
         "allocations": "times", "allocations_per_message": "a message"}


def read(files: list[str]) -> tuple[dict[str, tuple[float, str]], dict[str, list[list[str]]]]:
    """Median and unit by name; the contents that were reported by name."""
    values = collections.defaultdict(list)
    units = {}
    contents = collections.defaultdict(list)
    for file in files:
        for line in pathlib.Path(file).read_text().splitlines():
            entry = json.loads(line)
            if "content" in entry:
                contents[entry["name"]].append(entry["content"])
                continue
            key = next(key for key in UNITS if key in entry)
            values[entry["name"]].append(entry[key])
            units[entry["name"]] = UNITS[key]
    return {name: (statistics.median(list_), units[name]) for name, list_ in values.items()}, contents


def differences(contents: dict[str, list[list[str]]]) -> list[str]:
    """Reads of which the two sides do not say the same; numbers count by value, however they are written."""
    def plain(text: str):
        try:
            return decimal.Decimal(text).normalize()
        except decimal.InvalidOperation:
            return text

    return [name for name, all_ in contents.items()
            if any([plain(text) for text in one] != [plain(text) for text in all_[0]] for one in all_)]


def shown(value: float, unit: str) -> str:
    """Three digits that matter."""
    if unit == "ns" and abs(value) >= 1000:
        value, unit = value / 1000, "µs"
    digits = 2 if unit == "a message" else 0 if abs(value) >= 100 or unit == "times" else 1
    return f"{value:,.{digits}f} {unit}"


def judged(row: Row, medians: dict[str, tuple[float, str]]) -> dict | None:
    """The row's numbers, None when one of its sides was not run."""
    if row.ours not in medians or (row.peer and row.peer not in medians):
        return None
    ours, unit = medians[row.ours]
    peer = medians[row.peer][0] if row.peer else None
    # How many times faster ours is: for a rate the greater number is the better one.
    ratio = None if not peer or not ours else ours / peer if unit == "/s" else peer / ours
    met, target = None, ""
    if row.least is not None:
        met, target = ratio >= row.least, f"≥ {row.least:g}x"
    elif row.most is not None:
        met, target = ours <= row.most * peer, f"≤ {row.most:g} x its time"
    elif row.below is not None:
        met, target = ours < row.below, f"< {shown(row.below, unit)}"
    elif row.above is not None:
        met, target = ours >= row.above, f"≥ {shown(row.above, unit)}"
    elif row.exactly is not None:
        met, target = ours == row.exactly, f"= {shown(row.exactly, unit)}"
    return {"name": row.ours, "peer": row.peer, "ours": ours, "peers": peer, "unit": unit, "ratio": ratio,
            "target": target, "met": met, "encloses": row.encloses}


def line(result: dict) -> list[str]:
    """The cells of one result."""
    unit = result["unit"]
    return [
        result["name"], shown(result["ours"], unit), result["peer"].split(".")[-1] if result["peer"] else "",
        shown(result["peers"], unit) if result["peers"] else "", f"{result['ratio']:.2g}x" if result["ratio"] and
        result["ratio"] < 1 else f"{result['ratio']:.1f}x" if result["ratio"] else "",
        result["target"], {None: "", True: "met", False: "MISSED"}[result["met"]], result["encloses"],
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", help="write the numbers to this file too")
    parser.add_argument("lines", nargs="+")
    arguments = parser.parse_args()
    medians, contents = read(arguments.lines)
    results = [result for row in ROWS if (result := judged(row, medians))]
    cells = [["measure", "ours", "peer", "peer's", "ratio", "target", "", "payload and what the timer encloses"]]
    cells += [line(result) for result in results]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    different = differences(contents)
    for name in different:
        print(f"bench: {name} is not the same on both sides: {contents[name]}", file=sys.stderr)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=2) + "\n")
    return 1 if different or any(result["met"] is False for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
