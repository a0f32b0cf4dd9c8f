"""`python3 -m docs [MODULE...]`: an archive for each documented module, one of all; exit 1 when there is a warning."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import links, pitfalls, snippets, tables, tools, topics
from .modules import Module, public_modules


@dataclass
class Run:
    root: Path
    #: What `swift build` left.
    build: Path
    #: Where the archives go.
    output: Path
    triple: str
    #: Of each module seen so far, its top-level names and where they are at home.
    homes: dict[str, dict[str, str]] = field(default_factory=dict)

    def symbols(self, module: str) -> Path:
        return self.output / "symbols" / module

    def archive(self, module: str) -> Path:
        return self.output / "modules" / f"{module}.doccarchive"

    @property
    def site(self) -> Path:
        return self.output / "Bourse.doccarchive"


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    root = options.root.resolve()
    run = Run(root, options.build.resolve(), options.output.resolve(), tools.triple(root))
    modules = public_modules(root)
    if not modules:
        print("docs: the manifest has no library product (is BOURSE_ONLY set?)", file=sys.stderr)
        return 2
    unknown = set(options.only) - {module.name for module in modules}
    if unknown:
        print(f"docs: no module {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    if options.tables:
        for module in modules:
            if table := tables.wanted(root, module):
                tables.write(module.landing_page, table)
        return 0
    wrong = list(pitfalls.problems(root))
    for problem in wrong:
        print(problem, file=sys.stderr)
    wanted = _wanted(run, modules, set(options.only))
    failed = [
        module.name
        for module in modules
        if not (_read_symbols(run, module) and (module.name not in wanted or _document(run, module)))
    ]
    # README.md is held against a file that the tests compile.
    if not options.only and not snippets.compile_all(
        run.root, run.build, (root / "docs").glob("*.md"), run.output / "snippets" / "docs"
    ):
        failed.append("the pages in docs")
    archives = [path for module in modules if (path := run.archive(module.name)).is_dir()]
    shutil.rmtree(run.site, ignore_errors=True)
    if not failed and not tools.merge(root, archives, run.site):
        failed.append("the site of all")
    print(f"docs: {len(wanted)} modules, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    return 1 if failed or wrong else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Build the documentation of every library product.")
    parser.add_argument("only", nargs="*", metavar="MODULE", help="build these only, over what an earlier run left")
    parser.add_argument("--root", type=Path, default=root, help="the package")
    parser.add_argument("--build", type=Path, default=root / ".build/debug", help="what `swift build` left")
    parser.add_argument("--output", type=Path, default=root / ".build/docs", help="where the archives go")
    parser.add_argument("--tables", action="store_true", help="bring the pages' tables up to date, build nothing")
    return parser.parse_args(arguments)


def _wanted(run: Run, modules: list[Module], only: set[str]) -> set[str]:
    """All, or those asked for and what their links need and no earlier run has left."""
    if not only:
        return {module.name for module in modules}
    wanted = set(only)
    for module in reversed(modules):
        if module.name in wanted:
            wanted.update(used for used in module.uses if not run.archive(used).is_dir())
    return wanted


def _read_symbols(run: Run, module: Module) -> bool:
    symbols = run.symbols(module.name)
    shutil.rmtree(symbols, ignore_errors=True)
    symbols.mkdir(parents=True)
    if not tools.extract_symbols(run.root, run.build, run.triple, module.name, symbols):
        return False
    run.homes[module.name] = dict.fromkeys(links.top_level_names(symbols, module.name), module.name)
    return True


def _document(run: Run, module: Module) -> bool:
    problem = _problem(run, module)
    if problem:
        print(f"{module.landing_page.relative_to(run.root)}: error: {problem}", file=sys.stderr)
        return False
    shutil.rmtree(run.archive(module.name), ignore_errors=True)
    run.archive(module.name).parent.mkdir(exist_ok=True)
    code = run.output / "snippets" / module.name
    if not snippets.compile_all(run.root, run.build, module.catalog.rglob("*.md"), code):
        return False
    links.lengthen(run.symbols(module.name), module.name, _reachable(run, module))
    # One that failed has left no archive, and its own error is enough.
    dependencies = [path for used in module.uses if (path := run.archive(used)).is_dir()]
    return tools.convert(
        run.root, module.catalog, module.name, run.symbols(module.name), run.archive(module.name), dependencies
    )


def _problem(run: Run, module: Module) -> str | None:
    """What is wrong with a module's pages and DocC would not say."""
    if not module.landing_page.is_file():
        return "every module has a landing page"
    if missing := topics.missing(module.landing_page, set(run.homes[module.name])):
        return f"in no group of Topics: {', '.join(missing)}"
    table = tables.wanted(run.root, module)
    if table and table not in module.landing_page.read_text():
        return "its table is not what the code says: run scripts/build-docs --tables"
    return None


def _reachable(run: Run, module: Module) -> dict[str, str]:
    return {name: home for used in module.uses for name, home in run.homes.get(used, {}).items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
