"""Binance's frames from the fixtures, as `made/depth.py` writes them, each with the next number of the sequence."""

import json
import pathlib

DIGITS = 11


class Frame:
    """One frame, cut at its two numbers."""

    def __init__(self, text: str):
        first = text.index('"U":') + 4
        last = text.index('"u":') + 4
        self.head = text[:first]
        self.middle = text[first + DIGITS:last]
        self.tail = text[last + DIGITS:]

    def text(self, number: int) -> str:
        return f"{self.head}{number}{self.middle}{number}{self.tail}"


class Circle:
    """The snapshot, and frames that go round."""

    def __init__(self, fixtures: pathlib.Path):
        folder = fixtures / "streams"
        self.snapshot = json.loads((folder / "snapshot.json").read_text())
        self.frames = [Frame(line) for line in (folder / "frames.jsonl").read_text().splitlines()]
        self.first = self.snapshot["lastUpdateId"] + 1


def shown(bids: list, asks: list) -> list:
    """How many levels a side, and the best and the tenth of them: what all sides must have in common."""
    return [len(bids), len(asks), *(value for side in (bids, asks) for level in (side[0], side[9]) for value in level)]
