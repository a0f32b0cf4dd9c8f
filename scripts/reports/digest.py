"""One hash over the code that a report covers, so that a report tells by itself whether that code is still there."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from lint.swift_source import SwiftSource

from .kinds import Kind


class GitError(Exception):
    """Git's own words."""


def git(root: Path, *command: str) -> str:
    result = subprocess.run(("git", *command), cwd=root, check=False, text=True, capture_output=True)
    if result.returncode:
        raise GitError(result.stderr.strip())
    return result.stdout


def of(root: Path, kind: Kind) -> str:
    """SHA-256 over path and code of each covered Swift file; comments and empty lines are not in it.

    The files are those that git tracks or would track, as they stand in the working tree: the same before and after a
    commit, and in any clone. A comment changes nothing that was run, and must not cost a night.
    """
    total = hashlib.sha256()
    for path in sorted(path for folder in kind.covers for path in files(root, folder)):
        code = SwiftSource.read(root, root / path).without_comments
        lines = [line.rstrip() for line in code.splitlines() if line.strip()]
        one = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        total.update(f"{one}  {path}\n".encode())
    return total.hexdigest()


def files(root: Path, folder: str) -> list[str]:
    listed = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", f"{folder}/*.swift")
    return [path for path in set(listed.split("\0")) if path and (root / path).is_file()]


def is_committed(root: Path, kind: Kind) -> bool:
    return not git(root, "status", "--porcelain", "--", *kind.covers)
