"""The patience that the venue asks for: what was just done is not visible at once (sheet E.7)."""

from __future__ import annotations

import time
from collections.abc import Callable

import ccxt

#: The pauses of sheet E.7; the venue's bound is 5 s.
_PAUSES = (0.2, 0.5, 1, 2)


def once_visible(read: Callable[[], dict], done: Callable[[dict], bool] = lambda order: True) -> dict:
    """The order as soon as the venue shows it, and shows of it what is waited for."""
    for pause in _PAUSES:
        try:
            order = read()
            if done(order):
                return order
        except ccxt.OrderNotFound:
            pass
        time.sleep(pause)
    return read()
