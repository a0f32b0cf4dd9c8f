"""A report as written and read: parts, each of which begins with the same lines."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import digest
from .kinds import Kind

_LINE = re.compile(r"^- (command|seed|commit|machine|covers|result): (.*)$")
_COVERS = re.compile(r"(\w+), sha256 ([0-9a-f]{64})")
_UNCOMMITTED = " with changes not yet committed"


@dataclass(frozen=True)
class Part:
    file: Path
    fields: dict[str, str]

    @property
    def covers(self) -> tuple[str, str] | None:
        """Kind and digest."""
        found = _COVERS.fullmatch(self.fields.get("covers", ""))
        return (found[1], found[2]) if found else None

    @property
    def commit(self) -> str | None:
        """The whole hash, when the tree was as committed."""
        return self.fields["commit"] if re.fullmatch(r"[0-9a-f]{40}", self.fields.get("commit", "")) else None


def parts(folder: Path) -> Iterator[Part]:
    """Those of all reports, the older first: a report's name ends with its date."""
    for file in sorted(folder.glob("*.md"), key=lambda path: (path.stem[-10:], path.stem)):
        yield from _parts(file)


def header(root: Path, kind: Kind, seed: str, command: list[str]) -> str:
    changed = "" if digest.is_committed(root, kind) else _UNCOMMITTED
    return "\n".join([
        f"- command: `{' '.join(command)}`",
        f"- seed: {'none' if seed == '-' else seed}",
        f"- commit: {digest.git(root, 'rev-parse', 'HEAD').strip()}{changed}",
        f"- machine: {_machine()}",
        f"- covers: {kind.name}, sha256 {digest.of(root, kind)}",
    ])


def _parts(file: Path) -> Iterator[Part]:
    fields: dict[str, str] = {}
    for line in file.read_text().splitlines():
        if not (found := _LINE.match(line)):
            continue
        if found[1] == "command" and fields:
            yield Part(file, fields)
            fields = {}
        fields[found[1]] = found[2]
    if fields:
        yield Part(file, fields)


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    model = re.search(r"^model name\s*: (.*)$", info.read_text(), re.MULTILINE) if info.is_file() else None
    version = subprocess.run(["swift", "--version"], check=True, text=True, capture_output=True).stdout
    swift = re.search(r"Swift version [0-9.]*", version)
    names = [f"{platform.system()} {platform.machine()}", f"{os.cpu_count()} cores"]
    if model:
        names.append(model[1])
    if swift:
        names.append(swift[0])
    return ", ".join(names)
