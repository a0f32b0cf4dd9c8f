"""What is wrong with the reports there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import digest
from .kinds import KINDS, Kind
from .report import Part, parts

_STATED = ("command", "seed", "commit", "machine")


@dataclass(frozen=True)
class Problem:
    text: str
    #: A warning is printed and fails nothing.
    is_error: bool = True

    def __str__(self) -> str:
        place, _, message = self.text.partition(": ")
        return f"{place}: {'error' if self.is_error else 'warning'}: {message}"


def problems(root: Path) -> Iterator[Problem]:
    """Only the newest report of a kind counts; older ones are history."""
    if not _is_repository(root):
        yield Problem("docs/nightly: the sources are no git repository, nothing can be compared", is_error=False)
        return
    newest = {part.covers[0]: part for part in parts(root / "docs/nightly") if part.covers}
    for kind in KINDS.values():
        # After a folder was renamed, the digest of nothing would be fresh for ever.
        for folder in kind.covers:
            if not digest.files(root, folder):
                yield Problem(f"scripts/reports/kinds.py: {kind.name} covers {folder}, where no Swift file is")
        if part := newest.get(kind.name):
            # The digest is what counts: commits are named anew when somebody squashes or rebases them.
            if part.commit and not _is_known(root, part.commit):
                yield Problem(
                    f"{part.file.relative_to(root)}: {kind.name}: its commit {part.commit[:12]} is not in the history",
                    is_error=False)
            for text in _of(root, kind, part):
                yield Problem(f"{part.file.relative_to(root)}: {kind.name}: {text}; make it anew: {kind.command}")
        else:
            yield Problem(f"docs/nightly: no report of kind {kind.name} yet; make one: {kind.command}", kind.required)


def _of(root: Path, kind: Kind, part: Part) -> Iterator[str]:
    if missing := [word for word in _STATED if not part.fields.get(word)]:
        yield f"does not state {', '.join(missing)}"
    if kind.must_pass and part.fields.get("result") != "passed":
        yield "did not pass"
    if not part.commit:
        yield "was not made on a committed tree"
    if part.covers != (kind.name, digest.of(root, kind)):
        yield f"is older than the last change to what it covers{_changes(root, kind, part)}"


def _is_repository(root: Path) -> bool:
    try:
        digest.git(root, "rev-parse", "--git-dir")
    except digest.GitError:
        return False
    return True


def _is_known(root: Path, commit: str) -> bool:
    if digest.git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        return True
    try:
        digest.git(root, "merge-base", "--is-ancestor", commit, "HEAD")
    except digest.GitError:
        return False
    return True


def _changes(root: Path, kind: Kind, part: Part) -> str:
    """A few of the files, where git can tell."""
    try:
        patterns = [f"{folder}/*.swift" for folder in kind.covers]
        names = digest.git(root, "diff", "--name-only", part.commit or "", "--", *patterns).split()
    except digest.GitError:
        return ""
    return f" ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})" if names else ""
