"""Writes the files that both sides read: two books and two keys of Binance, the four answers of each venue, and a stream
of changes of Binance; the same bytes on every machine.

    fixtures.py FOLDER
"""

import base64
import importlib
import json
import pathlib
import random
import sys

from made import depth, parts

VENUES = ["binance", "kraken", "kucoin", "luno", "valr"]
SEED = 20261124
# Ticks of 0.01 around 64,123.45, the touch a tick apart.
BEST_BID = 6_412_345


def book(count: int) -> dict:
    """A depth answer as Binance writes it: prices and quantities with eight decimals."""
    generator = random.Random(SEED + count)

    def levels(best: int, step: int) -> list[list[str]]:
        return [[parts.text(price, 2) + "000000", parts.text(lots, 5) + "000"]
                for price, lots in parts.side(best, step, count, generator)]

    return {"lastUpdateId": 71234567890, "bids": levels(BEST_BID, -1), "asks": levels(BEST_BID + 1, 1)}


def ed25519_key() -> str:
    """A PKCS#8 private key of a seed that everybody knows."""
    frame = bytes.fromhex("302e020100300506032b657004220420")
    text = base64.b64encode(frame + bytes(range(32))).decode()
    return f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n"


def write(path: pathlib.Path, answer) -> None:
    """One line, no spaces, letters as they are: as venues write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(answer, separators=(",", ":"), ensure_ascii=False))


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    for count in (100, 1000):
        write(folder / f"book-{count}.json", book(count))
    (folder / "hmac-secret.txt").write_text("s" * 64)
    (folder / "ed25519-key.pem").write_text(ed25519_key())
    for venue in VENUES:
        for name, answer in importlib.import_module(f"made.{venue}").files().items():
            write(folder / venue / f"{name}.json", answer)
    write(folder / "streams/snapshot.json", depth.snapshot())
    (folder / "streams/frames.jsonl").write_text("\n".join(depth.frames()) + "\n")


if __name__ == "__main__":
    main()
