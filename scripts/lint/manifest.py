"""What Package.swift lets a room reach, and what one adapter product makes its users resolve."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .finding import Finding
from .rooms import PACKAGES_OF_AN_ADAPTER, ROOMS, Room

_PATH = "Package.swift"


@dataclass(frozen=True)
class Target:
    name: str
    room: str
    #: Targets of this package.
    own: frozenset[str]
    #: Product and the package that has it.
    external: frozenset[tuple[str, str]]


def dump(root: Path) -> dict:
    """The manifest as SwiftPM reads it; nothing is resolved or built."""
    command = ["swift", "package", "--package-path", str(root), "dump-package"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def targets(package: dict) -> dict[str, Target]:
    names = {target["name"] for target in package["targets"]}
    # What test targets share lies beside them and is no room; a room that depended on it is found by its arrow.
    return {
        target["name"]: _target(target, names)
        for target in package["targets"]
        if target["type"] != "test" and not (target.get("path") or "").startswith("Tests/")
    }


def _target(target: dict, names: set[str]) -> Target:
    own: set[str] = set()
    external: set[tuple[str, str]] = set()
    for dependency in target["dependencies"]:
        kind, details = next(iter(dependency.items()))
        name = details[0]
        if kind == "product":
            external.add((name, details[1]))
        elif name in names:
            own.add(name)
        else:
            external.add((name, name))
    path = target.get("path") or f"Sources/{target['name']}"
    return Target(target["name"], path.removeprefix("Sources/"), frozenset(own), frozenset(external))


def check(package: dict) -> Iterator[Finding]:
    known = targets(package)
    for target in known.values():
        yield from _check_arrows(target, ROOMS.get(target.room))
    for product in package["products"]:
        if product["name"].endswith("Adapter"):
            yield from _check_adapter(product, known)


def _check_arrows(target: Target, room: Room | None) -> Iterator[Finding]:
    if room is None:
        yield Finding(_PATH, 1, "arrows", f"the room {target.room} is not in scripts/lint/rooms.py")
        return
    for name in sorted(target.own - room.own):
        yield Finding(_PATH, 1, "arrows", f"{target.name} must not depend on {name}")
    for name, package in sorted(target.external):
        if name not in room.external:
            yield Finding(_PATH, 1, "arrows", f"{target.name} must not depend on {name} of {package}")


def _check_adapter(product: dict, known: dict[str, Target]) -> Iterator[Finding]:
    allowed = {"AdapterProtocol", "AdapterKit", *product["targets"]}
    reached = closure(product["targets"], known)
    for name in sorted(reached - allowed):
        yield Finding(_PATH, 1, "adapter-product", f"{product['name']} pulls in the room {name}")
    packages = {package for name in reached for _, package in known[name].external}
    for package in sorted(packages - PACKAGES_OF_AN_ADAPTER):
        yield Finding(_PATH, 1, "adapter-product", f"{product['name']} pulls in the package {package}")


def closure(roots: list[str], known: dict[str, Target]) -> set[str]:
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in reached and name in known:
            reached.add(name)
            waiting += known[name].own
    return reached
