"""Rounds are timed as on the Swift side: as many operations as last 20 ms, nine rounds, the median."""

import json
import statistics
import time
from collections.abc import Callable

ROUNDS = 9
ROUND_NANOSECONDS = 20_000_000


def measure(name: str, operation: Callable[[], object]) -> None:
    """Prints the median round."""
    count = 1
    while timed(count, operation) * count < ROUND_NANOSECONDS:
        count *= 2
    median = statistics.median(timed(count, operation) for _ in range(ROUNDS))
    print(json.dumps({"name": name, "nanoseconds_per_operation": round(median, 1), "rounds": ROUNDS}))


def timed(count: int, operation: Callable[[], object]) -> float:
    """Nanoseconds per operation."""
    start = time.perf_counter_ns()
    for _ in range(count):
        operation()
    return (time.perf_counter_ns() - start) / count
