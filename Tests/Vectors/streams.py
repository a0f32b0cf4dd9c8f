"""Stream scenarios of the conformance suite: recorded and documented sequences with what the fact sheets expect.

    streams.py            writes Sources/VenueRecordings/Recordings/<venue>.streams.jsonl
    streams.py --check    compares them with the committed files; exit 1 when one differs

Needs Python's own library only. Frames are the sheets' samples (Tests/Support/VenueSamples); expectations are written
here from the sheets, or computed by plain models of their rules, never by running an adapter.
"""

import importlib
import sys
import tempfile
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE / "streams")]
sys.dont_write_bytecode = True

from scenarios import write  # noqa: E402

_FOLDER = _HERE.parents[1] / "Sources" / "VenueRecordings" / "Recordings"
_VENUES = ("binance", "kraken", "kucoin", "luno", "valr")


def main(arguments: list[str]) -> int:
    is_check = arguments == ["--check"]
    if arguments and not is_check:
        print(__doc__)
        return 64
    status = 0
    for venue in _VENUES:
        path = _FOLDER / f"{venue}.streams.jsonl"
        scenarios = importlib.import_module(venue).scenarios()
        if not is_check:
            write(path, scenarios)
            continue
        with tempfile.NamedTemporaryFile("r") as made:
            write(made.name, scenarios)
            if not path.is_file() or Path(made.name).read_text() != path.read_text():
                print(f"{path.name} differs from what streams.py makes")
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
