"""Whether a landing page groups every symbol of its module: what is in no group is found by nobody."""

from __future__ import annotations

import re
from pathlib import Path

_ENTRY = re.compile(r"^- ``(?:\w+/)?(\w+(?:\([\w:]*\))?)``$", re.MULTILINE)


def missing(landing_page: Path, names: set[str]) -> list[str]:
    grouped = {name for page in landing_page.parent.rglob("*.md") for name in _ENTRY.findall(page.read_text())}
    return sorted(names - grouped)
