"""The views of a file: what is code, what is comment, what is text."""

import unittest

from lint.swift_source import SwiftSource


def source(text: str) -> SwiftSource:
    return SwiftSource("Sources/Trading/Planted.swift", text)


class Views(unittest.TestCase):
    def test_comments_vanish_from_both_views_and_columns_stay(self):
        text = "let a = 1 // try!\n/* as! /* nested */ x */ let b = 2"
        seen = source(text)
        for view in (seen.without_comments, seen.code):
            self.assertEqual(len(view), len(text))
            self.assertNotIn("!", view)
            self.assertNotIn("nested", view)
            self.assertIn("let b = 2", view)

    def test_text_vanishes_from_code_only(self):
        seen = source('let a = "try! // no comment"; let b = 1')
        self.assertIn("no comment", seen.without_comments)
        self.assertNotIn("try!", seen.code)
        self.assertIn("let b = 1", seen.code)

    def test_interpolated_code_is_code(self):
        seen = source(r'let a = "left \(value! + (b)) right"; c!')
        self.assertIn("value! + (b)", seen.code)
        self.assertNotIn("right", seen.code)
        self.assertIn("c!", seen.code)

    def test_raw_and_multiline_literals(self):
        seen = source('let a = #"no \\(x!) end"#\nlet b = """\n  "quoted" y!\n  """\nlet c = z!')
        self.assertNotIn("x!", seen.code)
        self.assertNotIn("y!", seen.code)
        self.assertIn("z!", seen.code)

    def test_an_escaped_quote_does_not_end_the_literal(self):
        seen = source(r'let a = "one \" try! two"; b')
        self.assertNotIn("try!", seen.code)


class Imports(unittest.TestCase):
    def test_every_spelling(self):
        text = (
            "import A\npublic import B\n@testable import C\nimport struct D.Thing\n@preconcurrency public import E\n"
            "// import F\nlet x = \"\"\"\nimport G\n\"\"\"\n"
        )
        self.assertEqual([used.module for used in source(text).imports], ["A", "B", "C", "D", "E"])

    def test_conditions_around_it(self):
        text = "#if canImport(X)\nimport X\n#else\nimport Y\n#endif\nimport Z\n"
        self.assertEqual(
            [used.conditions for used in source(text).imports], [("canImport(X)",), ("!(canImport(X))",), ()]
        )


class Reasons(unittest.TestCase):
    def test_a_reason_says_something(self):
        seen = source("a // reason: the length was checked above\nb // reason:\nc // reason: ok\nd")
        self.assertEqual([seen.has_reason(line) for line in (1, 2, 3, 4)], [True, False, False, False])
