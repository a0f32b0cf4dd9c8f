"""Checks one mutated module against the healthy ones, in seconds instead of a build: the mutants change no interface.

The flags are those of the debug build of the healthy tree, which must exist.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_WITH_VALUE = {
    "-module-name", "-output-file-map", "-emit-module-path", "-emit-objc-header-path", "-j", "-num-threads",
    "-index-store-path", "-o", "-emit-const-values-path",
}
_DROPPED = {
    "-emit-dependencies", "-emit-module", "-incremental", "-c", "-batch-mode", "-parseable-output", "-v",
    "-emit-objc-header", "-serialize-diagnostics", "-enable-batch-mode", "-avoid-emit-module-source-info",
}
_ERROR = re.compile(r"^(/[^:\n]+):(\d+):\d+: error: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    path: str
    line: int
    message: str


class Checker:
    def __init__(self, root: Path) -> None:
        manifest = root / ".build/debug.yaml"
        if not manifest.is_file():
            raise SystemExit(f"mutants: no debug build in {root}; run 'swift build' first")
        self._manifest = manifest.read_text(encoding="utf-8")
        self._compiler = shutil.which("swiftc") or "swiftc"

    def failures(self, module: str, sources: list[Path], top: Path) -> list[Failure]:
        """What the compiler refuses, by file below `top` and line; the mandatory passes included, which know of
        missing returns and unset variables."""
        command = [self._compiler, "-emit-sil", "-wmo", "-o", "/dev/null", "-module-name", module, *self._flags(module)]
        done = subprocess.run([*command, *map(str, sources)], capture_output=True, text=True, check=False)
        found = [
            Failure(str(Path(path).relative_to(top)), int(line), message)
            for path, line, message in dict.fromkeys(_ERROR.findall(done.stderr))
            if Path(path).is_relative_to(top)
        ]
        if done.returncode and not found:
            raise SystemExit(f"mutants: {module} does not compile, and no line says why:\n{done.stderr[-4000:]}")
        return found

    def _flags(self, module: str) -> list[str]:
        node = re.search(rf'^  "C\.{module}-[^"]*module":\n(.*?)\n\n', self._manifest, re.MULTILINE | re.DOTALL)
        line = node and re.search(r"^    args: (\[.*\])$", node.group(1), re.MULTILINE)
        if not line:
            raise SystemExit(f"mutants: the debug build does not know the module {module}")
        arguments = iter(json.loads(line.group(1))[1:])
        flags: list[str] = []
        for each in arguments:
            if each in _WITH_VALUE:
                next(arguments, None)
            elif each not in _DROPPED and not each.startswith(("@", "-j")) and not each.endswith(".swift"):
                flags.append(each)
        # The mutated tree is not built strictly: a dropped statement leaves variables unused.
        return [each for each in flags if each != "-warnings-as-errors"]
