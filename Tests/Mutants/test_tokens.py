"""What the tokenizer must never take for code, and what it must."""

from __future__ import annotations

import unittest

from tokens import Source, tokenize


def texts(code: str) -> list[str]:
    return [token.text for token in tokenize(code)]


class TokenizerTests(unittest.TestCase):
    def test_comments_are_no_code_even_nested(self) -> None:
        self.assertEqual(texts("a /* b /* c */ d */ + e // f < g\n/// h"), ["a", "+", "e"])

    def test_a_string_is_one_token_with_its_interpolations(self) -> None:
        code = r'let a = "x \(f("y)", 1 < 2)) /* z" + b'
        self.assertEqual(texts(code), ["let", "a", "=", r'"x \(f("y)", 1 < 2)) /* z"', "+", "b"])

    def test_raw_and_long_strings(self) -> None:
        self.assertEqual(texts('#"a"b\\(c)"# "\\"" """\n a "b" // c\n """ d'), [
            '#"a"b\\(c)"#', '"\\""', '"""\n a "b" // c\n """', "d",
        ])

    def test_lines_count_through_long_strings(self) -> None:
        self.assertEqual([token.line for token in tokenize('a\n"""\nb\n"""\nc')], [1, 2, 5])

    def test_ranges_numbers_and_members(self) -> None:
        self.assertEqual(texts("0x21...0x7E a.b 0..<n 1_000 -3 $0.c 2.5 0.1.d"), [
            "0x21", "...", "0x7E", "a", ".", "b", "0", "..<", "n", "1_000", "-", "3", "$0", ".", "c", "2.5",
            "0.1", ".", "d",
        ])

    def test_directives_and_attributes(self) -> None:
        kinds = {token.text: token.kind for token in tokenize("#if os(Linux)\n@inlinable func a() {}\n#endif")}
        self.assertEqual((kinds["#if"], kinds["@inlinable"], kinds["func"]), ("directive", "directive", "word"))

    def test_brackets_know_their_partner_and_their_opener(self) -> None:
        source = Source("a.swift", "f(a, [b]) { c }")
        opening = [token.text for token in source.tokens].index("(")
        self.assertEqual(source.tokens[source.partner[opening]].text, ")")
        inside = [token.text for token in source.tokens].index("b")
        self.assertEqual(source.tokens[source.opener[inside]].text, "[")


if __name__ == "__main__":
    unittest.main()
