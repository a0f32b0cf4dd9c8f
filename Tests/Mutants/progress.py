"""How far the making of a tree has come, so that an interrupted one goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from threading import RLock


class Progress:
    """DIR/made.json: what was refused, which modules are compiled, and of which sources tests and command were made.

    What was refused decides which mutants are taken; so the woven sources of an interrupted run come out the same,
    without a compiler.
    """

    def __init__(self, path: Path, sources: str) -> None:
        """Of another run only what was made is kept, which tells its own sources; of other `sources` nothing else."""
        self._path, self._lock = path, RLock()
        self._sources = sources
        kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        is_same = kept.get("sources") == sources
        self.refused: set[str] = set(kept["refused"]) if is_same else set()
        self._settled: set[str] = set(kept["settled"]) if is_same else set()
        self._made: dict[str, str] = kept.get("made", {})
        self._write()

    def is_settled(self, module: str) -> bool:
        return module in self._settled

    def settle(self, module: str) -> None:
        with self._lock:
            self._settled.add(module)
            self._write()

    def refuse(self, module: str, keys: Iterable[str]) -> None:
        """The module has to be woven and compiled anew without these."""
        with self._lock:
            self.refused |= set(keys)
            self._settled.discard(module)
            self._write()

    def is_made(self, file: Path, digest: str) -> bool:
        return file.is_file() and self._made.get(file.name) == digest

    def start(self, file: Path) -> None:
        """From now until it is made, what stands there is of no sources."""
        with self._lock:
            self._made.pop(file.name, None)
            self._write()

    def make(self, file: Path, digest: str) -> None:
        with self._lock:
            self._made[file.name] = digest
            self._write()

    def _write(self) -> None:
        document = {
            "sources": self._sources, "refused": sorted(self.refused), "settled": sorted(self._settled),
            "made": self._made,
        }
        # Never half a file: what interrupts may come now.
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        fresh.replace(self._path)


def digest_of(top: Path, files: Iterable[Path], *others: object) -> str:
    """SHA-256 over names below `top` and bytes."""
    digest = hashlib.sha256(repr(others).encode())
    for file in sorted(files):
        data = file.read_bytes()
        digest.update(f"\0{file.relative_to(top).as_posix()}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
