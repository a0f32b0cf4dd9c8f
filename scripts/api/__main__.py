"""`python3 -m api [--check] [MODULE...]`: writes or compares listings; exit 1 when one differs, 2 when none is made."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from docs import tools
from docs.modules import public_modules

from .changes import Changes
from .listing import lines


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    root = options.root.resolve()
    names = sorted(module.name for module in public_modules(root))
    unknown = set(options.only) - set(names)
    if unknown or not names:
        print(f"api: no module {', '.join(sorted(unknown)) or 'at all (is BOURSE_ONLY set?)'}", file=sys.stderr)
        return 2
    folder = root / "docs/api"
    found = [_changes(root, options.build.resolve(), folder, name) for name in options.only or names]
    if not options.only:
        found += [_removed(path) for path in sorted(folder.glob("*.txt")) if path.stem not in names]
    differing = [change for change in found if change.old != change.new]
    for change in differing:
        # A first listing is all additions; whoever wants to read it opens it.
        if options.check or change.old:
            print("\n".join(change.diff))
        if not options.check:
            _write(folder, change)
    breaking = sum(_announce(change) for change in differing)
    print(f"api: {len(found)} modules, {len(differing)} changed, {breaking} breaking lines")
    if options.check and differing:
        print("api: error: docs/api is not what the code says: run `make api` and commit it", file=sys.stderr)
        return 1
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="List the public API of every library product.")
    parser.add_argument("only", nargs="*", metavar="MODULE", help="these only")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a listing differs")
    parser.add_argument("--root", type=Path, default=root, help="the package")
    parser.add_argument("--build", type=Path, default=root / ".build/debug", help="what `swift build` left")
    return parser.parse_args(arguments)


def _changes(root: Path, build: Path, folder: Path, name: str) -> Changes:
    symbols = root / ".build/api" / name
    shutil.rmtree(symbols, ignore_errors=True)
    symbols.mkdir(parents=True)
    if not tools.extract_symbols(root, build, tools.triple(root), name, symbols):
        sys.exit(2)
    return Changes(name, _read(folder / f"{name}.txt"), tuple(lines(symbols)))


def _removed(path: Path) -> Changes:
    """The listing of a module that is no product any more."""
    return Changes(path.stem, _read(path), ())


def _read(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text().splitlines()) if path.is_file() else ()


def _write(folder: Path, change: Changes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{change.module}.txt"
    if change.new:
        path.write_text("".join(f"{line}\n" for line in change.new))
    else:
        path.unlink()


def _announce(change: Changes) -> int:
    if change.breaking:
        print(f"\n{change.module}: breaking")
        print("\n".join(f"  {line}" for line in change.breaking))
    return len(change.breaking)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
