"""The file of a venue: one vector a line, so that a change shows as the lines it changes."""

from __future__ import annotations

import json
from collections import Counter

from signing.rows import Row


def text(venue: str, rows: list[Row]) -> str:
    lines = ",\n".join(_compact(_document(row)) for row in rows)
    return (
        "{\n"
        f'"venue": {_compact(venue)},\n'
        '"origin": "made by Tests/Vectors/make.py with the pinned public clients; keys are random and guard nothing",\n'
        f'"signers": {_compact(Counter(row.signer for row in rows))},\n'
        f'"vectors": [\n{lines}\n]\n'
        "}\n"
    )


def signers(rows: list[Row]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in Counter(row.signer for row in rows).items())


def _document(row: Row) -> dict[str, object]:
    ask, made = row.ask, row.made
    asked: dict[str, object] = {
        "signer": row.signer,
        "credentials": ask.credentials,
        "time": ask.time,
        "nonce": ask.nonce,
        "notAfter": ask.not_after,
        "operation": ask.operation,
        "method": ask.method,
        "path": ask.path,
        "parameters": ask.parameters,
        "target": made.target,
        "headers": [list(header) for header in made.headers.items()],
        "body": made.body,
        "sent": row.sent or None,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
