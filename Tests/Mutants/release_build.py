"""The release build of the mutated package: the command whose conformance suite judges the mutants.

A whole run of a venue's suite takes some twenty seconds of processor time in a release build, and minutes in a debug
build. The release build inlines small functions of one module into others, so that nothing can be grafted there:
every module of ours is built with the mutated ones, and only what others wrote is kept from the last time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from healthy_build import COMMAND, Failure
from rooms import ROOMS

#: Where the command is made, below the tree.
RELEASE_COMMAND = f".build/release/{COMMAND}"
_MANIFESTS = ("Package.swift", "Package.resolved")
#: The tests are not built, but the manifest names their folders.
_FOLDERS = ("Sources", "Tests")
_NOT_COPIED = re.compile(r"(^|/)(__pycache__|\.venv[^/]*|\.build[^/]*)(/|$)|^Tests/Mutants/")
_ERROR = re.compile(r"^(/[^:\n]+):(\d+):\d+: error: (.*)$", re.MULTILINE)


class ReleaseBuild:
    def __init__(self, root: Path, tree: Path, resolved: Path) -> None:
        """`root` is laid out in `tree`, whose rooms are woven already; others' versions are those in `resolved`."""
        self._root, self._tree, self._resolved = root, tree, resolved

    def lay_out(self) -> None:
        """Copies all that is not mutated. What is the same keeps its time, or it would be built anew."""
        wanted = {path: self._root / path for path in _paths(self._root) if not _is_woven(path)}
        wanted |= {"Package.swift": self._root / "Package.swift"}
        if self._resolved.is_file():
            wanted["Package.resolved"] = self._resolved
        for path in list(_paths(self._tree)):
            if path not in wanted and not _is_woven(path):
                (self._tree / path).unlink()
        for path, source in wanted.items():
            place = self._tree / path
            if not place.is_file() or place.read_bytes() != source.read_bytes():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, place)

    def sources(self) -> list[Path]:
        """All that the command is made of."""
        manifests = [self._tree / name for name in _MANIFESTS if (self._tree / name).is_file()]
        return manifests + [self._tree / path for path in _paths(self._tree) if path.startswith("Sources/")]

    def failures(self) -> list[Failure]:
        """Builds the command. What the compiler refuses, by file below the tree and line."""
        scratch = str(self._tree / ".build")
        # Not strictly: a dropped statement leaves variables unused.
        done = subprocess.run(
            ["swift", "build", "-c", "release", "--product", COMMAND, "--scratch-path", scratch], cwd=self._tree,
            env={**os.environ, "BOURSE_STRICT": "0"}, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return []
        output = done.stdout + done.stderr
        found = refused(output, self._tree)
        if not found:
            raise SystemExit(f"mutants: the release build failed:\n{output[-4000:]}")
        return found


def refused(output: str, tree: Path) -> list[Failure]:
    """The errors in mutated sources."""
    return [
        Failure(str(Path(path).relative_to(tree)), int(line), message)
        for path, line, message in dict.fromkeys(_ERROR.findall(output))
        if Path(path).is_relative_to(tree) and _is_woven(str(Path(path).relative_to(tree)))
    ]


def _is_woven(path: str) -> bool:
    return any(path.startswith(room.folder + "/") for room in ROOMS)


def _paths(top: Path) -> Iterator[str]:
    """Every file of the package's folders, relative."""
    for folder in _FOLDERS:
        for path in sorted((top / folder).rglob("*")):
            relative = path.relative_to(top).as_posix()
            if path.is_file() and not _NOT_COPIED.search(relative):
                yield relative
