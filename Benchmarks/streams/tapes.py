"""Records a book of each simulated venue with `bourse record`, all at the same time.

    tapes.py BOURSE FOLDER

Writes FOLDER/VENUE.tape; `bourse-bench --tape` reads them.
"""

import json
import os
import pathlib
import subprocess
import sys

SECONDS = 40
MARKETS = {"binance": "BTC/USDT", "kraken": "BTC/USD", "kucoin": "BTC/USDT", "luno": "BTC/ZAR", "valr": "BTC/ZAR"}


def key(venue: str, credentials: dict[str, str | None]) -> dict[str, str]:
    """The variables from which `bourse` takes a venue's key."""
    names = {"apiKey": "API_KEY", "apiSecret": "API_SECRET", "passphrase": "PASSPHRASE"}
    return {f"BOURSE_{venue.upper()}_{name}": credentials[field] or "" for field, name in names.items()}


def record(bourse: str, venue: str, ready: dict, file: pathlib.Path) -> subprocess.Popen:
    streams = ready["streams"]
    return subprocess.Popen(
        [bourse, "record", venue, MARKETS[venue], "--rest", ready["rest"], "--streams-public", streams["public"],
         "--streams-private", streams["private"], "--out", str(file), "--seconds", str(SECONDS), "--channel", "book"],
        stdout=subprocess.DEVNULL, env=os.environ | key(venue, ready["credentials"]["trade"]))


def main() -> None:
    bourse, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    simulator = subprocess.Popen([bourse, "simulate", "--port-base", "0"], stdout=subprocess.PIPE, text=True)
    try:
        venues = json.loads(simulator.stdout.readline())["venues"]
        recorders = [record(bourse, venue, venues[venue], folder / f"{venue}.tape") for venue in MARKETS]
        for venue, recorder in zip(MARKETS, recorders):
            if recorder.wait() != 0:
                raise SystemExit(f"tapes: {venue} could not be recorded")
    finally:
        simulator.terminate()
        simulator.wait()


if __name__ == "__main__":
    main()
