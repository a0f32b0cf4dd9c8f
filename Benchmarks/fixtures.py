"""Writes the files that both sides read: two books and two keys, the same bytes on every machine.

    fixtures.py FOLDER
"""

import base64
import pathlib
import random
import sys

SEED = 20261124
# Ticks of 0.01 around 64,123.45, the touch a tick apart.
BEST_BID = 6_412_345


def levels(best: int, step: int, count: int, generator: random.Random) -> str:
    """One side: most neighbours one tick apart, some a few; prices and quantities with Binance's eight decimals."""
    rows = []
    price = best
    for _ in range(count):
        quantity = generator.choice([generator.randrange(1, 100_000), generator.randrange(1, 1_000_000)])
        rows.append(
            f'["{price // 100}.{price % 100:02d}000000","{quantity // 100_000}.{quantity % 100_000:05d}000"]'
        )
        price += step * generator.choice([1, 1, 1, 2, 5])
    return "[" + ",".join(rows) + "]"


def book(count: int) -> str:
    """A depth answer as Binance writes it: one line, no spaces."""
    generator = random.Random(SEED + count)
    bids = levels(BEST_BID, -1, count, generator)
    asks = levels(BEST_BID + 1, 1, count, generator)
    return f'{{"lastUpdateId":71234567890,"bids":{bids},"asks":{asks}}}'


def ed25519_key() -> str:
    """A PKCS#8 private key of a seed that everybody knows."""
    frame = bytes.fromhex("302e020100300506032b657004220420")
    text = base64.b64encode(frame + bytes(range(32))).decode()
    return f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n"


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for count in (100, 1000):
        (folder / f"book-{count}.json").write_text(book(count))
    (folder / "hmac-secret.txt").write_text("s" * 64)
    (folder / "ed25519-key.pem").write_text(ed25519_key())


if __name__ == "__main__":
    main()
