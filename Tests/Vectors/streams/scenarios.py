"""What all venues' scenarios share: steps, expectations, and books by price as plain Python sees them."""

import json
from decimal import Decimal
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "Support" / "VenueSamples" / "Samples"


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class Digits(str):
    """A JSON number that is written as it was read."""


class Sample:
    """A sample file whose numbers keep their digits."""

    @staticmethod
    def read(venue, name):
        return json.loads((SAMPLES / venue / f"{name}.json").read_text(encoding="utf-8"), parse_float=Digits)


def text_of(value):
    """JSON as the venue wrote it, without blanks."""
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(compact(k) + ":" + text_of(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(text_of(v) for v in value) + "]"
    return compact(value)


def market(symbol, name, tick, lot, **more):
    return {"symbol": symbol, "name": name, "tick": tick, "lot": lot, **more}


def follow(slot, channel, symbol, **more):
    return {"slot": slot, "channel": channel, "symbol": symbol, **more}


def frame(value, role="data", **more):
    """A frame of the venue's: `role` is start (brings the stream's own snapshot), book, data or control."""
    text = value if isinstance(value, str) else text_of(value)
    return {"frame": text, "role": role, **more}


def control(value, **more):
    return frame(value, "control", **more)


def scenario(id, source, session, markets, steps, **more):
    return {"id": id, "source": source, "session": session, "markets": markets, **more, "steps": steps}


def normal(number):
    """A number without zeros at its end."""
    value = format(Decimal(str(number)).normalize(), "f")
    return "0" if value in ("-0", "") else value


class Book:
    """Levels by price."""

    def __init__(self):
        self.sides = {"bids": {}, "asks": {}}

    def set(self, side, price, quantity):
        price, quantity = Decimal(str(price)), Decimal(str(quantity))
        if quantity == 0:
            self.sides[side].pop(price, None)
        else:
            self.sides[side][price] = quantity

    def levels(self, side):
        rows = sorted(self.sides[side].items(), reverse=side == "bids")
        return [[normal(p), normal(q)] for p, q in rows]

    def cut(self, depth):
        for side in self.sides:
            kept = sorted(self.sides[side].items(), reverse=side == "bids")[:depth]
            self.sides[side] = dict(kept)

    def expected(self, slot=0, **more):
        """The whole book, live."""
        return {"slot": slot, "isLive": True, "bids": self.levels("bids"), "asks": self.levels("asks"), **more}


def write(path, scenarios):
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in scenarios]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
