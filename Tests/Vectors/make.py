"""Signing vectors by independent implementations: what the venues' public clients make of random requests.

    make.py            writes Tests/Support/VenueSamples/Samples/<venue>/independent-vectors.json
    make.py --check    compares them with the committed files; exit 1 when one differs

Run with the interpreter of `make interop` (.venv-interop/bin/python), which has the pinned clients. No request leaves
this machine: what a client would send is taken where it hands it to the network (signing/wire.py). The same seed and
the same clients give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
# The proof that the clients are the published ones is the tour's.
sys.path[:0] = [str(_HERE), str(_ROOT / "Tests" / "Interop")]
sys.dont_write_bytecode = True

from signing import document  # noqa: E402
from tour import unchanged  # noqa: E402
from venues import binance, kraken, kucoin, luno, valr  # noqa: E402

_SAMPLES = _ROOT / "Tests" / "Support" / "VenueSamples" / "Samples"
_VENUES = {"binance": binance, "kraken": kraken, "kucoin": kucoin, "luno": luno, "valr": valr}


def main(arguments: list[str]) -> int:
    unchanged.check()
    is_check = arguments == ["--check"]
    if arguments and not is_check:
        print(__doc__)
        return 64
    differing = 0
    for name, venue in _VENUES.items():
        rows = venue.rows()
        text = document.text(name, rows)
        path = _SAMPLES / name / "independent-vectors.json"
        if is_check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            differing += 1
            print(f"{path} differs from what the clients sign")
        elif not is_check:
            path.write_text(text, encoding="utf-8")
        print(f"{name}: {len(rows)} vectors by {document.signers(rows)}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
