"""The Swift code on the pages: each block is a file of its own and must compile against the modules as they are.

A block that cannot, an excerpt say, begins with "```swift no-compile".
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import tools

_BLOCK = re.compile(r"^```swift\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def compile_all(root: Path, build: Path, pages: Iterable[Path], folder: Path) -> bool:
    """Whether every block of the pages compiles. A block that does not is named by its file, page and number."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = list(_write(pages, folder))
    return all([tools.type_check(root, build, file) for file in files])


def _write(pages: Iterable[Path], folder: Path) -> Iterator[Path]:
    for page in sorted(pages):
        for number, block in enumerate(_BLOCK.finditer(page.read_text()), start=1):
            file = folder / f"{page.stem}-{number}.swift"
            file.write_text(block.group(1))
            yield file
