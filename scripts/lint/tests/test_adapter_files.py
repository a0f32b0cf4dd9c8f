"""One file too few or too many in one adapter's folder is told, with the folder."""

import unittest

from lint import adapter_files
from lint.rooms import ALL_VENUES

COMMON = ("Signer.swift", "Streams/MarketSession+Candles.swift", "Streams/StreamRules.swift")


def tree() -> set[str]:
    files = {f"{venue}/{name}" for venue in ALL_VENUES for name in (*COMMON, f"{venue}Adapter.swift")}
    return files - {f"{venue}/{name}" for venue, name in adapter_files.ABSENT}


def findings(files: set[str]) -> list[tuple[str, str]]:
    found = adapter_files.check(sorted(f"Sources/Adapters/{file}" for file in files))
    return [(finding.path.removeprefix("Sources/Adapters/"), finding.message) for finding in found]


class AdapterFiles(unittest.TestCase):
    def test_the_same_files_but_for_the_exceptions(self):
        self.assertEqual(findings(tree()), [])

    def test_a_missing_file(self):
        for name in ("Signer.swift", "Streams/StreamRules.swift", "KrakenAdapter.swift"):
            with self.subTest(name=name):
                [(path, message)] = findings(tree() - {f"Kraken/{name}"})
                self.assertEqual(path, f"Kraken/{name}")
                self.assertIn("is missing", message)

    def test_a_file_too_many(self):
        for name in ("Extra.swift", "Streams/Extra.swift", "Folder/Extra.swift"):
            with self.subTest(name=name):
                [(path, message)] = findings(tree() | {f"VALR/{name}"})
                self.assertEqual(path, f"VALR/{name}")
                self.assertIn("into VenueSpecific", message)

    def test_a_file_under_another_name(self):
        files = tree() - {"Luno/Signer.swift"} | {"Luno/Signing.swift"}
        self.assertEqual([path for path, _ in findings(files)], ["Luno/Signer.swift", "Luno/Signing.swift"])

    def test_what_one_venue_has_lies_apart(self):
        for folder in ("VenueSpecific", "Streams/VenueSpecific"):
            with self.subTest(folder=folder):
                self.assertEqual(findings(tree() | {f"VALR/{folder}/Extra.swift"}), [])

    def test_what_every_venue_has_does_not(self):
        files = tree() | {f"{venue}/VenueSpecific/Extra.swift" for venue in ALL_VENUES}
        [(_, message)] = findings(files)
        self.assertIn("every venue has it", message)

    def test_an_exception_that_is_none_any_more(self):
        [(path, message)] = findings(tree() | {"Luno/Streams/MarketSession+Candles.swift"})
        self.assertEqual(path, "Luno/Streams/MarketSession+Candles.swift")
        self.assertIn("is there", message)
