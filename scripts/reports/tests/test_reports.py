"""Reports in a repository of their own: which count, and what makes one stale."""

from __future__ import annotations

import subprocess
import tempfile
import unittest
from pathlib import Path

from reports import digest
from reports.check import problems
from reports.kinds import KINDS
from reports.report import parts

FUZZ = KINDS["fuzz"]


class Reports(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.git("init", "--quiet")
        for folder in {folder for kind in KINDS.values() for folder in kind.covers}:
            self.write(f"{folder}/Any.swift", "let any = 1\n")
        self.write("Sources/Adapters/Bank/A.swift", "let a = 1\n")
        self.commit()

    def git(self, *command: str) -> str:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ("git", *identity, *command), cwd=self.root, check=True, text=True, stdout=subprocess.PIPE
        ).stdout.strip()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a commit")

    def report(self, day: str, *, result: str = "passed", commit: str | None = None) -> None:
        commit = commit or self.git("rev-parse", "HEAD")
        lines = [
            "# Fuzzing", "", "- command: `run --seed 7`", "- seed: 7", f"- commit: {commit}", "- machine: Linux",
            f"- covers: fuzz, sha256 {digest.of(self.root, FUZZ)}", "", "- words: of the report", "",
            f"- result: {result}", "",
        ]
        self.write(f"docs/nightly/{day}.md", "\n".join(lines))

    def errors(self) -> list[str]:
        return [str(problem) for problem in problems(self.root) if problem.is_error]

    def test_a_required_kind_without_a_report_is_an_error_and_another_a_warning(self) -> None:
        found = list(problems(self.root))
        self.assertEqual([problem.is_error for problem in found], [kind.required for kind in KINDS.values()])
        (error,) = self.errors()
        self.assertIn("docs/nightly: error: no report of kind fuzz yet; make one: make fuzz", error)

    def test_a_folder_that_is_not_there_any_more_is_found(self) -> None:
        (self.root / "Tests/Fuzz/Sources/Any.swift").unlink()
        self.assertIn("fuzz covers Tests/Fuzz/Sources, where no Swift file is", self.errors()[0])

    def test_a_report_of_the_committed_tree_stays_fresh_over_its_own_commit(self) -> None:
        self.report("2026-01-01")
        self.assertEqual(self.errors(), [])
        self.commit()
        self.assertEqual(self.errors(), [])

    def test_a_changed_an_added_and_a_removed_file_make_it_stale(self) -> None:
        for path, text in [("A.swift", "let a = 2\n"), ("B.swift", "let b = 1\n"), ("A.swift", None)]:
            self.report("2026-01-01")
            file = f"Sources/Adapters/Bank/{path}"
            if text is None:
                (self.root / file).unlink()
            else:
                self.write(file, text)
            self.commit()
            (error,) = self.errors()
            self.assertIn(f"is older than the last change to what it covers ({file})", error)
            self.assertIn("make it anew: make fuzz", error)

    def test_a_comment_or_what_it_does_not_cover_leaves_it_fresh(self) -> None:
        self.report("2026-01-01")
        self.write("Sources/Adapters/Bank/A.swift", "// The first.\n\nlet a = 1  // one\n")
        self.write("Sources/Host/B.swift", "let b = 1\n")
        self.write("Sources/Adapters/Bank/Bank.docc/Bank.md", "words\n")
        self.commit()
        self.assertEqual(self.errors(), [])

    def test_only_the_newest_counts(self) -> None:
        self.report("2026-01-01")
        self.write("Sources/Adapters/Bank/A.swift", "let a = 2\n")
        self.commit()
        self.report("2026-01-02")
        self.assertEqual(self.errors(), [])

    def test_one_that_failed_or_was_made_on_an_uncommitted_tree_does_not_count(self) -> None:
        head = self.git("rev-parse", "HEAD")
        for wrong, words in [
            ({"result": "failed"}, "did not pass"),
            ({"commit": f"{head} with changes not yet committed"}, "not made on a committed tree"),
        ]:
            self.report("2026-01-01", **wrong)
            (error,) = self.errors()
            self.assertIn(words, error)

    def test_a_commit_that_was_named_anew_is_only_told(self) -> None:
        self.report("2026-01-01", commit="0" * 40)
        self.assertEqual(self.errors(), [])
        self.assertTrue(any("is not in the history" in str(problem) for problem in problems(self.root)))

    def test_parts_of_one_file_keep_their_own_lines(self) -> None:
        text = "- command: a\n- result: passed\n\n## Next\n\n- command: b\n- seed: 2\n"
        self.write("docs/nightly/2026-01-01.md", text)
        fields = [part.fields for part in parts(self.root / "docs/nightly")]
        self.assertEqual(fields, [{"command": "a", "result": "passed"}, {"command": "b", "seed": "2"}])


if __name__ == "__main__":
    unittest.main()
