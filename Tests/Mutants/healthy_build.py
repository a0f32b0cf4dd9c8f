"""The debug build of the healthy tree: its modules and flags compile the mutated ones, and its objects are all the rest.

A mutant changes no interface and no stored property, so whoever uses a mutated module need not be compiled anew: the
mutated modules' objects take the healthy ones' places when the tests are linked.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WITH_VALUE = {
    "-module-name", "-output-file-map", "-emit-module-path", "-emit-objc-header-path", "-j", "-num-threads",
    "-index-store-path", "-o", "-emit-const-values-path",
}
# The mutated tree is not built strictly: a dropped statement leaves variables unused.
_DROPPED = {
    "-emit-dependencies", "-emit-module", "-incremental", "-c", "-batch-mode", "-parseable-output", "-v",
    "-emit-objc-header", "-serialize-diagnostics", "-enable-batch-mode", "-avoid-emit-module-source-info",
    "-warnings-as-errors", "-g",
}
_ERROR = re.compile(r"^(/[^:\n]+):(\d+):\d+: error: (.*)$", re.MULTILINE)
_ARGUMENTS = re.compile(r"^    args: (\[.*\])$", re.MULTILINE)
COMMAND = "bourse"
TESTS = "boursePackageTests.xctest"


@dataclass(frozen=True)
class Failure:
    path: str
    line: int
    message: str


class HealthyBuild:
    def __init__(self, folder: Path) -> None:
        manifest = folder / "debug.yaml"
        if not manifest.is_file():
            raise SystemExit(f"mutants: no debug build in {folder}; run 'swift build --build-tests' first")
        self._manifest = manifest.read_text(encoding="utf-8")
        self.products = folder / "debug"
        self._compiler = shutil.which("swiftc") or "swiftc"

    def failures(
        self, module: str, sources: list[Path], top: Path, object_file: Path, is_optimised: bool = False
    ) -> list[Failure]:
        """Compiles a module whole. What the compiler refuses, by file below `top` and line."""
        flags = self._flags(module)
        if is_optimised:
            flags = ["-O" if each == "-Onone" else each for each in flags]
        command = [self._compiler, "-c", "-wmo", "-o", str(object_file), "-module-name", module, *flags]
        done = subprocess.run([*command, *map(str, sources)], capture_output=True, text=True, check=False)
        found = [
            Failure(str(Path(path).relative_to(top)), int(line), message)
            for path, line, message in dict.fromkeys(_ERROR.findall(done.stderr))
            if Path(path).is_relative_to(top)
        ]
        if done.returncode and not found:
            raise SystemExit(f"mutants: {module} does not compile, and no line says why:\n{done.stderr[-4000:]}")
        return found

    def stamp(self, product: str) -> str:
        """Tells one healthy product from another."""
        status = (self.products / product).stat()
        return f"{status.st_size} {status.st_mtime_ns}"

    def link(self, product: str, objects: dict[str, Path], target: Path) -> None:
        """Links a product with the objects of some modules in the places of the healthy ones."""
        command, list_file = [self._compiler], target / f"{product}.objects"
        for each, value in _pairs(self._linking(product)):
            if each == "-o":
                command += ["-o", str(target / product)]
            elif each.startswith("@"):
                list_file.write_text(grafted(Path(each[1:]).read_text(encoding="utf-8"), objects), encoding="utf-8")
                command.append(f"@{list_file}")
            elif each != "-g":
                command += [each] if value is None else [each, value]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"mutants: {product} does not link:\n{(done.stdout + done.stderr)[-4000:]}")

    def _flags(self, module: str) -> list[str]:
        flags: list[str] = []
        for each, value in _pairs(self._arguments(rf"C\.{module}-[^\"]*module")):
            if each in _DROPPED or each in _WITH_VALUE or each.startswith(("@", "-j")) or each.endswith(".swift"):
                continue
            flags += [each] if value is None else [each, value]
        return flags

    def _arguments(self, node: str) -> list[str]:
        found = re.search(rf'^  "{node}":\n(.*?)\n\n', self._manifest, re.MULTILINE | re.DOTALL)
        line = found and _ARGUMENTS.search(found.group(1))
        if not line:
            raise SystemExit(f"mutants: the debug build does not know {node}; run 'swift build --build-tests' first")
        return json.loads(line.group(1))[1:]

    def _linking(self, product: str) -> list[str]:
        """The arguments that make a product; its file has the name alone, nodes of others begin with it too."""
        for line in _ARGUMENTS.finditer(self._manifest):
            if '"-emit-executable"' in line.group(1):
                arguments: list[str] = json.loads(line.group(1))[1:]
                if Path(arguments[arguments.index("-o") + 1]).name == product:
                    return arguments
        raise SystemExit(f"mutants: the debug build has no {product}; run 'swift build --build-tests' first")


def _pairs(arguments: list[str]) -> Iterator[tuple[str, str | None]]:
    """Each argument, with its value where it takes one."""
    rest = iter(arguments)
    for each in rest:
        has_value = each in _WITH_VALUE or each in ("-Xcc", "-Xlinker", "-Xfrontend", "-I", "-L", "-module-cache-path")
        yield each, next(rest, None) if has_value else None


def grafted(objects: str, replaced: dict[str, Path]) -> str:
    """A linker's list of objects with one object in the place of all those of a module."""
    folders = {f"{module}.build" for module in replaced}
    kept = [each for each in objects.splitlines() if each and Path(each.strip("'\"")).parent.name not in folders]
    return "\n".join([*kept, *map(str, replaced.values())]) + "\n"
