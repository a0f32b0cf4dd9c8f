"""The places of a page that are made: between `<!-- made: NAME -->` and `<!-- end -->`."""

from __future__ import annotations

import re

_PLACE = re.compile(r"(<!-- made: (\w+)[^>]*-->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str, texts: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: f"{place[1]}\n{texts[place[2]]}\n\n{place[3]}", page)


def names(page: str) -> list[str]:
    return [place[2] for place in _PLACE.finditer(page)]
