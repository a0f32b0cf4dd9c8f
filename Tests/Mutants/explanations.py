"""Why a survivor survives, by file and original text: lines move, and another seed meets the same ones."""

from __future__ import annotations

from pathlib import Path


class Explanations:
    def __init__(self, text: str) -> None:
        self._by_key: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            fields = [field.strip() for field in line.split("\t")]
            if len(fields) != 4 or not all(fields):
                raise SystemExit(f"mutants: explained.txt has four fields a line, with tabs between them: {line}")
            path, before, after, reason = fields
            self._by_key.setdefault((path, before), []).append((after, reason))

    @staticmethod
    def shipped() -> Explanations:
        return Explanations(Path(__file__).with_name("explained.txt").read_text(encoding="utf-8"))

    def is_equivalent(self, mutant: dict) -> bool:
        """Whether nobody could ever see it: such a mutant is no mistake, and is not counted."""
        return (self.of(mutant) or "").startswith("equivalent:")

    def of(self, mutant: dict) -> str | None:
        """The reason for this mutation of a text, or for any (`*`)."""
        found = self._by_key.get((mutant["file"], mutant["before"]), [])
        return next((reason for after, reason in found if after in (mutant["after"], "*")), None)
