"""Which modules are documented: those that somebody can import."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .tools import output


@dataclass(frozen=True)
class Module:
    name: str
    folder: Path
    #: Documented modules that this one is built on, and whose symbols its pages may name.
    uses: tuple[str, ...]

    @property
    def catalog(self) -> Path:
        return self.folder / f"{self.name}.docc"

    @property
    def landing_page(self) -> Path:
        return self.catalog / f"{self.name}.md"


def public_modules(root: Path) -> list[Module]:
    """The targets of the library products, each after those that it uses: a link needs its goal's finished archive."""
    package = json.loads(output(root, "swift", "package", "dump-package"))
    public = {
        target for product in package["products"] if "library" in product["type"] for target in product["targets"]
    }
    return _ordered([_module(root, target, public) for target in package["targets"] if target["name"] in public])


def _module(root: Path, target: dict, public: set[str]) -> Module:
    names = [next(iter(dependency.values()))[0] for dependency in target["dependencies"]]
    folder = root / (target.get("path") or f"Sources/{target['name']}")
    return Module(target["name"], folder, tuple(name for name in names if name in public))


def _ordered(modules: list[Module]) -> list[Module]:
    by_name = {module.name: module for module in modules}
    order: dict[str, Module] = {}

    def visit(module: Module) -> None:
        for used in module.uses:
            visit(by_name[used])
        order[module.name] = module

    for module in modules:
        visit(module)
    return list(order.values())
