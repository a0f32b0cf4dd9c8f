"""Proof that the peers' clients are the published ones: every file as each package's own record says."""

from __future__ import annotations

import base64
import hashlib
from importlib import metadata
from pathlib import Path

_PINNED = Path(__file__).resolve().parents[1] / "requirements.txt"


def check() -> dict[str, str]:
    """The versions by package; raises when one is not the pinned one or a file was edited after it was installed."""
    return {name: _checked(name, pinned) for name, pinned in _pins()}


def _pins() -> list[tuple[str, str]]:
    lines = (line.partition("#")[0].strip() for line in _PINNED.read_text().splitlines())
    return [tuple(line.split("==")) for line in lines if line]  # type: ignore[misc]


def _checked(name: str, pinned: str) -> str:
    package = metadata.distribution(name)
    if package.version != pinned:
        raise RuntimeError(f"{name} {package.version} is installed, {pinned} is pinned")
    checked = 0
    for file in package.files or []:
        # Files that pip made itself (byte code, the record) have no hash in it.
        if file.hash is None or file.suffix != ".py":
            continue
        digest = hashlib.new(file.hash.mode, file.locate().read_bytes()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value:
            raise RuntimeError(f"{file} differs from the published package")
        checked += 1
    if checked == 0:
        raise RuntimeError(f"the record of {name} lists no file")
    return package.version
