"""Each simulated venue over HTTP on loopback, one line of JSON for each kind of request: how many it serves a second.

    load_faces.py BOURSE [VENUE...]

A venue that `bourse simulate` does not have is left out.
"""

import importlib
import json
import subprocess
import sys

from faces.load import run

VENUES = ["binance", "kraken", "kucoin", "luno", "valr"]
COUNT = 10_000


def simulated(bourse: str, venue: str, switches: dict) -> tuple[subprocess.Popen, dict] | None:
    """The venue's process and what its ready line says of it."""
    chosen = [f"--switch={name}={value}" for name, value in switches.items()]
    process = subprocess.Popen(
        [bourse, "simulate", "--venue", venue, "--port-base", "0", *chosen], stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    if not line:
        process.wait()
        return None
    return process, json.loads(line)["venues"][venue]


def measure(venue: str, ready: dict) -> None:
    port = int(ready["rest"].rsplit(":", 1)[1])
    module = importlib.import_module(f"faces.{venue}")
    for name, requests in module.requests(ready["credentials"]["trade"], COUNT).items():
        rate, statuses, last = run(port, requests)
        print(json.dumps({"name": f"face.{venue}.{name}", "per_second": round(rate)}), flush=True)
        # Whether the answers were the ones meant is for the reader of the run to see.
        print(f"bench: face.{venue}.{name}: {statuses}, {last[:120]!r}", file=sys.stderr)


def main() -> None:
    for venue in sys.argv[2:] or VENUES:
        started = simulated(sys.argv[1], venue, importlib.import_module(f"faces.{venue}").SWITCHES)
        if started is None:
            print(f"bench: no simulated {venue} in this bourse", file=sys.stderr)
            continue
        process, ready = started
        try:
            measure(venue, ready)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
