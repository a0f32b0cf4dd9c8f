"""How often a process asked for each mutant: who is never asked for changes nothing there."""

from __future__ import annotations

import struct
from pathlib import Path

from weaving import COUNTS, MOST


class Counts:
    """The file that the mutated process counts into; it is read when the process is over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "counts"
        self._path.write_bytes(bytes(4 * MOST))
        self.environment = {COUNTS: str(self._path)}

    def read(self) -> dict[int, int]:
        values = struct.unpack(f"={MOST}I", self._path.read_bytes())
        return {number: count for number, count in enumerate(values) if count}
