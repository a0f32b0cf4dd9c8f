"""The tables, from the answer of `bourse platforms --json` and from certificates."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from .features import FEATURES, LEFT_OUT, mark

Table = list[list[str]]


def made(platforms: list[dict], certificates: dict[str, dict]) -> dict[str, str]:
    """Each table by the name of its place."""
    return {"venues": _text(_venues(platforms, certificates)), "features": _text(_features(platforms))}


def unnamed(platforms: list[dict]) -> list[str]:
    """Capabilities that the command knows and no table does."""
    known = {name for platform in platforms for name in platform["adapter"]["capabilities"]}
    return sorted(known - FEATURES.keys() - LEFT_OUT)


def certificates(folder: Path) -> dict[str, dict]:
    """The certificates of a folder's files by venue; where a venue has several, the one that began last."""
    found = [one for path in sorted(folder.glob("*.json")) for one in json.loads(path.read_text())]
    return {one["venue"]: one for one in sorted(found, key=lambda one: one["started_at"])}


def _venues(platforms: list[dict], certificates: dict[str, dict]) -> Table:
    head = ["venue (spot)", "region", "key", "native", "composed", "not yet", "not there", "certificate"]
    return [head] + [_venue(platform, certificates.get(platform["id"])) for platform in platforms]


def _venue(platform: dict, certificate: dict | None) -> list[str]:
    counts = Counter(mark(answer) for answer in platform["adapter"]["capabilities"].values())
    key = ", ".join(field.removeprefix("api_") for field in platform["required_key_fields"])
    return [
        platform["display_name"], platform["region"], key,
        *(str(counts[word]) for word in ("✓", "composed", "not yet", "–")), _verdict(certificate),
    ]


def _verdict(certificate: dict | None) -> str:
    if certificate is None:
        return "none yet"
    counts = certificate["counts"]
    red = f", {counts['failed']} failed" if counts["failed"] else ""
    return f"{certificate['verdict']} ({certificate['environment']}): {counts['passed']} cases passed{red}"


def _features(platforms: list[dict]) -> Table:
    head = ["", *(platform["display_name"] for platform in platforms)]
    answers = [platform["adapter"]["capabilities"] for platform in platforms]
    return [head] + [
        [words, *(mark(answer.get(name, "unsupported: not yet")) for answer in answers)]
        for name, words in FEATURES.items()
    ]


def _text(table: Table) -> str:
    rows = [f"| {' | '.join(row)} |" for row in table]
    rows.insert(1, "|" + "---|" * len(table[0]))
    return "\n".join(rows)
