"""The tables of two invented venues."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

from readme import places, tables
from readme.features import FEATURES, LEFT_OUT, mark


def platform(identifier: str, **capabilities: str) -> dict:
    return {
        "id": identifier, "display_name": identifier.title(), "region": "Here",
        "required_key_fields": ["api_key", "api_secret"],
        "adapter": {"capabilities": {name.replace("_", "."): answer for name, answer in capabilities.items()}},
    }


class Tables(unittest.TestCase):
    def test_every_answer_has_a_mark(self) -> None:
        answers = ["native", "emulated: by waiting", "unsupported: venue", "unsupported: not yet"]
        self.assertEqual([mark(answer) for answer in answers], ["✓", "composed", "–", "not yet"])

    def test_a_row_for_each_feature_and_a_column_for_each_venue(self) -> None:
        platforms = [platform("one", tif_gtc="native"), platform("two", tif_gtc="unsupported: venue")]
        text = tables.made(platforms, {})["features"]
        self.assertEqual(text.splitlines()[:2], ["|  | One | Two |", "|---|---|---|"])
        self.assertIn("| good till cancelled | ✓ | – |", text)
        self.assertEqual(len(text.splitlines()), 2 + len(FEATURES))

    def test_a_capability_that_no_table_knows_is_found(self) -> None:
        one = platform("one", tif_gtc="native", tif_new="native", rest_raw="native")
        self.assertEqual(tables.unnamed([one]), ["tif.new"])
        self.assertFalse(FEATURES.keys() & LEFT_OUT)

    def test_the_latest_certificate_of_a_venue_counts(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for start, passed in [("2026-01-02", 9), ("2026-01-01", 8)]:
                one = {"venue": "one", "started_at": start, "verdict": "certified", "environment": "simulated",
                       "counts": {"passed": passed, "failed": 0}}
                (Path(folder) / f"{passed}.json").write_text(json.dumps([one]))
            found = tables.certificates(Path(folder))
        text = tables.made([platform("one", tif_gtc="native"), platform("two")], found)["venues"]
        self.assertIn("| One | Here | key, secret | 1 | 0 | 0 | 0 | certified (simulated): 9 cases passed |", text)
        self.assertIn("| none yet |", text)

    def test_a_place_is_filled_and_filled_again(self) -> None:
        page = "a\n<!-- made: x, by hand -->\n<!-- end -->\nb\n"
        once = places.filled(page, {"x": "| 1 |"})
        self.assertEqual(once, "a\n<!-- made: x, by hand -->\n\n| 1 |\n\n<!-- end -->\nb\n")
        self.assertEqual(places.filled(once, {"x": "| 1 |"}), once)
        self.assertEqual(places.names(page), ["x"])


if __name__ == "__main__":
    unittest.main()
