"""Equal field by field, exactly: numbers as decimals, nothing rounded, no field left out on one side."""

from __future__ import annotations

import unittest
from decimal import Decimal

#: How many single values were compared; a tour that compared none proves nothing.
fields_compared = 0

Value = object


def number(value: object) -> Decimal | None:
    """A number of either side. `str` of a float is the shortest text that reads back as the same float."""
    return None if value is None else Decimal(str(value))


def limit(value: object) -> Decimal | None:
    """A limit: zero means that there is none."""
    return number(value) or None


def equal(test: unittest.TestCase, what: str, theirs: Value, ours: Value) -> None:
    global fields_compared
    if isinstance(theirs, dict) and isinstance(ours, dict):
        test.assertEqual(sorted(theirs), sorted(ours), f"{what}: other keys")
        for key in theirs:
            equal(test, f"{what}.{key}", theirs[key], ours[key])
    elif isinstance(theirs, list) and isinstance(ours, list):
        test.assertEqual(len(theirs), len(ours), f"{what}: other length")
        for index, pair in enumerate(zip(theirs, ours)):
            equal(test, f"{what}[{index}]", *pair)
    else:
        test.assertEqual(theirs, ours, f"{what}: CCXT says {theirs!r}, we say {ours!r}")
        fields_compared += 1
