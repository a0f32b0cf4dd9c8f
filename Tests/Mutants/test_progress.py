"""What an interrupted making remembers, and what it must not."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from progress import Progress, digest_of


class ProgressTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "bourse"
        self.file.write_text("x", encoding="utf-8")

    def again(self, sources: str = "s") -> Progress:
        return Progress(self.folder / "made.json", sources)

    def test_it_goes_on_where_it_was(self) -> None:
        first = self.again()
        first.refuse("AdapterKit", ["a", "b"])
        first.settle("AdapterKit")
        first.make(self.file, "d")
        second = self.again()
        self.assertEqual(second.refused, {"a", "b"})
        self.assertTrue(second.is_settled("AdapterKit"))
        self.assertFalse(second.is_settled("LunoAdapter"))
        self.assertTrue(second.is_made(self.file, "d"))

    def test_other_sources_are_settled_anew_but_what_is_made_of_the_same_is_kept(self) -> None:
        first = self.again()
        first.refuse("AdapterKit", ["a"])
        first.settle("AdapterKit")
        first.make(self.file, "d")
        other = self.again("t")
        self.assertEqual(other.refused, set())
        self.assertFalse(other.is_settled("AdapterKit"))
        self.assertTrue(other.is_made(self.file, "d"))
        self.assertFalse(other.is_made(self.file, "e"))
        # Nor are they remembered when the first sources come back.
        self.assertFalse(self.again().is_settled("AdapterKit"))

    def test_who_is_refused_takes_the_modules_settling_away(self) -> None:
        first = self.again()
        first.settle("AdapterKit")
        first.settle("LunoAdapter")
        first.refuse("AdapterKit", ["a"])
        self.assertFalse(self.again().is_settled("AdapterKit"))
        self.assertTrue(self.again().is_settled("LunoAdapter"))

    def test_half_a_file_is_of_no_sources(self) -> None:
        first = self.again()
        first.make(self.file, "d")
        first.start(self.file)
        self.assertFalse(self.again().is_made(self.file, "d"))

    def test_a_file_that_is_gone_is_not_made(self) -> None:
        first = self.again()
        first.make(self.file, "d")
        self.file.unlink()
        self.assertFalse(self.again().is_made(self.file, "d"))


class DigestTests(unittest.TestCase):
    def test_names_and_bytes_count_and_the_order_does_not(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            top = Path(folder)
            (top / "a").write_text("1", encoding="utf-8")
            (top / "b").write_text("2", encoding="utf-8")
            both = [top / "a", top / "b"]
            first = digest_of(top, both)
            self.assertEqual(first, digest_of(top, both[::-1]))
            self.assertNotEqual(first, digest_of(top, both, "other"))
            (top / "b").write_text("3", encoding="utf-8")
            self.assertNotEqual(first, digest_of(top, both))
            (top / "b").write_text("2", encoding="utf-8")
            (top / "b").rename(top / "c")
            self.assertNotEqual(first, digest_of(top, [top / "a", top / "c"]))


if __name__ == "__main__":
    unittest.main()
