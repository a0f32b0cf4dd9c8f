"""Encodings written from the sheets with Python's standard library alone: the second opinion."""

from __future__ import annotations

import json
from urllib.parse import quote


def percent(text: str, keep: str = "") -> str:
    """RFC 3986's unreserved characters stay, every other byte of the UTF-8 form becomes %XX."""
    return quote(text, safe="-_.~" + keep)


def pairs(parameters: list[tuple[str, str]], keep: str = "") -> str:
    return "&".join(f"{percent(name, keep)}={percent(value, keep)}" for name, value in parameters)


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def compact(value: object) -> str:
    """JSON without spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
