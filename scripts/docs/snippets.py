"""The Swift code on the pages: each block is a file of its own and must compile against the modules as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import tools

_BLOCK = re.compile(r"^```swift\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def compile_all(root: Path, build: Path, catalog: Path, folder: Path) -> bool:
    """Whether every block of a catalog compiles. A block that does not is named by its file, page and number."""
    folder.mkdir(parents=True)
    files = list(_write(catalog, folder))
    return all([tools.type_check(root, build, file) for file in files])


def _write(catalog: Path, folder: Path) -> Iterator[Path]:
    for page in sorted(catalog.rglob("*.md")):
        for number, block in enumerate(_BLOCK.finditer(page.read_text()), start=1):
            file = folder / f"{page.stem}-{number}.swift"
            file.write_text(block.group(1))
            yield file
