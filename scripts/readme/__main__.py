"""`python3 -m readme [--check] [BINARY]`: exit 1 when a table is not true any more, 2 when it cannot be told."""

from __future__ import annotations

import argparse
import difflib
import json
import subprocess
import sys
from pathlib import Path

from . import places, tables


def main(arguments: list[str]) -> int:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Make the tables of README.md.")
    parser.add_argument("binary", nargs="?", type=Path, default=root / ".build/debug/bourse", help="the command")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a table differs")
    parser.add_argument("--root", type=Path, default=root, help="the package")
    options = parser.parse_args(arguments)
    page = options.root / "README.md"
    try:
        platforms = _platforms(options.binary.resolve(), options.root / "adapters.yaml")
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"readme: error: {error}; build it first: swift build --product bourse", file=sys.stderr)
        return 2
    if missing := tables.unnamed(platforms):
        print(f"readme: error: scripts/readme/features.py does not know {', '.join(missing)}", file=sys.stderr)
        return 1
    made = tables.made(platforms, tables.certificates(options.root / "docs/certificates"))
    old = page.read_text()
    if sorted(places.names(old)) != sorted(made):
        print(f"README.md: error: it needs one place for each of {', '.join(sorted(made))}", file=sys.stderr)
        return 2
    new = places.filled(old, made)
    if not options.check:
        page.write_text(new)
    elif new != old:
        pages = (old.splitlines(), new.splitlines())
        print("\n".join(difflib.unified_diff(*pages, "README.md", "as the command says", lineterm="")))
        print("README.md: error: a table is not true any more: run `make readme`", file=sys.stderr)
        return 1
    return 0


def _platforms(binary: Path, configuration: Path) -> list[dict]:
    """What the command says with no simulator running and no key: capabilities do not depend on either."""
    command = [str(binary), "platforms", "--json", "--config", str(configuration)]
    answer = json.loads(subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout)
    return [platform for platform in answer["platforms"] if "capabilities" in platform.get("adapter", {})]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
