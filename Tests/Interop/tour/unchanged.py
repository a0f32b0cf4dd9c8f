"""Proof that the peer's client is the published one: every file as the package's own record says."""

from __future__ import annotations

import base64
import hashlib
from importlib import metadata
from pathlib import Path

_PINNED = Path(__file__).resolve().parents[1] / "requirements.txt"


def check() -> str:
    """The version; raises when it is not the pinned one or a file was edited after it was installed."""
    package = metadata.distribution("ccxt")
    pinned = _PINNED.read_text().strip().removeprefix("ccxt==")
    if package.version != pinned:
        raise RuntimeError(f"ccxt {package.version} is installed, {pinned} is pinned")
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
        raise RuntimeError("the package's record lists no file")
    return package.version
