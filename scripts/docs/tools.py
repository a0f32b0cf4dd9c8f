"""The toolchain's commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


def output(folder: Path, *command: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, text=True, stdout=subprocess.PIPE).stdout


@cache
def triple(root: Path) -> str:
    """The machine that the compiler builds for."""
    return json.loads(output(root, "swiftc", "-print-target-info"))["target"]["triple"]


def extract_symbols(root: Path, build: Path, triple: str, module: str, symbols: Path) -> bool:
    """The public symbols of a module that `swift build` has left, doc comments included."""
    return _run(root, [
        "swift-symbolgraph-extract", "-module-name", module, "-target", triple,
        "-minimum-access-level", "public",
        # A conformance to a protocol of the library repeats that protocol's words, with links that lead nowhere here.
        "-skip-inherited-docs", "-skip-synthesized-members",
        # What a module adds to another module's types has a page too.
        "-emit-extension-block-symbols",
        *_search_paths(root, build),
        # Not the build's own: the two would disagree about where the system's modules are.
        "-module-cache-path", str(symbols.parent / "cache"),
        "-output-dir", str(symbols),
    ])


def type_check(root: Path, build: Path, file: Path) -> bool:
    """Whether a file compiles as it would in a package of Swift 6 that depends on everything here."""
    return _run(root, [
        "swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6", "-warnings-as-errors",
        *_search_paths(root, build), str(file),
    ])


def convert(root: Path, catalog: Path, name: str, symbols: Path, archive: Path, dependencies: Iterable[Path]) -> bool:
    """Turns catalog and symbols into an archive. An unresolved link is a warning, and a warning an error."""
    return _run(root, [
        "docc", "convert", str(catalog), "--additional-symbol-graph-dir", str(symbols), "--output-dir", str(archive),
        "--fallback-display-name", name, "--fallback-bundle-identifier", f"bourse.{name}",
        "--warnings-as-errors",
        # A parameter has words of its own where its name does not say it all, and only there.
        "--disable-parameters-and-returns-validation",
        "--enable-experimental-external-link-support",
        *(part for path in dependencies for part in ("--dependency", str(path))),
    ])


def merge(root: Path, archives: Iterable[Path], site: Path) -> bool:
    """One archive of all, so that links between modules lead somewhere."""
    return _run(root, [
        "docc", "merge", *map(str, archives), "--synthesized-landing-page-name", "Bourse", "--output-path", str(site),
    ])


def _search_paths(root: Path, build: Path) -> list[str]:
    maps = [part for path in _module_maps(root, build) for part in ("-Xcc", f"-fmodule-map-file={path}")]
    return ["-I", str(build / "Modules"), *maps]


def _module_maps(root: Path, build: Path) -> Iterator[Path]:
    """Those of the C modules that the packages bring along, and those that SwiftPM wrote for the ones without."""
    yield from sorted((root / ".build/checkouts").glob("*/Sources/**/module.modulemap"))
    # Our own system library, zlib.
    yield from sorted((root / "Sources").glob("*/module.modulemap"))
    yield from sorted(build.glob("*.build/module.modulemap"))


def _run(root: Path, command: list[str]) -> bool:
    result = subprocess.run(command, cwd=root, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        print(f"$ {' '.join(command[:4])} ...\n{result.stdout}", file=sys.stderr)
    return result.returncode == 0
