"""Rooms that know no venue by name: neither in an identifier nor in a string."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding
from .rooms import ROOMS, room_of
from .swift_source import SwiftSource

# Case matters: `intervalRange` and `evalResult` spell a venue only to a careless matcher.
_NAME = re.compile(
    r"(?<![A-Za-z])(?:binance|luno|kucoin|kraken|valr)(?![a-z])"
    r"|(?:Binance|Luno|KuCoin|Kucoin|Kraken|Valr)(?![a-z])"
    r"|(?<![A-Z])(?:BINANCE|LUNO|KUCOIN|KRAKEN|VALR)(?![A-Z])"
)


def check(source: SwiftSource) -> Iterator[Finding]:
    name = room_of(source.path)
    if name is None or name not in ROOMS or not ROOMS[name].venue_blind:
        return
    for match in _NAME.finditer(source.without_comments):
        line = source.line_of(match.start())
        yield Finding(source.path, line, "venue-name", f"{name} knows no venue by name, but says {match.group()}")
